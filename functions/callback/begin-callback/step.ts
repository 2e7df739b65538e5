import type { z } from "zod";
import type { CallbackBook, CallbackPromise } from "../../../ports/callback-book.ts";
import type { CallerHistory } from "../../../ports/caller-history.ts";
import type { Machines } from "../../../ports/machines.ts";
import type { CallbackRequested } from "../../../schemas/domain-events.ts";
import type { EmitOnceTools } from "../../emit-once.ts";
import { callerKeyOf } from "../caller-key-of.ts";
import { type CompleteCallbackDependencies, completeCallback } from "../complete-callback.ts";

/** What `callback/begin-callback` needs. */
export type BeginCallbackDependencies = CompleteCallbackDependencies &
  Pick<CallbackBook, "promise" | "openFor" | "closeFor" | "readEnd"> &
  Pick<CallerHistory, "callerOf"> &
  Pick<Machines, "ensureCallback">;

/**
 * Begins the callback that was promised, or joins the promise to the callback to the same caller that is open already: nobody is called twice for one
 * thing. Safe to repeat, also when the callback has ended long ago: it does not begin again.
 */
export async function beginCallback(
  dependencies: BeginCallbackDependencies,
  event: z.infer<typeof CallbackRequested>,
  tools: EmitOnceTools,
): Promise<{ joinedTo: string | null }> {
  const { metadata, data } = event.detail;
  const { contactId, languageCode, preferred } = data;
  const promise: CallbackPromise = await dependencies.promise({
    contactId,
    languageCode,
    promisedAt: metadata.occurredAt,
    ...(preferred && { preferred }),
  });
  const ended = await dependencies.readEnd(contactId);
  const joinedTo = ended ? ended.joinedTo : await openOther(dependencies, contactId);
  if (joinedTo !== undefined) await completeCallback(dependencies, promise, { outcome: "joined", joinedTo }, tools);
  else if (!ended) await dependencies.ensureCallback(contactId);
  return { joinedTo: joinedTo ?? null };
}

/** Opens the callback to the caller; gives the contact whose callback is open already. One that has ended and was not closed yet does not count. */
async function openOther(dependencies: BeginCallbackDependencies, contactId: string): Promise<string | undefined> {
  const { openFor, closeFor, readEnd } = dependencies;
  const callerKey = await callerKeyOf(dependencies, contactId);
  const open = await openFor(callerKey, contactId);
  if (open === contactId) return undefined;
  if ((await readEnd(open)) === undefined) return open;
  await closeFor(callerKey, open);
  const next = await openFor(callerKey, contactId);
  return next === contactId ? undefined : next;
}
