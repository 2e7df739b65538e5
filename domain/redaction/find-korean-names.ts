import {
  announcedLength,
  calledLength,
  relatedLength,
  shortLength,
  spelledLength,
  surnameLength,
} from "./announced-korean-names.ts";
import { foreignNameLength } from "./foreign-names-in-hangul.ts";
import { bareLength, greetedLength, introducedLength } from "./introduced-korean-names.ts";
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
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { scoredLength } from "./score-korean-name.ts";

/** Korean names where something says that it is a name: "제 이름은 …", "… 고객님", "… 씨", "저는 …라고 합니다", "예금주 …". Honorifics and particles stay. */
export function findKoreanNames(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    if (!isWordStart(scan, at)) continue;
    const end = nameAt(scan, at);
    if (end !== undefined) spans.push({ start: at, end, type: "NAME" });
  }
  return spans;
}

function isWordStart(scan: Scan, at: number): boolean {
  const code = scan.codeAt(at);
  if (isCapital(code)) return !isWordCharacter(scan.codeAt(at - 1));
  return isHangul(code) && !isHangul(scan.codeAt(at - 1));
}

function isCapital(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

function isWordCharacter(code: number): boolean {
  return isHangul(code) || isCapital(code) || (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

function isHangul(code: number): boolean {
  return code >= 0xac00 && code <= 0xd7a3;
}

/** Words that end in 씨 and name nobody: 날씨, 아저씨. */
const noHonorific = /(?:날|글|말|솜|아저|아가)씨$/;

/** The end of the name that begins here, if one does. */
function nameAt(scan: Scan, at: number): number | undefined {
  const window = scan.after(at, 40);
  const before = scan.before(at, 32);
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
    (surnameCue.test(before) ? surnameLength(word) : undefined) ??
    (/^[가-힣]{2,3}(?:이라는|라는)\s(?:이름|사람)/.test(window) ? calledLength(word) : undefined) ??
    (givenCue.test(before) ? shortLength(window) : undefined) ??
    (related.test(before) ? relatedLength(before, window, word) : undefined) ??
    greetedLength(window, word) ??
    correctedLength(before, window, word) ??
    introducedLength(before, window, word) ??
    familiarLength(window, word) ??
    givenLength(before, window, word) ??
    labelledLength(before, window, word) ??
    bareLength(window, word) ??
    scoredLength(before, window, word);
  return size === undefined || noHonorific.test(window.slice(0, size + 1)) ? undefined : at + size;
}
