import { z } from "zod";
import { brokenPromises, type CallbackOutcome, callbackOutcomes } from "../../../domain/callback/callback-outcome.ts";
import { callbackCause } from "../../../domain/issue/issue-cause.ts";
import type { CallbackBook } from "../../../ports/callback-book.ts";
import type { CallerHistory } from "../../../ports/caller-history.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import { notReady } from "../../../runtime/faults.ts";
import type { EmitOnceTools } from "../../emit-once.ts";
import { announceIssue } from "../../issue/announce-issue.ts";
import { callerKeyOf } from "../caller-key-of.ts";
import { type CompleteCallbackDependencies, completeCallback } from "../complete-callback.ts";

/** Input of `RecordCallback`. */
export const RecordCallbackInput = z.object({ contactId: z.string().min(1), outcome: z.enum(callbackOutcomes) });

/** What `RecordCallback` needs. */
export type RecordCallbackDependencies = CompleteCallbackDependencies &
  Pick<CallbackBook, "readPromise" | "closeFor"> &
  Pick<CallerHistory, "callerOf"> &
  Pick<IssueRegister, "open">;

/**
 * Ends a callback: counts it, publishes `CallbackCompleted.v1`, opens an issue where the promise was broken, and lets the caller be promised another.
 * @throws NotReady before the promise is in the book, and while the log does not tell what became of an earlier run
 */
export async function recordCallback(
  dependencies: RecordCallbackDependencies,
  { contactId, outcome }: z.infer<typeof RecordCallbackInput>,
  tools: EmitOnceTools,
): Promise<{ outcome: CallbackOutcome; issueId: string | null }> {
  const promise = await dependencies.readPromise(contactId);
  if (!promise) throw notReady(`contact ${contactId} has no promise of a callback yet`);
  const end = await completeCallback(dependencies, promise, { outcome }, tools);
  await dependencies.closeFor(await callerKeyOf(dependencies, contactId), contactId);
  if (!brokenPromises.has(end.outcome)) return { outcome: end.outcome, issueId: null };
  const calls = (await dependencies.listCalls(contactId)).map((call) => call.outcome ?? "unknown");
  const opened = await dependencies.open({
    ...callbackCause({ contactId }),
    severity: "medium",
    source: "fault",
    summary: `A promised callback could not be made (${[end.outcome, ...calls].join(", ")}): somebody has to reach the caller another way`,
    contactId,
    cause: end.outcome,
  });
  await announceIssue(dependencies.publish, opened, contactId);
  return { outcome: end.outcome, issueId: opened.issue.issueId };
}
