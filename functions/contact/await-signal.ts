import { z } from "zod";
import type { Awaited, ContactLedger } from "../../ports/contact-ledger.ts";
import { type SignalDependencies, signalContact } from "./signal-contact.ts";

/** Input of the steps that wait: the contact and the token that resumes its execution. */
export const AwaitInput = z.object({ contactId: z.string().min(1), taskToken: z.string().min(1) });

/** What the waiting steps need; `awaited` says what for. */
export type AwaitDependencies = SignalDependencies & Pick<ContactLedger, "putToken"> & { readonly awaited: Awaited };

/** Keeps the token, then looks whether what it waits for has come already. */
export async function awaitSignal(dependencies: AwaitDependencies, input: z.infer<typeof AwaitInput>): Promise<void> {
  await dependencies.putToken(input.contactId, dependencies.awaited, input.taskToken);
  await signalContact(dependencies, input.contactId);
}
