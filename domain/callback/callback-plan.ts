import { z } from "zod";
import type { OpeningHours } from "../routing/opening-hours.ts";
import { nextOpening } from "../routing/opening-hours.ts";
import { staffedFrom } from "../routing/queue-hours.ts";
import type { Queue } from "../routing/queue-table.ts";
import configured from "./data/callback-plan.json" with { type: "json" };

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
  /** The earliest time that the caller asked for. */
  readonly preferredFrom?: number | undefined;
  /** When each call so far was made. */
  readonly calledAt: readonly number[];
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * When to call next: within the hours of the queue, and not before the caller asked.
 * @returns undefined when no call is left, or the next would come too long after the promise
 */
export function nextCallAt(
  plan: CallbackPlan,
  state: CallbackState,
  queue: Pick<Queue, "hours">,
  hours: OpeningHours,
  now: number,
): number | undefined {
  const attempt = plan.attempts[state.calledAt.length];
  if (!attempt) return undefined;
  const last = state.calledAt.at(-1) ?? state.promisedAt;
  const spaced = "nextDay" in attempt ? openingOfNextDay(hours, last) : last + attempt.afterMinutes * minuteMs;
  const isFirst = state.calledAt.length === 0;
  const wanted = isFirst && state.preferredFrom !== undefined ? state.preferredFrom : spaced;
  const at = staffedFrom(queue, hours, Math.max(wanted, now));
  return at - state.promisedAt > plan.giveUpAfterDays * dayMs ? undefined : at;
}

/** The first opening that is not today's. */
function openingOfNextDay(hours: OpeningHours, from: number): number {
  const day = (at: number) => new Intl.DateTimeFormat("en-CA", { timeZone: hours.timeZone }).format(at);
  let at = from;
  while (day(at) === day(from)) at += 60 * minuteMs;
  return nextOpening(hours, at);
}
