import type { DigitGroup } from "./digit-groups.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { readSinoNumeral } from "./sino-numeral.ts";

/** The syllables of Korean plates: private, commercial, rental and parcel cars (자동차등록번호판 등의 기준에 관한 고시). */
const useLetters = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자허하호배";
/** The same as they are written in Latin letters. */
const romanised =
  "ga|na|da|ra|ma|geo|neo|deo|reo|meo|beo|seo|eo|jeo|go|no|do|ro|mo|bo|so|o|jo|gu|nu|du|ru|mu|bu|su|u|ju|ba|sa|a|ja|ha|heo|ho|bae";
const regions = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주";
const number = "[0-9]{2,3}|[공영빵일이삼사오육륙칠팔구십백]{2,5}";
const correction = "(?:[0-9공영일이삼사오육륙칠팔구 ]{1,5}[,\\s])?(?:(?:아|음)\\s)?아니\\S{0,2},?\\s";
/** All but the last four digits, with what was begun and taken back: "삼십이 더에 아니 삼십이 너에", "육십삼 두에 이공 아니". */
const head = new RegExp(
  `((?:(?:${number})\\s?[${useLetters}](?:에|요)?\\s${correction})?(?:(?:${regions})\\s?)?)(${number})\\s?(?:[${useLetters}]\\s?(?:에|요)?\\s(?:아니|아이)\\S{0,2},?\\s)?([${useLetters}]|(?<=\\s|\\d)(?:${romanised})(?=\\s))(?:에|요)?\\s?(?:${correction})?$`,
  "i",
);
/** "서울 마포 가 1234". */
const motorcycleHead = new RegExp(`(?:${regions})\\s?[가-힣]{2,3}\\s?[${useLetters}]\\s?$`);
const carNamed = /차|택시|영업용|번호판|plate|\bcar\b/i;
const unitAfter = /^\s?(?:원|년|개(?!인)|명|만|번지|호|장|점|dollars?|won\b)/;

/** Number plates: two or three digits, a syllable, four digits, written or read out ("십이가 삼사오육"). */
export function findVehicles(scan: Scan, groups: readonly DigitGroup[]): PiiSpan[] {
  const spans: PiiSpan[] = [];
  groups.forEach((group, index) => {
    const last = lastOfFour(scan, groups, index);
    if (!last || unitAfter.test(scan.after(last.end, 4))) return;
    const motorcycle = motorcycleHead.exec(scan.before(group.start, 12));
    if (motorcycle) spans.push({ start: group.start - motorcycle[0].length, end: last.end, type: "VEHICLE" });
    const found = head.exec(scan.before(group.start, 32));
    const value = readSinoNumeral(found?.[2] ?? "");
    if (!found || value === undefined || (found[2] ?? "").length < 2) return;
    const start = group.start - found[0].length;
    if (isDoubtful(found) && !carNamed.test(scan.before(start, 20) + scan.after(last.end, 14))) return;
    const isWhole = found[1] !== "" || !/[가-힣0-9]/.test(scan.before(start, 1));
    if (isWhole) spans.push({ start, end: last.end, type: "VEHICLE" });
  });
  return spans;
}

/** "일이삼사 구공일이": 사, 오 and 구 are digits too, so that read-out digits alone do not make a plate; "12 so 3047" are words. */
function isDoubtful([, , digits = "", letter = ""]: RegExpExecArray): boolean {
  return ("사오구".includes(letter) && !/\d/.test(digits)) || /^(?:a|do|go|no|so|o|u)$/i.test(letter);
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
  const isCopula =
    previous?.digits.endsWith("2") && /^(?:에|고|요|구|라|며|었|지|네|거|랑)/.test(scan.after(previous.end, 1));
  if (size === 5 && previous?.spoken && isCopula) return withoutLastDigit(previous);
  return size === 4 ? previous : undefined;
}
