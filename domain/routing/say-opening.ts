const dayMs = 86_400_000;

/**
 * An instant to come as one says it: "내일 오전 9시", "today at 9 am", "on Monday, November 23, at 9:30 am".
 * @param at epoch milliseconds, as `now`
 * @param languageCode BCP-47; Korean, else English
 */
export function sayOpening(timeZone: string, at: number, now: number, languageCode: string): string {
  const isKorean = languageCode.toLowerCase().startsWith("ko");
  const read = (instant: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(isKorean ? "ko-KR" : "en-US", { timeZone, ...options }).format(instant);
  const date = (instant: number) => read(instant, { year: "numeric", month: "numeric", day: "numeric" });
  const isToday = date(at) === date(now);
  const isTomorrow = date(at) === date(now + dayMs);
  if (isKorean) {
    const day = isToday ? "오늘" : isTomorrow ? "내일" : read(at, { month: "long", day: "numeric", weekday: "long" });
    return `${day} ${read(at, { hour: "numeric", minute: "2-digit" }).replace(/(\d+):(\d+)/, koreanClock)}`;
  }
  const day = isToday
    ? "today"
    : isTomorrow
      ? "tomorrow"
      : `on ${read(at, { month: "long", day: "numeric", weekday: "long" })},`;
  const clock = read(at, { hour: "numeric", minute: "2-digit" }).replace(":00", "").replace(/\s/gu, " ").toLowerCase();
  return `${day} at ${clock}`;
}

function koreanClock(_: string, hours: string, minutes: string): string {
  return minutes === "00" ? `${hours}시` : `${hours}시 ${Number(minutes)}분`;
}
