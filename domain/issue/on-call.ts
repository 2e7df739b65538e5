import { z } from "zod";
import { IssueSeverity, SupportLine } from "../../schemas/issue.ts";
import configured from "./data/on-call.json" with { type: "json" };

const Seconds = z.int().positive();

/** Who is told of an issue and when. All times are seconds since the issue was opened unless it says otherwise. */
export const OnCall = z
  .object({
    /** The lines in the order in which they are told, until somebody takes the issue. */
    tiers: z.array(z.object({ line: SupportLine, afterS: z.int().nonnegative() })).min(1),
    /** How long after the last tier, and then again and again, that line is reminded of an issue that nobody took. */
    untakenReminderS: Seconds,
    /** How long after an issue was taken, and then again and again, the first line is reminded that it is not resolved. */
    unresolvedReminderS: Seconds,
    /** When the reminders end with one last notice to the last line. */
    watchedS: Seconds,
    /** When the execution stops waiting for the resolution and fails by name. */
    keptOpenS: Seconds,
    /** What an issue is raised to when it happens so often; the first entry that fits counts. */
    severityByOccurrences: z.array(z.object({ occurrences: Seconds, severity: IssueSeverity })),
  })
  .refine(({ tiers }) => tiers.every(({ afterS }, index) => index === 0 || afterS > (tiers[index - 1]?.afterS ?? 0)), {
    message: "each tier must come after the one before it",
    path: ["tiers"],
  })
  .refine(({ tiers, watchedS }) => tiers.every(({ afterS }) => afterS < watchedS), {
    message: "must be later than the last tier",
    path: ["watchedS"],
  })
  .refine(({ watchedS, keptOpenS }) => watchedS < keptOpenS, {
    message: "must be later than watchedS",
    path: ["keptOpenS"],
  });
export type OnCall = z.infer<typeof OnCall>;

/**
 * The times in force: section 9.2 of the go-live report (first line at once, second within 30 minutes, third within an hour). To change them, edit
 * data/on-call.json and deploy; issues that are open go by the new times from their next notice on.
 */
export const onCall: OnCall = OnCall.parse(configured);
