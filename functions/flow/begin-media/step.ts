import type { CallerHistory } from "../../../ports/caller-history.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { Machines } from "../../../ports/machines.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import type { FlowEvent, FlowReply } from "../../../schemas/flow.ts";
import { type SignalDependencies, signalContact } from "../../contact/signal-contact.ts";

/** What `flow/begin-media` needs. */
export type BeginMediaDependencies = SignalDependencies &
  Pick<ContactLedger, "putMedia"> &
  Pick<CallerHistory, "putCaller"> &
  Pick<Machines, "ensureContact"> & {
    /** The key of a caller who shows a number (adapters/caller-key.ts). */
    readonly callerKey: (endpoint: FlowEvent["Details"]["ContactData"]["CustomerEndpoint"]) => string | undefined;
  };

/**
 * Notes where the contact's audio lies and, by a key without the number, whose contact it is; makes sure its execution exists and wakes it. Safe to repeat: Amazon Connect tries up to three times.
 * @throws ContractViolation when the flow has not started media streaming
 */
export async function beginMedia(dependencies: BeginMediaDependencies, event: FlowEvent): Promise<FlowReply> {
  const { ContactData } = event.Details;
  const audio = ContactData.MediaStreams?.Customer?.Audio;
  if (!audio) {
    throw contractViolation(
      "Details.ContactData.MediaStreams.Customer.Audio is empty: put the block 'Start media streaming' before this one in the flow",
    );
  }
  const languageCode = languageOf(event);
  const startedAt = new Date(Number(audio.StartTimestamp)).toISOString();
  const media = { streamArn: audio.StreamARN, startFragmentNumber: audio.StartFragmentNumber, startedAt };
  await dependencies.putMedia(ContactData.ContactId, { media, languageCode });
  const callerKey = dependencies.callerKey(ContactData.CustomerEndpoint);
  if (callerKey !== undefined) await dependencies.putCaller(ContactData.ContactId, callerKey);
  await dependencies.ensureContact(ContactData.ContactId);
  await signalContact(dependencies, ContactData.ContactId);
  return { status: "transcribing", languageCode };
}

/** The flow's attribute `language`, else the contact's language, else Korean. */
export function languageOf(event: FlowEvent): string {
  return event.Details.ContactData.Attributes.language ?? event.Details.ContactData.LanguageCode ?? "ko-KR";
}
