import type { Correction } from "../../schemas/correction.ts";
import { wasRight } from "./join-judgement.ts";
import { type Share, wilsonInterval } from "./wilson-interval.ts";

/** The lines of the operations report (section 3.3 and its aims): where the accuracy stood at go-live, and where it shall get. */
export const accuracyLines = { baseline: 0.873, aim: 0.9 } as const;

/** The accuracy of one day or week. */
export interface AccuracyPeriod {
  /** Its first day, e.g. `2026-03-02`. */
  readonly day: string;
  readonly judged: number;
  readonly right: number;
  readonly share: Share;
  /** Against {@link accuracyLines}, by what is certain: the whole interval lies there, or it does not. */
  readonly standing: "below" | "around" | "above";
}

/** How periods are cut. */
export interface Periods {
  readonly length: "day" | "week";
  /** Hours east of UTC: a day ends at this midnight. Weeks begin on Mondays. */
  readonly utcOffsetHours: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The accuracy over time, from the judgements that stand, in the periods in which they were first given; a period without any is left out. `below`: surely
 * below the baseline; `above`: surely at the aim or above; else `around`.
 */
export function accuracyOverTime(corrections: readonly Correction[], periods: Periods): AccuracyPeriod[] {
  const byDay = Map.groupBy(corrections, ({ first }) => periodOf(first.at, periods));
  return [...byDay]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, all]) => {
      const right = all.filter(wasRight).length;
      const share = wilsonInterval(right, all.length);
      return { day, judged: all.length, right, share, standing: standingOf(share) };
    });
}

/** Which intents are taken for which, most frequent first. */
export function confusionsOf(
  corrections: readonly Correction[],
): { readonly predicted: string; readonly intent: string; readonly count: number }[] {
  const wrong = corrections.filter((correction) => !wasRight(correction));
  const pairs = Map.groupBy(wrong, ({ predicted, judgement }) => `${predicted.intent}\t${judgement.intent}`);
  return [...pairs]
    .map(([pair, all]) => {
      const [predicted = "", intent = ""] = pair.split("\t");
      return { predicted, intent, count: all.length };
    })
    .sort((a, b) => b.count - a.count || a.predicted.localeCompare(b.predicted));
}

function standingOf({ low, high }: Share): AccuracyPeriod["standing"] {
  if (high < accuracyLines.baseline) return "below";
  return low >= accuracyLines.aim ? "above" : "around";
}

function periodOf(at: string, { length, utcOffsetHours }: Periods): string {
  const local = new Date(Date.parse(at) + utcOffsetHours * hourMs);
  const sinceMonday = (local.getUTCDay() + 6) % 7;
  const first = length === "week" ? new Date(local.getTime() - sinceMonday * dayMs) : local;
  return first.toISOString().slice(0, 10);
}
