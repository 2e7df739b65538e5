import type { DigitGroup } from "./digit-groups.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { readSinoNumeral } from "./sino-numeral.ts";

/** The syllables of Korean plates: private, commercial, rental and parcel cars (자동차등록번호판 등의 기준에 관한 고시). */
const useLetters = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자허하호배";
const head = new RegExp(
  `((?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\\s?)?)([0-9]{2,3}|[공영일이삼사오육륙칠팔구십백]{2,5})\\s?([${useLetters}])(?:에|요)?\\s?$`,
);
/** "서울 마포 가 1234". */
const motorcycleHead = new RegExp(
  `(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\\s?[가-힣]{2,3}\\s?[${useLetters}]\\s?$`,
);
const unitAfter = /^\s?(?:원|년|개|명|만|번지|호|장|점)/;

/** Number plates: two or three digits, a syllable, four digits, written or read out ("십이가 삼사오육"). */
export function findVehicles(scan: Scan, groups: readonly DigitGroup[]): PiiSpan[] {
  const spans: PiiSpan[] = [];
  groups.forEach((group, index) => {
    const last = lastOfFour(scan, groups, index);
    if (!last || unitAfter.test(scan.after(last.end, 4))) return;
    const motorcycle = motorcycleHead.exec(scan.before(group.start, 12));
    if (motorcycle) spans.push({ start: group.start - motorcycle[0].length, end: last.end, type: "VEHICLE" });
    const found = head.exec(scan.before(group.start, 12));
    const value = readSinoNumeral(found?.[2] ?? "");
    if (!found || value === undefined || (found[2] ?? "").length < 2) return;
    const start = group.start - found[0].length;
    if (isOneSpokenRun(found) && !/차|번호판/.test(scan.before(start, 20))) return;
    const isWhole = found[1] !== "" || !/[가-힣0-9]/.test(scan.before(start, 1));
    if (isWhole) spans.push({ start, end: last.end, type: "VEHICLE" });
  });
  return spans;
}

/** "일이삼사 구공일이": 사, 오 and 구 are digits too, so that read-out digits alone do not make a plate. */
function isOneSpokenRun([, , number = "", letter = ""]: RegExpExecArray): boolean {
  return "사오구".includes(letter) && !/\d/.test(number);
}

/** "삼사오육이에요": the copula's 이 is no digit. */
function withoutLastDigit(group: DigitGroup): DigitGroup {
  return { ...group, end: group.end - (group.widths.at(-1) ?? 0), digits: group.digits.slice(0, -1) };
}

/** The group that completes four digits from this one on: itself, or single digits read out with spaces between. */
function lastOfFour(scan: Scan, groups: readonly DigitGroup[], index: number): DigitGroup | undefined {
  let size = 0;
  let previous: DigitGroup | undefined;
  for (let at = index; at < groups.length && size < 4; at += 1) {
    const group = groups[at];
    if (!group || (previous && (scan.between(previous.end, group.start, 2)?.trim() ?? "x") !== "")) return undefined;
    size += group.digits.length;
    previous = group;
  }
  if (size === 5 && previous?.spoken && /^[가-힣]/.test(scan.after(previous.end, 1))) return withoutLastDigit(previous);
  return size === 4 ? previous : undefined;
}
