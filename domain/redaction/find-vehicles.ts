import { correctionWords, hesitationWords } from "./corrections.ts";
import type { DigitGroup } from "./digit-groups.ts";
import { teenWords, tensWords, unitWords, zeroWords } from "./english-number-words.ts";
import { isGap } from "./number-gap.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { readSinoNumeral } from "./sino-numeral.ts";

/** The syllables of Korean plates: private, commercial, rental and parcel cars (자동차등록번호판 등의 기준에 관한 고시). */
const useLetters = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자허하호배";
/** The same as they are written in Latin letters. */
const romanised =
  "ga|na|da|ra|ma|geo|neo|deo|reo|meo|beo|seo|eo|jeo|go|no|do|ro|mo|bo|so|o|jo|gu|nu|du|ru|mu|bu|su|u|ju|ba|sa|a|ja|ha|heo|ho|bae";
const regions = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주";
const koreanNumber = "[0-9]{2,3}|[공영빵일이삼사오육륙칠팔구십백]{2,5}";
const englishNumber = `(?:(?:${unitWords}|${zeroWords}|${teenWords}|${tensWords}|hundred|and)[\\s-]){1,5}`;
const pause = `[\\s,.-]{0,2}(?:(?:${hesitationWords}|에|요|다시)[\\s,.]{1,2}){0,2}`;
const correction = `(?:[0-9공영일이삼사오육륙칠팔구 ]{1,5}[,\\s])?(?:(?:${hesitationWords})[\\s,]{1,2})?(?:${correctionWords})(?![가-힣]),?\\s`;
/** All but the last four digits, with what was begun and taken back: "삼십이 더에 아니 삼십이 너에", "육십삼 두에 이공 아니". */
const koreanHead = new RegExp(
  `((?:(?:${koreanNumber})\\s?[${useLetters}](?:에|요)?\\s${correction})?(?:(?:${regions})\\s?)?)(${koreanNumber})${pause}(?:[${useLetters}]\\s?(?:에|요)?\\s(?:아니|아이)\\S{0,2},?\\s)?([${useLetters}]|(?<=\\s|\\d)(?:${romanised})(?=\\s))(?:에|요)?${pause}(?:${correction})?$`,
  "i",
);
/** "thirty eight ma": the syllable in Latin letters, the digits in English words. */
const englishHead = new RegExp(
  `(?:^|[^a-z])(${englishNumber})(?:(?:uh|um|then|letter|as in)[\\s,]{1,2})?(${romanised})[\\s,]{1,2}(?:(?:uh|um|then)[\\s,]{1,2})?$`,
  "i",
);
/** "서울 마포 가 1234". */
const motorcycleHead = new RegExp(`(?:${regions})\\s?[가-힣]{2,3}\\s?[${useLetters}]\\s?$`);
/** Says that a car is spoken of. */
export const carNamed =
  /차|택시|영업용|번호판|plate|registration|\b(?:tags?|rego?)\b|vehicle|park(?:ed|ing)|\b(?:rental|rented|drove|driving|accident|car|truck|van|taxi|suv|kia|hyundai|genesis|sedan)\b/i;
const unitAfter = /^\s?(?:원|년|개(?!인)|명|만|번지|호|장|점|dollars?|won\b)/;
const longestHead = 44;

/** Number plates: two or three digits, a syllable, four digits, written or read out ("십이가 삼사오육", "thirty eight ma five two one nine"). */
export function findVehicles(scan: Scan, groups: readonly DigitGroup[]): PiiSpan[] {
  return groups.flatMap((group, index): PiiSpan[] => {
    const last = lastOfFour(scan, groups, index);
    if (!last || unitAfter.test(scan.after(last.end, 4))) return [];
    const before = scan.before(group.start, longestHead);
    const head = motorcycleHead.exec(before)?.[0].length ?? headLength(scan, before, group.start, last.end);
    return head === undefined ? [] : [{ start: group.start - head, end: last.end, type: "VEHICLE" }];
  });
}

/** How far the plate reaches back from its last four digits; undefined where none stands there. */
function headLength(scan: Scan, before: string, start: number, end: number): number | undefined {
  const isNamed = (from: number) => carNamed.test(scan.before(from, 24) + scan.after(end, 20));
  const english = englishHead.exec(before);
  if (english) {
    const length = (english[0] ?? "").length - (english[0] ?? "").indexOf(english[1] ?? "");
    return isNamed(start - length) ? length : undefined;
  }
  const found = koreanHead.exec(before);
  const value = readSinoNumeral(found?.[2] ?? "");
  if (!found || value === undefined || (found[2] ?? "").length < 2) return undefined;
  const from = start - found[0].length;
  if (isDoubtful(found) && !isNamed(from)) return undefined;
  return found[1] !== "" || !/[가-힣0-9]/.test(scan.before(from, 1)) ? found[0].length : undefined;
}

/** "일이삼사 구공일이": 사, 오 and 구 are digits too, so that read-out digits alone do not make a plate; "12 so 3047" are words. */
function isDoubtful([, , digits = "", letter = ""]: RegExpExecArray): boolean {
  return ("사오구".includes(letter) && !/\d/.test(digits)) || /^(?:a|do|go|no|so|o|u)$/i.test(letter);
}

/** "삼사오육이에요": the copula's 이 is no digit. */
function withoutLastDigit(group: DigitGroup): DigitGroup {
  return { ...group, end: group.end - (group.widths.at(-1) ?? 0), digits: group.digits.slice(0, -1) };
}

/** The group that completes four digits from this one on: itself, or others with nothing but spaces and hesitations between. */
function lastOfFour(scan: Scan, groups: readonly DigitGroup[], index: number): DigitGroup | undefined {
  let size = 0;
  let previous: DigitGroup | undefined;
  for (let at = index; at < groups.length && size < 4; at += 1) {
    const group = groups[at];
    if (!group || (previous && !isGap(scan, previous.end, group.start) && previous.end !== group.start))
      return undefined;
    size += group.digits.length;
    previous = group;
  }
  const isCopula =
    previous?.digits.endsWith("2") && /^(?:에|고|요|구|라|며|었|지|네|거|랑)/.test(scan.after(previous.end, 1));
  if (size === 5 && previous?.spoken && isCopula) return withoutLastDigit(previous);
  return size === 4 ? previous : undefined;
}
