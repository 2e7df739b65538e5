import { isCallSettled } from "../../domain/callback/call-outcome.ts";
import { isOver, isSettled } from "../../domain/contact/contact-facts.ts";
import type { ContactLedger } from "../../ports/contact-ledger.ts";
import type { Machines } from "../../ports/machines.ts";

/** What waking a contact's execution needs. */
export type SignalDependencies = Pick<ContactLedger, "readRecord" | "readMedia" | "readToken"> &
  Pick<Machines, "resume">;

/**
 * Wakes the contact's executions if what they wait for has come. Whoever writes a fact or a token calls this afterwards; as each writes first and reads
 * then, at least the later of two sees both, and waking twice does no harm.
 */
export async function signalContact(dependencies: SignalDependencies, contactId: string): Promise<void> {
  const { readRecord, readMedia, readToken, resume } = dependencies;
  const [record, spoken, mediaToken, endToken, agentToken, callToken] = await Promise.all([
    readRecord(contactId),
    readMedia(contactId),
    readToken(contactId, "media"),
    readToken(contactId, "end"),
    readToken(contactId, "agent"),
    readToken(contactId, "call"),
  ]);
  const over = record !== undefined && isOver(record.facts);
  if (mediaToken !== undefined && spoken !== undefined) await resume(mediaToken, spoken);
  else if (mediaToken !== undefined && over) await resume(mediaToken, { media: null });
  if (agentToken !== undefined && record?.facts.connectedToAgentAt !== undefined)
    await resume(agentToken, { outcome: "connected" });
  else if (agentToken !== undefined && over) await resume(agentToken, { outcome: "left" });
  if (callToken !== undefined && record !== undefined && isCallSettled(record.facts)) await resume(callToken, {});
  if (endToken !== undefined && record !== undefined && isSettled(record.facts)) await resume(endToken, {});
}
