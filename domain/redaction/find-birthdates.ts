import { findEnglishBirthdate } from "./find-english-birthdate.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { readSinoNumeral } from "./sino-numeral.ts";

const numeral = "(?:[0-9]{1,4}|[공영빵일이삼사오육유륙칠팔구십시백천]{1,9})";
const hesitation = "\\s?(?:(?:음|어|그|아|저기|그러니까|음력|양력)[,.]?\\s){0,2}";
const yearTail = new RegExp(`(${numeral})\\s?$`);
/** "팔이년 아니 팔삼년": what was taken back belongs to it. */
const takenBack = new RegExp(
  `${numeral}\\s?년(?:\\s?${numeral}\\s?월)?,?\\s(?:아니\\S{0,2}|죄송\\S{0,4}|잠깐만?요?),?\\s$`,
);
/** Days of the lunar calendar have names of their own. */
const lunarDay =
  "초(?:하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘)|보름|그믐|열(?:하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레)|스무(?:날|하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레)";
const monthThenDay = new RegExp(
  `^${hesitation}(${numeral}|정|동짓|섣)\\s?[월달](?:생|${hesitation}(?:(${numeral})\\s?일|(${lunarDay})))?`,
);
const bareMonth = new RegExp(`(${numeral})\\s?$`);
const bareDay = new RegExp(`^${hesitation}(${numeral})\\s?일`);
const separated = /^((?:19|20)?\d{2})(\s?[-./]\s{0,2})(\d{1,2})\2(\d{1,2})(?!\d)\.?/;
const american = /^(\d{1,2})([-/])(\d{1,2})\2((?:19|20)?\d{2})(?!\d)/;

const birthBefore = /(?:생년월일|생년|생일|출생|태어|주민|나이|born|birth|dob|d\.o\.b)[^?!\uE000]{0,26}$/i;
const birthAfter =
  /^\.?\s?(?:생(?!산|활|겼|각|긴|기|선|수)|에?\s?태어|출생|이?\s?(?:제|저의|제\s아이|아이|아기|아들|딸)?\s?(?:생년월일|생일)|[가-힣]{1,2}띠|is my (?:birth|date of birth|dob))|^(?:이에요|예요|이요|입니다|요)\s(?:제\s)?(?:생년월일|생일)/i;
const otherAfter = /^.{0,6}?(?:가입|개통|설립|구매|구입|계약|주문|결제|시작|개업|만료|입사|창립|준공|개국|부터)/;
const otherBefore =
  /(?:가입|개통|설립|구매|구입|계약|주문|결제|개업|만료|입사|배송|도착|예약|창립|준공)[^?!\uE000]{0,12}$/;

/**
 * Birth dates in words or numbers: with a word of birth around them, or because the year lies in the last century and nothing else is said to have
 * happened then. A year, or a year and a month, counts where birth is named. A date of delivery stays, and so does the 생 behind a birth date.
 */
export function findBirthdates(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    scan.codeAt(at);
    const span = birthdateAt(scan, at, scan.text[at] ?? "");
    const last = spans[spans.length - 1];
    if (span && (!last || span.start >= last.end)) spans.push(span);
  }
  return spans;
}

function birthdateAt(scan: Scan, at: number, character: string): PiiSpan | undefined {
  if (character === "년") return koreanDate(scan, at);
  if (character === "월") return monthAndDay(scan, at);
  if (!/[0-9a-z]/i.test(character) || /[0-9a-z]/i.test(scan.text[at - 1] ?? "")) return undefined;
  return (/\d/.test(character) ? numericDate(scan, at) : undefined) ?? findEnglishBirthdate(scan, at);
}

/** Around the character 년. */
function koreanDate(scan: Scan, at: number): PiiSpan | undefined {
  const year = yearTail.exec(scan.before(at, 11));
  const value = readSinoNumeral(year?.[1] ?? "");
  if (!year || value === undefined) return undefined;
  const rest = monthThenDay.exec(scan.after(at + 1, 34));
  const isMonth = rest !== null && (isCalendarDay(rest[1], "1") || /^(?:정|동짓|섣)$/.test(rest[1] ?? ""));
  const isDay = isMonth && (rest[3] !== undefined || isCalendarDay("1", rest[2]));
  const length = isDay ? rest[0].length : isMonth ? rest[0].replace(/생$|(?<=[월달]).*$/, "").length : 0;
  const start = at - year[0].trimStart().length;
  const span = birthSpan(start - (takenBack.exec(scan.before(start, 24))?.[0].length ?? 0), at + 1 + length);
  if (!isDay) return isYearOfBirth(scan, span, value) ? span : undefined;
  const isOld = (value >= 1900 && value <= 1999) || (value >= 30 && value <= 99);
  return isBirth(scan, span, isOld) ? span : undefined;
}

/** A year alone, or with its month: 생 stands right behind it, or birth is named right before or behind. */
function isYearOfBirth(scan: Scan, { start, end }: PiiSpan, value: number): boolean {
  const isYear = (value >= 1900 && value <= 2030) || (value >= 0 && value <= 99);
  if (!isYear || otherAfter.test(scan.after(end, 16))) return false;
  return (
    birthAfter.test(scan.after(end, 16)) ||
    /(?:생년\S{0,4}|출생\S{0,4}|태어난\s?\S{0,4}|나이\S?)\s$/.test(scan.before(start, 16))
  );
}

/** "삼월 오일" without a year: only where birth is named. */
function monthAndDay(scan: Scan, at: number): PiiSpan | undefined {
  const month = bareMonth.exec(scan.before(at, 4));
  const day = bareDay.exec(scan.after(at + 1, 18));
  if (!month || !day || !isCalendarDay(month[1], day[1])) return undefined;
  const span = birthSpan(at - month[0].length, at + 1 + day[0].length);
  return isBirth(scan, span, false) ? span : undefined;
}

function numericDate(scan: Scan, at: number): PiiSpan | undefined {
  const window = scan.after(at, 18);
  const byYear = separated.exec(window);
  if (byYear) {
    const span = birthSpan(at, at + byYear[0].length);
    const year = Number(byYear[1]);
    return isCalendarDay(byYear[3], byYear[4]) && isBirth(scan, span, year >= 1900 && year <= 1999)
      ? span
      : monthFirstDate(scan, at, window);
  }
  return monthFirstDate(scan, at, window);
}

function monthFirstDate(scan: Scan, at: number, window: string): PiiSpan | undefined {
  const byMonth = american.exec(window);
  if (!byMonth) return undefined;
  const span = birthSpan(at, at + byMonth[0].length);
  const year = Number(byMonth[4]);
  return isBirth(scan, span, year >= 1900 && year <= 1999) ? span : undefined;
}

function birthSpan(start: number, end: number): PiiSpan {
  return { start, end, type: "BIRTHDATE" };
}

function isBirth(scan: Scan, { start, end }: PiiSpan, isOld: boolean): boolean {
  const before = scan.before(start, 36);
  const after = scan.after(end, 20);
  if (birthBefore.test(before) || birthAfter.test(after)) return true;
  return isOld && !otherAfter.test(after) && !otherBefore.test(before);
}

function isCalendarDay(month: string | undefined, day: string | undefined): boolean {
  const [monthValue, dayValue] = [readSinoNumeral(month ?? ""), readSinoNumeral(day ?? "")];
  return (
    monthValue !== undefined &&
    dayValue !== undefined &&
    monthValue >= 1 &&
    monthValue <= 12 &&
    dayValue >= 1 &&
    dayValue <= 31
  );
}
