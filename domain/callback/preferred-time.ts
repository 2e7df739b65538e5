import { instantOf, localTime } from "../routing/opening-hours.ts";
import { namedDay } from "./named-day.ts";

/** The time that a caller asked to be called at. Epoch milliseconds. */
export interface PreferredTime {
  readonly from: number;
  readonly to: number;
}

const dayMs = 86_400_000;
const hour = 60;

/** Parts of the day, in minutes. */
const parts: readonly (readonly [words: RegExp, from: number, to: number])[] = [
  [/점심|\b(noon|lunch)/iu, 12 * hour, 13 * hour],
  [/저녁|밤에|\bevening/iu, 18 * hour, 21 * hour],
  [/오후|낮에|\bafternoon/iu, 13 * hour, 18 * hour],
  [/오전|아침|\bmorning/iu, 9 * hour, 12 * hour],
];
const numerals = [
  ["열두", "twelve"],
  ["열한", "eleven"],
  ["열", "ten"],
  ["아홉", "nine"],
  ["여덟", "eight"],
  ["일곱", "seven"],
  ["여섯", "six"],
  ["다섯", "five"],
  ["네", "four"],
  ["세", "three"],
  ["두", "two"],
  ["한", "one"],
] as const;
const koreanClock = new RegExp(
  `(\\d{1,2}|${numerals.map(([korean]) => korean).join("|")})\\s?시(?![간점작월])\\s?(반)?`,
  "u",
);
const englishClock = new RegExp(
  `\\b(?:at|after|from|around|until|by|before)\\s(\\d{1,2}|${numerals.map(([, english]) => english).join("|")})\\b(?::\\d\\d)?(\\sthirty)?\\s?(am|pm)?`,
  "iu",
);

/** What an hour is named as when the call has to come before it. */
const atTheLatest = /시(?:\s?반)?\s?(?:까지|이?전(?!화))|\b(?:until|by|before)\s/iu;

/**
 * The time named in a request to be called back ("내일 오후 두 시에 전화 주세요", "call me tomorrow after three"): an hour from the one that was named, the time
 * until it, a part of a day, or a day. Undefined where none was named: such as "later" alone.
 * @param text redacted; times are no personal data and stay in it
 * @param now epoch milliseconds
 */
export function preferredTime(text: string, timeZone: string, now: number): PreferredTime | undefined {
  const clock = namedClock(text);
  const part = parts.find(([words]) => words.test(text));
  const day = namedDay(text, timeZone, now);
  if (clock === undefined && part === undefined && (day ?? 0) === 0) return undefined;
  const [from, to] =
    clock === undefined
      ? [part?.[1] ?? 9 * hour, part?.[2] ?? 18 * hour]
      : atTheLatest.test(text)
        ? [Math.min(9 * hour, clock - hour), clock]
        : [clock, clock + hour];
  const at = (inDays: number) => {
    const { day: date } = localTime(timeZone, now + inDays * dayMs);
    return { from: instantOf(timeZone, date, from), to: instantOf(timeZone, date, to) };
  };
  const wanted = at(day ?? 0);
  return wanted.to > now ? { from: Math.max(wanted.from, now), to: wanted.to } : at((day ?? 0) + 1);
}

/** Parts of the next day that can be asked for by a key. */
export const partsOfTomorrow = {
  tomorrow_morning: [9 * hour, 12 * hour],
  tomorrow_afternoon: [13 * hour, 18 * hour],
} as const;

/** The time that a caller asked for by a key. Undefined for anything but a part of tomorrow: as soon as possible. */
export function partOfTomorrow(name: string, timeZone: string, now: number): PreferredTime | undefined {
  const part = Object.entries(partsOfTomorrow).find(([known]) => known === name)?.[1];
  if (!part) return undefined;
  const { day } = localTime(timeZone, now + dayMs);
  return { from: instantOf(timeZone, day, part[0]), to: instantOf(timeZone, day, part[1]) };
}

/** Minutes of the day. Without a morning or an afternoon, one to seven o'clock is in the afternoon. */
function namedClock(text: string): number | undefined {
  const korean = koreanClock.exec(text);
  const english = korean ? undefined : englishClock.exec(text);
  const word = korean?.[1] ?? english?.[1];
  if (word === undefined) return undefined;
  const spelled = numerals.findIndex((names) => names.some((name) => name === word.toLowerCase()));
  const number = spelled < 0 ? Number(word) : 12 - spelled;
  if (number > 24) return undefined;
  const isAfternoon = english?.[3]?.toLowerCase() === "pm" || /오후|저녁|afternoon|evening/iu.test(text);
  const isMorning = english?.[3]?.toLowerCase() === "am" || /오전|아침|morning/iu.test(text);
  const later = number < 12 && (isAfternoon || (!isMorning && number < 8));
  return (later ? number + 12 : number) * hour + ((korean?.[2] ?? english?.[2]) ? 30 : 0);
}
