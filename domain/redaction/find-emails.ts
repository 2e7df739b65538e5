import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const writtenLocal = /[a-z0-9][a-z0-9._%+-]{0,63}\s?$/i;
const writtenDomain = /^\s?[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,20}){1,4}/i;
const dot = "(?:\\.|\\s?(?:점|쩜|닷|dot)\\s?)";
const suffix =
  "(?:com|net|org|co|kr|io|uk|jp|us|ca|de|fr|edu|gov|info|biz|me|ac|컴|콤|넷|씨오|케이알|코|오알지|오알|에이씨)";
const spokenDomain = new RegExp(`^\\s?[a-z0-9가-힣-]{1,12}?(?:\\s?${dot}\\s?${suffix}){1,3}`, "i");
const wellKnown =
  /^\s?(?:네이버|다음|한메일|지메일|구글|네이트|핫메일|카카오|아웃룩|야후|gmail|naver|daum|hanmail)(?:\s?(?:점|쩜|닷|dot|\.)?\s?(?:컴|콤|com|넷|net))?/i;
const atWord = /^(?:골뱅이|앳|at)(?=[\s가-힣])/i;
/** What a spelled-out local part is made of: letter names, digits, Latin letters, 점, 언더바, 하이픈. */
const spokenPiece =
  /^(?:[a-z0-9._-]+|점|쩜|dot|언더바|밑줄|언더스코어|underscore|하이픈|대시|dash|hyphen|(?:에이|비|씨|시|디|이|에프|지|쥐|에이치|에이취|아이|제이|케이|엘|엠|앰|엔|앤|오|피|큐|알|에스|티|유|브이|더블유|엑스|와이|제트|지트|[공영일이삼사오육칠팔구십백])+)$/i;
/** One more word of an address that is words: "유나 테스트 골뱅이". */
const plainWord = /^[가-힣]{1,3}$/;
const announcing =
  /[은는이가요로을를도서]$|메일|주소|아이디|^(?:제|내|네|음|어|그|예|아|저|새|다시|영문|그냥|전부|다|꼭)$/;
const hesitation = /^(?:음|어|그|um|uh|er)[,.]?$/i;
const neverLocal = /^(?:is|my|email|mail|address|the|a|it|its|it's|me|look|was|am|are|i|you|that|and|or|to|not)$/i;
const longestPieces = 20;

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
  const domain = writtenDomain.exec(after) ?? spokenDomain.exec(after) ?? wellKnown.exec(after);
  if (!local || !domain) return undefined;
  return { start: at - local[0].length, end: at + 1 + domain[0].length, type: "EMAIL" };
}

function spokenEmail(scan: Scan, at: number): PiiSpan | undefined {
  if (!"골앳aA".includes(scan.text[at] ?? "") || /[a-z]/i.test(scan.text[at - 1] ?? "")) return undefined;
  const word = atWord.exec(scan.after(at, 5));
  if (!word) return undefined;
  const after = scan.after(at + word[0].length, 60);
  const domain = spokenDomain.exec(after) ?? (word[0] === "골뱅이" ? wellKnown.exec(after) : null);
  const start = domain ? localStart(scan, at) : undefined;
  if (!domain || start === undefined) return undefined;
  return { start, end: at + word[0].length + domain[0].length, type: "EMAIL" };
}

/** Where the local part begins: the word before the at sign, and further words to the left as long as they are spelled pieces. */
function localStart(scan: Scan, at: number): number | undefined {
  const before = scan.before(at, 60);
  const words = [...before.matchAll(/[^\s\uE000]{1,60}/g)];
  let start: number | undefined;
  for (const word of words.slice(-longestPieces).reverse()) {
    if (start !== undefined && hesitation.test(word[0])) continue;
    const isSpelled = start !== undefined && word[0].length === 1 && before[start - at + before.length + 1] === " ";
    const isPiece = spokenPiece.test(word[0]) && (isSpelled || !neverLocal.test(word[0]));
    if (start !== undefined && !isPiece && plainWord.test(word[0]) && !announcing.test(word[0]))
      start = at - before.length + word.index;
    if (start !== undefined && !isPiece) break;
    if (start === undefined && neverLocal.test(word[0])) return undefined;
    start = at - before.length + word.index;
  }
  return start;
}
