import { isSyllable } from "../understanding/hangul.ts";
import {
  announcedLength,
  calledLength,
  relatedLength,
  shortLength,
  spelledLength,
  surnameLength,
} from "./announced-korean-names.ts";
import { correctionWords, hesitationWords } from "./corrections.ts";
import { foreignNameLength } from "./foreign-names-in-hangul.ts";
import { bareLength, greetedLength, introducedLength, selfCalledLength } from "./introduced-korean-names.ts";
import { correctedLength, familiarLength, givenLength, labelledLength, latinLength } from "./known-korean-names.ts";
import {
  announced,
  asked,
  givenCue,
  hangulRun,
  introduced,
  latinName,
  noAnnouncement,
  related,
  surnameCue,
} from "./korean-name-cues.ts";
import { isDouble } from "./korean-name-length.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { scoredLength } from "./score-korean-name.ts";
import { hasGivenName, isEverydayWord, isFrequentSurname, looksLikeName } from "./surnames.ts";

/** Korean names where something says that it is a name: "제 이름은 …", "… 고객님", "… 씨", "저는 …라고 합니다", "예금주 …". Honorifics and particles stay. */
export function findKoreanNames(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    if (!isWordStart(scan, at)) continue;
    const end = nameAt(scan, at);
    if (end === undefined) continue;
    const begun = at - begunLength(scan, at);
    spans.push({ start: begun < (spans.at(-1)?.end ?? 0) ? at : begun, end, type: "NAME" });
  }
  return spans.flatMap((span) => [span, ...syllablesBeside(scan, span), ...twinsBeside(scan, span)]);
}

/** What stands before a name that was begun, and begun again or put right: "정 음 정해솔", "김 아니 임해솔". */
function begunLength(scan: Scan, at: number): number {
  const begun = /(?:^|\s)([가-힣]{1,2})[,.]?\s(?:(?:음|어|그|아|저)[,.]?\s)?(?:뭐\S{1,3}\s)?$/.exec(
    scan.before(at, 14),
  );
  const [all = "", said = ""] = begun ?? [];
  if (said !== "" && scan.after(at, said.length) === said) return all.trimStart().length;
  const [taken = "", name = ""] = takenBack.exec(scan.before(at, 24)) ?? [];
  return (name.length === 1 ? isFrequentSurname(name) : looksLikeName(name)) ? taken.trimStart().length : 0;
}

const takenBack = new RegExp(
  `(?:^|\\s)([가-힣]{1,3})(?:이?요|이?에요)?[,.]?\\s(?:(?:${hesitationWords})[,.]?\\s)?(?:${correctionWords})[,.]?\\s$`,
);
const mistaken = /아니|말고|잘못|틀[렸리]|바꿔|바꾸|바뀌|변경|정정|고쳐|개명|오타/;
const nearby = 24;

/** A name beside another from which it differs in one syllable of the given name, where something was put right: "유다솜을 유다송으로". */
function twinsBeside(scan: Scan, { start, end }: PiiSpan): PiiSpan[] {
  const name = scan.between(start, end, 3) ?? "";
  if (!/^[가-힣]{3}$/.test(name)) return [];
  const from = Math.max(start - nearby, 0);
  const around = scan.before(start, start - from) + name + scan.after(end, nearby);
  if (!mistaken.test(around)) return [];
  const [family, first, second] = name;
  const twin = new RegExp(
    `(?<![가-힣])${family}(?:${first}[가-힣]|[가-힣]${second})(?=[이을를은는가로으요라]|예|에|\\s|$)`,
    "g",
  );
  return [...around.matchAll(twin)]
    .filter(([word]) => word !== name && !isEverydayWord(word))
    .map(({ index }) => ({ start: from + index, end: from + index + 3, type: "NAME" as const }));
}

/** The syllables of a name that were said singly before it or soon behind it: "문가비요 문 가 비", "이한이요 외자예요 이 한". */
function syllablesBeside(scan: Scan, { start, end }: PiiSpan): PiiSpan[] {
  const name = scan.between(start, end, 4) ?? "";
  if (!/^[가-힣]{2,4}$/.test(name)) return [];
  const singly = [...name].join(" ");
  const spelled = name.length === 3 && name.endsWith("이") ? singly.replace(/ 이$/, "(?: 이)?") : singly;
  const behind = scan.after(end, nearby);
  const found = [...behind.matchAll(new RegExp(`(?<=\\s)${spelled}(?=[\\s이예요입라고]|$)`, "g"))];
  const spans = found.map(({ 0: { length }, index }) => ({
    start: end + index,
    end: end + index + length,
    type: "NAME" as const,
  }));
  const before = start - singly.length - 1;
  if (before < 0 || scan.after(before, singly.length) !== singly) return spans;
  return [{ start: before, end: start - 1, type: "NAME" }, ...spans];
}

