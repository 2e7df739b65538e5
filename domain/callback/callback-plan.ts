import { z } from "zod";
import type { OpeningHours } from "../routing/opening-hours.ts";
import { instantOf, localTime, nextOpening } from "../routing/opening-hours.ts";
import { staffedFrom } from "../routing/queue-hours.ts";
import type { Queue } from "../routing/queue-table.ts";
import configured from "./data/callback-plan.json" with { type: "json" };
import type { PreferredTime } from "./preferred-time.ts";

/** When and how often is called, as configured in `data/callback-plan.json`. */
export const CallbackPlan = z.strictObject({
  attempts: z
    .array(
      z.union([
        z.strictObject({ afterMinutes: z.number().nonnegative() }),
        z.strictObject({ nextDay: z.literal(true) }),
      ]),
    )
    .min(1),
  giveUpAfterDays: z.number().positive(),
  ringSeconds: z.int().min(15).max(60),
});
export type CallbackPlan = z.infer<typeof CallbackPlan>;

/** The configured plan. */
export const callbackPlan: CallbackPlan = CallbackPlan.parse(configured);

/** A callback as far as it has come. Instants are epoch milliseconds. */
export interface CallbackState {
  readonly promisedAt: number;
  /** The time that the caller asked for. */
  readonly preferred?: PreferredTime | undefined;
  /** When each call so far was made. */
  readonly calledAt: readonly number[];
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * When to call next: within the hours of the queue, and within the time that the caller asked for, on that day or the same time of a later one.
 * @returns undefined when no call is left, or the next would come too long after the promise (or after the time that was asked for)
 */
export function nextCallAt(
  plan: CallbackPlan,
  state: CallbackState,
  queue: Pick<Queue, "hours">,
  hours: OpeningHours,
  now: number,
): number | undefined {
  const { promisedAt, preferred, calledAt } = state;
  const attempt = plan.attempts[calledAt.length];
  if (!attempt) return undefined;
  const last = calledAt.at(-1) ?? promisedAt;
  const spaced = "nextDay" in attempt ? openingOfNextDay(hours, last) : last + attempt.afterMinutes * minuteMs;
  // Who named a time is not kept waiting beyond it: the distance counts between calls only.
  const earliest = preferred && calledAt.length === 0 ? now : Math.max(spaced, now);
  const at = preferred ? within(preferred, queue, hours, earliest) : staffedFrom(queue, hours, earliest);
  const begin = Math.max(promisedAt, preferred?.from ?? promisedAt);
  return at - begin > plan.giveUpAfterDays * dayMs ? undefined : at;
}

/** So many days are looked through for one on which agents are there at the time that was asked for. */
const windowDays = 14;

/** The first instant from `earliest` on at that time of a day while agents are there; without such a time of day, when agents are there next. */
function within(preferred: PreferredTime, queue: Pick<Queue, "hours">, hours: OpeningHours, earliest: number): number {
  const onLaterDay = (at: number, days: number) =>
    instantOf(hours.timeZone, localTime(hours.timeZone, at + days * dayMs).day, localTime(hours.timeZone, at).minute);
  for (let days = 0; days <= windowDays; days += 1) {
    const at = staffedFrom(queue, hours, Math.max(onLaterDay(preferred.from, days), earliest));
    if (at < onLaterDay(preferred.to, days)) return at;
  }
  return staffedFrom(queue, hours, Math.max(preferred.from, earliest));
}

/** The first opening that is not today's. */
function openingOfNextDay(hours: OpeningHours, from: number): number {
  const day = (at: number) => new Intl.DateTimeFormat("en-CA", { timeZone: hours.timeZone }).format(at);
  let at = from;
  while (day(at) === day(from)) at += 60 * minuteMs;
  return nextOpening(hours, at);
}
