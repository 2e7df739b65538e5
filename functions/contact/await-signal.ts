import { z } from "zod";
import type { Awaited, ContactLedger } from "../../ports/contact-ledger.ts";
import { type SignalDependencies, signalContact } from "./signal-contact.ts";

/** Input of the steps that wait: the contact, the token that resumes its execution, and, for a state that is entered again and again, since when it waits. */
export const AwaitInput = z.object({
  contactId: z.string().min(1),
  taskToken: z.string().min(1),
  enteredAt: z.iso.datetime().nullish(),
});

/** What the waiting steps need; `awaited` says what for. */
export type AwaitDependencies = SignalDependencies & Pick<ContactLedger, "putToken"> & { readonly awaited: Awaited };

/**
 * Keeps the token, then looks whether what it waits for has come already. A run that was given up and goes on all the same (the state has timed out
 * meanwhile, and been entered again) neither takes the place of the newer token nor keeps it from being resumed.
 */
export async function awaitSignal(dependencies: AwaitDependencies, input: z.infer<typeof AwaitInput>): Promise<void> {
  const { awaited, putToken, readToken } = dependencies;
  const { contactId, taskToken, enteredAt } = input;
  await putToken(contactId, awaited, taskToken, enteredAt ?? "");
  const ownToken: typeof readToken = async (id, other) => (other === awaited ? taskToken : readToken(id, other));
  await signalContact({ ...dependencies, readToken: ownToken }, contactId);
}
