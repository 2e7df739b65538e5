import { correctionWords } from "./corrections.ts";
import { repeatWords, teenWords, tensWords, unitWords, zeroWords } from "./english-number-words.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const writtenLocal = /[a-z0-9][a-z0-9._%+-]{0,63}\s?$/i;
const writtenDomain = /^\s?[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,20}){1,4}/i;
const dot = "(?:\\.|\\s?(?:점|쩜|닷|땡|dot|point|period)\\s?)";
const suffix =
  "(?:com|net|org|co|kr|io|uk|jp|us|ca|de|fr|edu|gov|info|biz|me|ac|it|es|nl|se|ch|eu|au|in|dev|app|컴|콤|넷|씨오|시오|케이알|코|오알지|오알|에이씨|아이오|꼼)";
/** Up to four words: "gallagher books dot net"; a domain may be spelled, or hold a hyphen that is said. */
const spokenDomain = new RegExp(
  `^\\s?(?:(?!at\\b|골뱅이)[a-z0-9가-힣'-]{1,14}\\s){0,5}?[a-z0-9가-힣'-]{1,14}?(?:\\s?${dot}\\s?[a-z0-9가-힣-]{1,10}?){0,2}(?:\\s?${dot}\\s?${suffix}(?![a-z])){1,2}`,
  "i",
);
const wellKnown =
  /^\s?(?:네이버|다음|한메일|지메일|쥐메일|구글|네이트|핫메일|카카오|아웃룩|야후|아이클라우드|gmail|naver|daum|hanmail|hotmail|icloud|yahoo|kakao)(?:\s?(?:점|쩜|닷|dot|\.)?\s?(?:컴|콤|com|넷|net))?/i;
const atWord = /^(?:골뱅이|앳|엣|에트|at)(?=[\sa-z가-힣])/i;
const separator =
  "점|쩜|닷|dot|point|언더바|언더 바|밑줄|언더스코어|underscore|하이픈|대시|짝대기|dash|hyphen|minus|plus";
const letters =
  "에이치|에이취|에이|비|씨|시|디|이|에프|지|쥐|아이|제이|케이|엘|엠|앰|엔|앤|오|피|큐|알|에스|티|유|브이|더블유|더블류|엑스|와이|제트|지트";
