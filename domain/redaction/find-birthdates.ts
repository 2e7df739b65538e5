import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { readSinoNumeral } from "./sino-numeral.ts";

const numeral = "(?:[0-9]{1,4}|[공영일이삼사오육유륙칠팔구십시백천]{1,9})";
const hesitation = "\\s?(?:(?:음|어|그|아|저기|그러니까)\\s)?";
const yearTail = new RegExp(`(${numeral})\\s?$`);
const monthDay = new RegExp(`^${hesitation}(${numeral})\\s?월${hesitation}(${numeral})\\s?일`);
const bareMonth = new RegExp(`(${numeral})\\s?$`);
const bareDay = new RegExp(`^${hesitation}(${numeral})\\s?일`);
const separated = /^((?:19|20)\d{2})(\s?[-./]\s?)(\d{1,2})\2(\d{1,2})(?!\d)/;
const american = /^(\d{1,2})([-/])(\d{1,2})\2((?:19|20)\d{2})(?!\d)/;
const months =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const ordinals =
  "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)";
const yearWords =
  "nineteen (?:\\w{3,8})(?: (?:one|two|three|four|five|six|seven|eight|nine))?|two thousand(?: (?:and )?\\w{3,6})?";
const monthFirst = new RegExp(
  `^(?:${months})\\.? (?:the )?(?:\\d{1,2}(?:st|nd|rd|th)?|${ordinals}),? ?(?:of )?(\\d{4}|${yearWords})?`,
  "i",
);
const dayBefore = /(\d{1,2})(?:st|nd|rd|th)? (?:of )?$/i;

const birthBefore = /(?:생년월일|생일|출생|태어|주민|born|birth|dob)[^?!\uE000]{0,24}$/i;
const birthAfter = /^\s?(?:생(?!산|활|겼|각)|에?\s?태어|출생|이?\s?(?:제|저의)?\s?생일|is my birth)/i;
const otherAfter = /^.{0,6}?(?:가입|개통|설립|구매|구입|계약|주문|결제|시작|개업|만료|입사)/;
const otherBefore = /(?:가입|개통|설립|구매|구입|계약|주문|결제|개업|만료|입사|배송|도착|예약)[^?!\uE000]{0,12}$/;

/**
 * Birth dates in words or numbers: with a word of birth around them, or because the year lies in the last century and nothing else is said to have
 * happened then. A date of delivery stays, and so does the 생 behind a birth date.
 */
export function findBirthdates(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    const character = scan.text[at] ?? "";
    scan.codeAt(at);
    const span =
      character === "년"
        ? koreanDate(scan, at)
        : character === "월"
          ? monthAndDay(scan, at)
          : isWordStart(scan, at)
            ? (numericDate(scan, at) ?? englishDate(scan, at))
            : undefined;
    const last = spans[spans.length - 1];
    if (span && (!last || span.start >= last.end)) spans.push(span);
  }
  return spans;
}

function isWordStart(scan: Scan, at: number): boolean {
  return /[0-9a-z]/i.test(scan.text[at] ?? "") && !/[0-9a-z]/i.test(scan.text[at - 1] ?? "");
}

/** Around the character 년. */
function koreanDate(scan: Scan, at: number): PiiSpan | undefined {
  const year = yearTail.exec(scan.before(at, 11));
  const rest = monthDay.exec(scan.after(at + 1, 30));
  const value = readSinoNumeral(year?.[1] ?? "");
  if (!year || !rest || value === undefined || !isCalendarDay(rest[1], rest[2])) return undefined;
  const span = birthSpan(at - year[0].length, at + 1 + rest[0].length);
  const isOld = (value >= 1900 && value <= 1999) || (value >= 30 && value <= 99);
  return isBirth(scan, span, isOld) ? span : undefined;
}

/** "삼월 오일" without a year: only where birth is named. */
function monthAndDay(scan: Scan, at: number): PiiSpan | undefined {
  const month = bareMonth.exec(scan.before(at, 4));
  const day = bareDay.exec(scan.after(at + 1, 14));
  if (!month || !day || !isCalendarDay(month[1], day[1])) return undefined;
  const span = birthSpan(at - month[0].length, at + 1 + day[0].length);
  return isBirth(scan, span, false) ? span : undefined;
}

function numericDate(scan: Scan, at: number): PiiSpan | undefined {
  const window = scan.after(at, 16);
  const byYear = separated.exec(window);
  if (byYear) {
    const span = birthSpan(at, at + byYear[0].length);
    return isCalendarDay(byYear[3], byYear[4]) && isBirth(scan, span, Number(byYear[1]) <= 1999) ? span : undefined;
  }
  const byMonth = american.exec(window);
  if (!byMonth) return undefined;
  const span = birthSpan(at, at + byMonth[0].length);
  return isBirth(scan, span, Number(byMonth[4]) <= 1999) ? span : undefined;
}

function englishDate(scan: Scan, at: number): PiiSpan | undefined {
  const window = scan.after(at, 60);
  const found = monthFirst.exec(window) ?? monthAfterDay.exec(window);
  if (!found) return undefined;
  const dayAhead = dayBefore.exec(scan.before(at, 10));
  const span = birthSpan(at - (dayAhead?.[0].length ?? 0), at + found[0].trimEnd().length);
  return isBirth(scan, span, /^(?:19\d\d|nineteen)/i.test(found[1] ?? "")) ? span : undefined;
}

const monthAfterDay = new RegExp(
  `^(?:\\d{1,2}(?:st|nd|rd|th)?|${ordinals}) (?:of )?(?:${months}),? ?(\\d{4}|${yearWords})?`,
  "i",
);

function birthSpan(start: number, end: number): PiiSpan {
  return { start, end, type: "BIRTHDATE" };
}

function isBirth(scan: Scan, { start, end }: PiiSpan, isOld: boolean): boolean {
  const before = scan.before(start, 30);
  const after = scan.after(end, 16);
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
