import { findEnglishBirthdate } from "./find-english-birthdate.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { readSinoNumeral } from "./sino-numeral.ts";

const figures = "공영빵일이삼사오육유륙칠팔구십시백천";
const hesitations = "음|어|그|아|저기|그러니까";
/** A number, which may be said in pieces: "천구백 육십 어 오". */
const numeral = `(?:[0-9]{1,4}|[${figures}]{1,9}(?:\\s(?:(?:${hesitations})\\s)?[${figures}]{1,5}){0,3})`;
/** Days of the lunar calendar have names of their own. */
const lunarDay =
  "초(?:하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레|열흘)|보름|그믐|열(?:하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레)|스무(?:날|하루|이틀|사흘|나흘|닷새|엿새|이레|여드레|아흐레)";
const correction = "아니\\S{0,2}|말고|죄송\\S{0,4}|잠깐만?요?|정정";
const between = `[,.]?\\s?(?:(?:${hesitations}|${correction}|음력|양력|에|[가-힣]{1,3}띠)[,.]?\\s){0,3}`;
/** A part of a date; one that was broken off stands before a correction. */
const part = `(?:${numeral}\\s?(?:년생(?=\\s${numeral}\\s?월)|년도?|[월달일])|(?:정|동짓|섣)달|${lunarDay}|${numeral}(?=\\s(?:(?:${hesitations})\\s)?(?:${correction})\\s)|${numeral}(?=\\s${numeral}\\s?일))`;
const koreanRun = new RegExp(`^${part}(?:${between}${part}){0,6}`);
const yearIn = new RegExp(`(${numeral})\\s?년`, "g");
const monthIn = new RegExp(`(${numeral})\\s?월|(?:정|동짓|섣)[월달]`, "g");
const dayIn = new RegExp(`[년도월달\\s](${numeral})\\s?일|${lunarDay}`, "g");
const fromCorrection = new RegExp(`[,.]?\\s(?:${correction})[,.]?\\s.*$`);
const spaces = new RegExp(`\\s(?:(?:${hesitations})\\s)?`, "g");
const figure = new RegExp(`[0-9${figures}]`);
const opensRun = new RegExp(`[0-9${figures}정동섣]`);
const separated = /^((?:19|20)?\d{2})(\s?[-./]\s{0,2})(\d{1,2})\2(\d{1,2})(?!\d)\.?/;
const american = /^(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)?\d{2})(?!\d)/;

const birthBefore =
  /(?:생년월일|생년|생일|출생|태어|주민|나이|(?:여덟|여섯|8|6)\s?자리|본인\s?(?:확인|인증)|born|birth|dob|d\.o\.b)[^?!\uE000]{0,26}$/i;
const birthAfter =
  /^\.?\s?(?:생(?!산|활|겼|각|긴|기|선|수)|.{0,14}생신|.{0,10}에\s?(?:태어|낳|났)|에?\s?태어|출생|(?:이?|으?로)\s?(?:제|저의|제\s아이|아이|아기|아들|딸)?\s?(?:생년월일|생일(?!\s?(?:파티|케이크|잔치|선물|쿠폰|이벤트|축하|상|날|[에때])))|[가-힣]{1,2}띠|is my (?:birth|date of birth|dob))|^(?:이에요|예요|이요|입니다|요)\s(?:제\s)?(?:생년월일|생일)/i;
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
  const previous = scan.text[at - 1] ?? "";
  if (opensRun.test(character) && !(figure.test(previous) && figure.test(character))) {
    const span = koreanDate(scan, at);
    if (span) return span;
  }
  if (!/[0-9a-z]/i.test(character) || /[0-9a-z]/i.test(previous)) return undefined;
  return (/\d/.test(character) ? numericDate(scan, at) : undefined) ?? findEnglishBirthdate(scan, at);
}

/** A run of years, months and days that begins here, else what of it stands before a correction. */
function koreanDate(scan: Scan, at: number): PiiSpan | undefined {
  const run = koreanRun.exec(scan.after(at, 64))?.[0] ?? "";
  return dateSpan(scan, at, run) ?? dateSpan(scan, at, run.replace(fromCorrection, ""));
}

/** Of what was said twice the last counts. */
function dateSpan(scan: Scan, at: number, run: string): PiiSpan | undefined {
  if (!/[년월달]/.test(run)) return undefined;
  const [year, month, day] = [yearIn, monthIn, dayIn].map((pattern) => [...run.matchAll(pattern)].at(-1));
  const value = year ? readNumeral(year[1]) : undefined;
  if (year && !(value !== undefined && ((value >= 1900 && value <= 2030) || value <= 99))) return undefined;
  if ((month?.[1] && !isWithin(month[1], 12)) || (day?.[1] && !isWithin(day[1], 31))) return undefined;
  const span = birthSpan(at, at + run.length);
  if (!day) return year && isYearOfBirth(scan, span) ? span : undefined;
  if (!month) return undefined;
  if (/년생/.test(run)) return span;
  const isOld = value !== undefined && ((value >= 1900 && value <= 1999) || (value >= 30 && value <= 99));
  return isBirth(scan, span, isOld) ? span : undefined;
}

/** A year alone, or with its month: 생 stands right behind it, or birth is named right before or behind. */
function isYearOfBirth(scan: Scan, { start, end }: PiiSpan): boolean {
  const after = scan.after(end, 16);
  if (/^생(?:이|인|은|도|입|요|$|\s)/.test(after)) return true;
  if (otherAfter.test(after)) return false;
  return (
    birthAfter.test(after) ||
    /(?:생년\S{0,4}|생일\S?|출생\s?\S{0,4}|태어난\s?\S{0,4}|나이\S?)\s$/.test(scan.before(start, 16))
  );
}

function readNumeral(words: string | undefined): number | undefined {
  return readSinoNumeral((words ?? "").replace(spaces, ""));
}

/** "이십 이십일": what was begun twice counts as said last. */
function isWithin(words: string, most: number): boolean {
  return [words, words.split(/\s/).at(-1)].some((said) => {
    const value = readNumeral(said) ?? 0;
    return value >= 1 && value <= most;
  });
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
  return isWithin(month ?? "", 12) && isWithin(day ?? "", 31);
}
