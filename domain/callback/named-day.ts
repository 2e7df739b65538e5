import { readSinoNumeral } from "../redaction/sino-numeral.ts";
import { localTime } from "../routing/opening-hours.ts";

const dayMs = 86_400_000;

/** Days from today on. */
const relativeDays: readonly (readonly [words: RegExp, days: number])[] = [
  [/열흘\s?(?:뒤|후)/u, 10],
  [/일주일\s?(?:뒤|후)|\bin a week\b/iu, 7],
  [/나흘\s?(?:뒤|후)/u, 4],
  [/사흘\s?(?:뒤|후)|글피/u, 3],
  [/모레|이틀\s?(?:뒤|후)|\bday after tomorrow/iu, 2],
  [/내일|하루\s?(?:뒤|후)|\btomorrow/iu, 1],
];
const today = /오늘|이따가?|\b(today|later)\b/iu;
const nextWeek = /(?:다음|담)\s?주|\bnext week\b/iu;
const weekdays: readonly RegExp[] = [
  /일요일|\bsunday/iu,
  /월요일|\bmonday/iu,
  /화요일|\btuesday/iu,
  /수요일|\bwednesday/iu,
  /목요일|\bthursday/iu,
  /금요일|\bfriday/iu,
  /토요일|\bsaturday/iu,
];
const koreanNumber = "(\\d{1,2}|[일이삼사오육유칠팔구십시]{1,4})";
const inDays = new RegExp(`(?<![가-힣\\d])${koreanNumber}일\\s?(?:뒤|후)|\\bin (\\d{1,2}) days\\b`, "iu");
/** A day with a time or a call behind it; another may be that of the order. */
const koreanDate = new RegExp(
  `(?<![가-힣\\d])(?:${koreanNumber}월\\s?)?${koreanNumber}일(?:에|날|쯤)?\\s?(?=오전|오후|아침|점심|저녁|낮에|밤에|\\S{1,2}\\s?시|전화|연락|이후|로\\s)`,
  "u",
);
const months = "january february march april may june july august september october november december".split(" ");
const firstOrdinals =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";
const ordinals = [
  ...firstOrdinals.split(" "),
  ...firstOrdinals.split(" ", 9).map((ordinal) => `twenty ${ordinal}`),
  "thirtieth",
  "thirty first",
];
const englishDate = new RegExp(
  `\\b(?:(${months.join("|")})(?: the)?|the) (?:(\\d{1,2})(?:st|nd|rd|th)?|(${ordinals.toReversed().join("|")}))\\b`,
  "iu",
);

/**
 * The day that a caller named, in days from today: "내일", "사흘 뒤", "다음 주 수요일", "12월 3일 오후", "on December 3rd". Undefined where none was named.
 * @param now epoch milliseconds
 */
export function namedDay(text: string, timeZone: string, now: number): number | undefined {
  const relative = relativeDays.find(([words]) => words.test(text));
  if (relative) return relative[1];
  const [, korean, english] = inDays.exec(text) ?? [];
  const days = numberOf(korean) ?? numberOf(english);
  if (days !== undefined) return days;
  const date = new Date(localTime(timeZone, now).day);
  return namedWeekday(text, date.getUTCDay()) ?? namedDate(text, date) ?? (today.test(text) ? 0 : undefined);
}

/** @param weekday of today, 0 is Sunday; weeks begin on Monday */
function namedWeekday(text: string, weekday: number): number | undefined {
  const named = weekdays.findIndex((words) => words.test(text));
  if (nextWeek.test(text)) return 7 - ((weekday + 6) % 7) + (named < 0 ? 0 : (named + 6) % 7);
  return named < 0 ? undefined : (named - weekday + 7) % 7 || 7;
}

/** A date without a month, or one that is over this year, is the next such date. */
function namedDate(text: string, today: Date): number | undefined {
  const [, koreanMonth, koreanDay] = koreanDate.exec(text) ?? [];
  const [, englishMonth, written, ordinal] = englishDate.exec(text) ?? [];
  const month = numberOf(koreanMonth) ?? placeOf(months, englishMonth);
  const day = numberOf(koreanDay) ?? numberOf(written) ?? placeOf(ordinals, ordinal);
  if (day === undefined || (month !== undefined && (month < 1 || month > 12))) return undefined;
  const [year, thisMonth] = [today.getUTCFullYear(), today.getUTCMonth()];
  const candidates =
    month === undefined
      ? [Date.UTC(year, thisMonth, day), Date.UTC(year, thisMonth + 1, day)]
      : [Date.UTC(year, month - 1, day), Date.UTC(year + 1, month - 1, day)];
  const next = candidates.find((at) => at >= today.getTime() && new Date(at).getUTCDate() === day);
  return next === undefined ? undefined : Math.round((next - today.getTime()) / dayMs);
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : readSinoNumeral(text);
}

/** From 1. */
function placeOf(words: readonly string[], word: string | undefined): number | undefined {
  return word === undefined ? undefined : words.indexOf(word.toLowerCase()) + 1;
}
