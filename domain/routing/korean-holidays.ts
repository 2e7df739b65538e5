/** A day of the calendar, `2026-09-25`. */
export type CalendarDay = string;

/** When a holiday that falls on another free day is made up for on the next working day. */
type Substitute = "never" | "sunday" | "weekend";

interface Holiday {
  readonly name: string;
  /** Month and day, counted by the sun or by the Korean lunar calendar. */
  readonly calendar: "solar" | "lunar";
  readonly month: number;
  readonly day: number;
  /** Days before and after that are free with it. */
  readonly around?: number;
  readonly substitute: Substitute;
}

/**
 * The public holidays of Korea and which of them have substitutes.
 * Source: 관공서의 공휴일에 관한 규정 (Presidential Decree), articles 2 and 3, https://www.law.go.kr/법령/관공서의공휴일에관한규정
 * Election days and days that the government declares once are configuration.
 */
const holidays: readonly Holiday[] = [
  { name: "신정", calendar: "solar", month: 1, day: 1, substitute: "never" },
  { name: "설날", calendar: "lunar", month: 1, day: 1, around: 1, substitute: "sunday" },
  { name: "삼일절", calendar: "solar", month: 3, day: 1, substitute: "weekend" },
  { name: "부처님 오신 날", calendar: "lunar", month: 4, day: 8, substitute: "weekend" },
  { name: "어린이날", calendar: "solar", month: 5, day: 5, substitute: "weekend" },
  { name: "현충일", calendar: "solar", month: 6, day: 6, substitute: "never" },
  { name: "광복절", calendar: "solar", month: 8, day: 15, substitute: "weekend" },
  { name: "추석", calendar: "lunar", month: 8, day: 15, around: 1, substitute: "sunday" },
  { name: "개천절", calendar: "solar", month: 10, day: 3, substitute: "weekend" },
  { name: "한글날", calendar: "solar", month: 10, day: 9, substitute: "weekend" },
  { name: "기독탄신일", calendar: "solar", month: 12, day: 25, substitute: "weekend" },
];

const dayMs = 86_400_000;
const dangi = new Intl.DateTimeFormat("en-u-ca-dangi", { month: "numeric", day: "numeric", timeZone: "UTC" });
const years = new Map<number, ReadonlyMap<CalendarDay, string>>();

/** The public holidays of a year with their names, substitutes included, in the order of the calendar. */
export function koreanHolidays(year: number): ReadonlyMap<CalendarDay, string> {
  const known = years.get(year);
  if (known) return known;
  const free = new Map<CalendarDay, string>();
  const owed: { readonly after: number; readonly name: string }[] = [];
  for (const holiday of holidays) {
    const middle =
      holiday.calendar === "solar" ? Date.UTC(year, holiday.month - 1, holiday.day) : lunarDay(year, holiday);
    const around = holiday.around ?? 0;
    const days = Array.from({ length: 2 * around + 1 }, (_, index) => middle + (index - around) * dayMs);
    for (const day of days.filter((each) => isMadeUpFor(each, holiday.substitute, free)))
      owed.push({ after: Math.max(day, days.at(-1) ?? day), name: `${holiday.name} 대체공휴일` });
    for (const day of days) free.set(calendarDay(day), free.get(calendarDay(day)) ?? holiday.name);
  }
  for (const { after, name } of owed) {
    let day = after + dayMs;
    while (isWeekend(day) || free.has(calendarDay(day))) day += dayMs;
    free.set(calendarDay(day), name);
  }
  const inOrder = new Map([...free].sort(([a], [b]) => a.localeCompare(b)));
  years.set(year, inOrder);
  return inOrder;
}

function isMadeUpFor(day: number, substitute: Substitute, free: ReadonlyMap<CalendarDay, string>): boolean {
  if (substitute === "never") return false;
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 || (weekday === 6 && substitute === "weekend") || free.has(calendarDay(day));
}

/** The day of the solar year on which a lunar date falls; an intercalary month is written otherwise (`4bis`) and never meant. */
function lunarDay(year: number, { month, day }: Holiday): number {
  const wanted = `${month}/${day}`;
  for (let at = Date.UTC(year, 0, 20); at < Date.UTC(year, 11, 31); at += dayMs) {
    const parts = dangi.formatToParts(at);
    const written = `${parts.find(({ type }) => type === "month")?.value}/${parts.find(({ type }) => type === "day")?.value}`;
    if (written === wanted) return at;
  }
  throw new RangeError(`the Korean calendar has no ${wanted} in ${year}`);
}

function isWeekend(day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function calendarDay(at: number): CalendarDay {
  return new Date(at).toISOString().slice(0, 10);
}