function isWordStart(scan: Scan, at: number): boolean {
  const code = scan.codeAt(at);
  if (isCapital(code)) return !isWordCharacter(scan.codeAt(at - 1));
  return isSyllable(code) && !isSyllable(scan.codeAt(at - 1)) && !counted.test(scan.before(at, 1) + scan.after(at, 1));
}

/** "12,900원 두 건": what is counted is nobody's family name. */
const counted = /^\d[원명]$/;

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function isWordCharacter(code: number): boolean {
  return isSyllable(code) || isCapital(code) || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** Words that end in 씨 and name nobody: 날씨, 아저씨. */
const noHonorific = /(?:날|글|말|솜|아저|아가)씨$/;

/** "백삼동", "천이호". */
const numbered =
  /^[일이삼사오육칠팔구십백천]{1,5}[동호층](?![가-힣])|^[일이삼사오육칠팔구십백천]{1,5}[동호층](?:이|은|으로|인데|에|요|입|예)/;
/** "최씨고요". */
const familyAlone = /^[가-힣]씨(?:고|인|예|이|라|집|네)/;
/** "하늘할 때 하늘": the word that a syllable is explained by, said again. */
function isExplained(before: string, window: string): boolean {
  const word = /(?:^|\s)([가-힣]{1,5}?)(?:이라고)?\s?할\s?때\s$/.exec(before)?.[1];
  return word !== undefined && window.startsWith(word);
}

/** "황보가 성이고". */
function doubleSurnameLength(window: string): number | undefined {
  return isDouble(window) && /^(?:이|가|은|는)?\s?(?:성이[고에라]|성씨|제\s성)/.test(window.slice(2)) ? 2 : undefined;
}

/** "안드레이라고": behind a vowel the copula is 라고, so that 이 belongs to the foreign name. */
function endsInVowel(window: string, size: number): boolean {
  const isOpen = (window.charCodeAt(size - 1) - 0xac00) % 28 === 0;
  return (
    isOpen &&
    size > 2 &&
    /^[가-힣]+$/.test(window.slice(0, size)) &&
    !hasGivenName(window.slice(0, size)) &&
    /^이라고/.test(window.slice(size))
  );
}

/** The end of the name that begins here, if one does. */
function nameAt(scan: Scan, at: number): number | undefined {
  const window = scan.after(at, 40);
  const before = scan.before(at, 32);
  if (isExplained(before, window) || familyAlone.test(window) || numbered.test(window)) return undefined;
  const isAsked = asked.test(before);
  const isAnnounced = isAsked || (announced.test(before) && !noAnnouncement.test(before));
  const word = hangulRun.exec(window)?.[0] ?? "";
  if (word === "") {
    const latin = isAnnounced ? latinName.exec(window) : null;
    const length = latin?.[0].length ?? latinLength(window);
    return length === undefined ? undefined : at + length;
  }
  const size =
    spelledLength(window, isAnnounced) ??
    foreignNameLength(window, before.trim() === "" || introduced.test(before)) ??
    (isAnnounced ? announcedLength(window, word) : undefined) ??
    doubleSurnameLength(window) ??
    (surnameCue.test(before) ? surnameLength(word) : undefined) ??
    (/^[가-힣]{2,3}(?:이라는|라는)\s(?:이름|사람)/.test(window) ? calledLength(word) : undefined) ??
    (givenCue.test(before) ? shortLength(window) : undefined) ??
    (related.test(before) ? relatedLength(before, window, word) : undefined) ??
    greetedLength(window, word) ??
    correctedLength(before, window, word) ??
    introducedLength(before, window, word) ??
    (/^[가-힣]+ (?:합니다|해요|하고요|하는데요|하구요|불러|해유|캅니더|함다)/.test(window)
      ? selfCalledLength(before, word)
      : undefined) ??
    familiarLength(window, word) ??
    givenLength(before, window, word) ??
    labelledLength(before, window, word) ??
    bareLength(window, word) ??
    scoredLength(before, window, word);
  if (size === undefined || noHonorific.test(window.slice(0, size + 1))) return undefined;
  return at + size + (endsInVowel(window, size) ? 1 : 0);
}
