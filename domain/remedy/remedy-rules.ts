import { z } from "zod";
import configured from "./data/remedy-rules.json" with { type: "json" };

const Seconds = z.int().positive();
const Percent = z.number().positive().max(100);

/** What remedies may do, and when they are believed to have helped. */
export const RemedyRules = z
  .object({
    /** The alarms that are looked into, without the stack's prefix. Each opens an issue of its own, which the remedy resolves or hands to people. */
    alarms: z.array(z.string().min(1)).min(1),
    /** A function's memory goes from one of these to the next, in megabytes, and never above the last. */
    memoryStepsMb: z.array(z.int().min(128).max(10_240)).min(2),
    /** From here on memory is nearly full, in percent of the function's memory. */
    nearMemoryPercent: Percent,
    /** From here on an invocation has taken all its time, in percent of the function's time-out: Middy ends it some milliseconds before. */
    nearTimeoutPercent: Percent,
    /** When more functions than these time out at once, the cause lies behind them, and memory is no remedy. */
    mostTimingOut: z.int().positive(),
    /** Functions that are treated for one ringing of an alarm. */
    mostTreatedPerAlarm: z.int().positive(),
    /** How far back before an alarm the evidence is looked for. */
    lookBackS: Seconds,
    /** How often a treated function is looked at. */
    checkEveryS: Seconds,
    /** How long it must have been well. */
    leastWatchS: Seconds,
    /** How often it must have run in that time. */
    leastInvocations: z.int().positive(),
    /** When waiting for that many invocations ends. */
    longestWatchS: Seconds,
    /** How long after a raise the same function is not treated again. */
    coolDownS: Seconds,
    /** Raises of all functions together within 24 hours. */
    mostRaisesADay: z.int().positive(),
    /** When a function's treatment counts as lost, because its execution can no longer be under way. */
    leaseS: Seconds,
  })
  .refine(({ memoryStepsMb: steps }) => steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0)), {
    message: "each step must be larger than the one before it",
    path: ["memoryStepsMb"],
  })
  .refine(({ leastWatchS, longestWatchS }) => leastWatchS <= longestWatchS, {
    message: "must not be shorter than leastWatchS",
    path: ["longestWatchS"],
  })
  .refine(({ longestWatchS, leaseS }) => longestWatchS < leaseS, {
    message: "must be longer than longestWatchS",
    path: ["leaseS"],
  });
export type RemedyRules = z.infer<typeof RemedyRules>;

/** The rules in force. To change them, edit data/remedy-rules.json and deploy. */
export const remedyRules: RemedyRules = RemedyRules.parse(configured);
