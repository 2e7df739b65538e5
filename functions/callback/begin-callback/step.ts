import type { z } from "zod";
import type { CallbackBook, CallbackPromise } from "../../../ports/callback-book.ts";
import type { CallerHistory } from "../../../ports/caller-history.ts";
import type { Machines } from "../../../ports/machines.ts";
import type { StepTools } from "../../../runtime/step.ts";
import type { CallbackRequested } from "../../../schemas/domain-events.ts";
import { callerKeyOf } from "../caller-key-of.ts";
import { type CompleteCallbackDependencies, completeCallback } from "../complete-callback.ts";

/** What `callback/begin-callback` needs. */
export type BeginCallbackDependencies = CompleteCallbackDependencies &
  Pick<CallbackBook, "promise" | "openFor"> &
  Pick<CallerHistory, "callerOf"> &
  Pick<Machines, "ensureCallback">;

/**
 * Begins the callback that was promised, or joins the promise to the callback to the same caller that is open already: nobody is called twice for one
 * thing. Safe to repeat.
 */
export async function beginCallback(
  dependencies: BeginCallbackDependencies,
  event: z.infer<typeof CallbackRequested>,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<{ joinedTo: string | null }> {
  const { metadata, data } = event.detail;
  const { contactId, languageCode, preferred } = data;
  const promise: CallbackPromise = await dependencies.promise({
    contactId,
    languageCode,
    promisedAt: metadata.occurredAt,
    ...(preferred && { preferred }),
  });
  const open = await dependencies.openFor(await callerKeyOf(dependencies, contactId), contactId);
  if (open === contactId) {
    await dependencies.ensureCallback(contactId);
    return { joinedTo: null };
  }
  await completeCallback(dependencies, promise, "joined", metrics, open);
  return { joinedTo: open };
}