const numbers = `${zeroWords}|${unitWords}|${teenWords}|${tensWords}|hundred|${repeatWords}`;
/** What a local part is made of, with what is said about it: letters and digits, spelled or not, separators, hesitations, corrections. */
const piece = new RegExp(
  `(?:^|[\\s\\uE000])([a-z] (?:as in|for|like) [a-z]{2,14}|(?:the )?(?:number|letters?|digits?)|(?:first|last|middle) (?:name|initial)|숫자로?|영어로?|소문자로?|대문자로?|하고|그리고|그\\s?다음(?:에|은|엔)?|and|then|all one word|음|어|그|아|um|uh|er|아니|아니다|아니고|sorry|no|wait|하나만|하나|둘|두 개|세 개|(?!\\d[\\d-]{6})[a-z0-9._+-]*[0-9._+-][a-z0-9._+-]*|[a-z]|${separator}|${numbers}|(?:${letters}|[공영일이삼사오육칠팔구십백천])+)[,.]?\\s?$`,
  "i",
);
/** A word that is none of these, in letters: a name, a thing. */
const word = /(?:^|[\s\uE000])([a-z][a-z'-]{1,20}|[가-힣]{1,10}),?\s?$/i;
/** Words that stand before an address and are no part of it. */
const stop =
  /^(?:이?메일|주소|아이디|계정|영수증|명세서|계산서|세금계산서|저|제|내|그거|이거|거기|그리고|근데|the|is|it|its|it's|that's|that|this|to|at|on|in|my|our|his|her|me|us|you|i|am|are|was|as|be|email|e-?mail|mail|address|a|an|or|not|of|by|from|for|with|so|but|look|send|write|use|try|reach|contact|under|goes|called|work|home|personal|yes|yeah|sure|okay|ok|hi|account|username|please|them|him|name|can|we|they|will|would|be|should|arrived|stay|arrive|meet|shop|buy|bought|order|ordered|store|online|website|site)$/i;
/** Of these, what offices call their letter boxes; it is the local part where an address is announced right before it, or opens what is said. */
const letterBox = /^(?:contact|home|work|store|shop|mail|email|order|account|hi|me|office|name|us)$/i;
const opensAddress = /^$|(?:^|\b(?:is|it's|its|to|that's|e-?mail|address|use|yes|sure|okay))[,:]?\s$/i;
/** "will dot tran": what a separator joins to the rest is part of it, whatever it means elsewhere. */
const separatorBehind = new RegExp(`^\\s?(?:${separator})[\\s,]`, "i");
/** How Korean sentences go on: with such an ending a word is none of an address, unless it is spelled. */
const sentence = /(?:은|는|을|를|요|니다|죠|지|까|면|로|서|데|고|에|냐|라|가|의|게|던|한|할)$/;
/** What is said before the first piece. */
const opening =
  /^(?:(?:음|어|그|아|um|uh|er|and|then|그리고|하고|아니|아니고|no|sorry|wait|the number|숫자로?|영어로?)[,.]?\s|[ai]\s(?=[a-z]{2})(?!dot\b|underscore|dash|hyphen|point))+/i;
/** The at sign was said, and then that it was wrong. */
const takenBack = new RegExp(`^\\s?(?:${correctionWords})[,\\s]`, "i");
const goesOn = new RegExp(`(?:골뱅이|@|\\bat\\b).*(?:${dot}\\s?${suffix}(?![a-z])|네이버|다음|지메일|한메일)`, "i");
/** What was said before it is said again behind it. */
const correction = /^(?:아니|아니다|아니고|sorry|no|wait)$/i;
const longestLocal = 70;
const mostWords = 3;

/** E-mail addresses, written ("gildong@example.com") and spoken ("gildong 골뱅이 네이버 점 컴", "john dot smith at gmail dot com"). */
export function findEmails(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    scan.codeAt(at);
    const span = scan.text[at] === "@" ? writtenEmail(scan, at) : spokenEmail(scan, at);
    const last = spans[spans.length - 1];
    if (span && (!last || span.start >= last.end)) spans.push(span);
  }
  return spans;
}

function writtenEmail(scan: Scan, at: number): PiiSpan | undefined {
  const local = writtenLocal.exec(scan.before(at, 66));
  const after = scan.after(at + 1, 80);
  const written = writtenDomain.exec(after);
  if (local && written) return email(at - local[0].length, at + 1 + written[0].length);
  return emailAround(scan, at, at + 1);
}

function spokenEmail(scan: Scan, at: number): PiiSpan | undefined {
  if (!"골앳엣에aA".includes(scan.text[at] ?? "") || /[a-z]/i.test(scan.text[at - 1] ?? "")) return undefined;
  const atSign = atWord.exec(scan.after(at, 5))?.[0];
  return atSign === undefined ? undefined : emailAround(scan, at, at + atSign.length);
}

function emailAround(scan: Scan, at: number, behind: number): PiiSpan | undefined {
  const after = scan.after(behind, 64);
  const provider = wellKnown.exec(after);
  const domain = spokenDomain.exec(after) ?? provider;
  const isSure = !/^at$/i.test(scan.text.slice(at, behind));
  if (!domain && !(takenBack.test(after) && (isSure || goesOn.test(after)))) return undefined;
  if (provider && !isSure && !/dot|\./.test(domain?.[0] ?? "")) return undefined;
  const start = localStart(scan, at, isSure || provider !== null);
  return start === undefined ? undefined : email(start, behind + (domain?.[0].length ?? 0));
}

function email(start: number, end: number): PiiSpan {
  return { start, end, type: "EMAIL" };
}

/**
 * Where the local part begins: as many pieces to the left as follow one another, with up to three words among them.
 * @param isSure what stands right before the at sign belongs to it, whatever it is
 */
function localStart(scan: Scan, at: number, isSure: boolean): number | undefined {
  const before = scan.before(at, longestLocal);
  let start = before.length;
  let words = 0;
  while (start > 0) {
    const rest = before.slice(0, start);
    const spelled = piece.exec(rest);
    const found = spelled ?? word.exec(rest);
    const text = found?.[1];
    if (!found || text === undefined) break;
    if (correction.test(text)) words = 0;
    if (
      !spelled &&
      (++words > mostWords ||
        (isOutside(text) &&
          !separatorBehind.test(before.slice(start)) &&
          !(start === before.length && (isSure || isLetterBox(text, rest)))))
    )
      break;
    start = found.index + found[0].indexOf(text);
  }
  start += opening.exec(before.slice(start))?.[0].length ?? 0;
  return start < before.trimEnd().length ? at - before.length + start : undefined;
}

function isLetterBox(text: string, rest: string): boolean {
  return letterBox.test(text) && opensAddress.test(rest.trimEnd().slice(0, -text.length));
}

function isOutside(text: string): boolean {
  return stop.test(text) || (/^[가-힣]{2}/.test(text) && sentence.test(text)) || /^[a-z]{3,}(?:ed|ing)$/i.test(text);
}
