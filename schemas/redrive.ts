import { z } from "zod";
import { IssueId } from "./issue.ts";

/** What the machine `redrive` is started with: a resolved issue is the occasion to try the letters of a queue. */
export const RedriveOccasion = z.object({
  /** Issue and queue, which together name the execution, e.g. `ISS-001-segments-dlq`. */
  redriveId: z.string().regex(/^ISS-\d{3,}-[a-z-]{1,60}$/),
  issueId: IssueId,
  /** As operators know it, e.g. `segments-dlq`. */
  queue: z.string().regex(/^[a-z-]{1,60}$/),
});
export type RedriveOccasion = z.infer<typeof RedriveOccasion>;

/**
 * How a redrive ended. `sent`: the queue is empty. `came-back`: letters lie there again. `kept`: one could not be sent back. `stopped`: by the kill switch.
 * `left`: there are more letters than one execution sends.
 */
export const RedriveEnding = z.object({
  result: z.enum(["sent", "came-back", "kept", "stopped", "left"]),
  detail: z.string().max(300),
});
export type RedriveEnding = z.infer<typeof RedriveEnding>;
