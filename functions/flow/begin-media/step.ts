import {
  contactLanguages,
  isContactLanguage,
  mainDialectOf,
  undetermined,
} from "../../../domain/language/spoken-languages.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { Machines } from "../../../ports/machines.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import type { FlowEvent, FlowReply } from "../../../schemas/flow.ts";
import { type SignalDependencies, signalContact } from "../../contact/signal-contact.ts";
import { type NoteCallerDependencies, noteCaller } from "../note-caller.ts";

/** What `flow/begin-media` needs. */
export type BeginMediaDependencies = SignalDependencies &
  NoteCallerDependencies &
  Pick<ContactLedger, "putMedia"> &
  Pick<Machines, "ensureContact">;

/**
 * Notes whose contact it is and where its audio lies; makes sure its execution exists and wakes it. Safe to repeat: Amazon Connect tries up to three times.
 * @throws ContractViolation when the flow has not started media streaming, or names a language that is not served: the flow then leads to a person
 */
export async function beginMedia(dependencies: BeginMediaDependencies, event: FlowEvent): Promise<FlowReply> {
  const { ContactData } = event.Details;
  // First of all: a caller who is led to a person because of what is wrong below may be called back all the same.
  await noteCaller(dependencies, event);
  const audio = ContactData.MediaStreams?.Customer?.Audio;
  if (!audio) {
    throw contractViolation(
      "Details.ContactData.MediaStreams.Customer.Audio is empty: put the block 'Start media streaming' before this one in the flow",
    );
  }
  const languageCode = languageOf(event);
  if (!isContactLanguage(languageCode)) {
    throw contractViolation(
      `the contact attribute language is "${languageCode}"; give ${contactLanguages.join(" or ")}, or leave it out so that the language is detected`,
    );
  }
  const startedAt = new Date(Number(audio.StartTimestamp)).toISOString();
  const media = { streamArn: audio.StreamARN, startFragmentNumber: audio.StartFragmentNumber, startedAt };
  await dependencies.putMedia(ContactData.ContactId, { media, languageCode });
  await dependencies.ensureContact(ContactData.ContactId);
  await signalContact(dependencies, ContactData.ContactId);
  return { status: "transcribing", languageCode };
}

/** Amazon Connect gives it to every contact of which no flow has said anything (block "Set voice", "Set language attribute"), so it tells nothing. */
const unsaidLanguage = "en-US";

/** The flow's attribute `language`, else the language that a flow has given the contact, else `und`: what the caller speaks decides. */
export function languageOf(event: FlowEvent): string {
  const { Attributes, LanguageCode } = event.Details.ContactData;
  if (Attributes.language) return Attributes.language;
  return LanguageCode && LanguageCode !== unsaidLanguage ? LanguageCode : undetermined;
}

/** The language in which a caller of the flow is answered: `ko-KR` while nothing is known of it. */
export function answerLanguageOf(event: FlowEvent): string {
  return mainDialectOf(languageOf(event));
}
