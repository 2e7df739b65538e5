import { composeHandover, handoverAttributes } from "../../../domain/escalation/compose-handover.ts";
import { mainDialectOf } from "../../../domain/language/spoken-languages.ts";
import { saidBeforeSurvey } from "../../../domain/survey/said-before-survey.ts";
import type { CallbackBook } from "../../../ports/callback-book.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { EscalationBoard } from "../../../ports/escalation-board.ts";
import type { Telephony } from "../../../ports/telephony.ts";
import { notReady } from "../../../runtime/faults.ts";
import type { Handover } from "../../../schemas/handover.ts";
import type { ContactInput } from "../../contact/contact-input.ts";

/** What `PrepareHandover` needs. */
export type PrepareHandoverDependencies = Pick<ContactLedger, "readRecord" | "listDecisions" | "listUtterances"> &
  Pick<EscalationBoard, "putHandover" | "enter"> &
  Pick<CallbackBook, "readPurpose"> &
  Telephony & { readonly now: () => Date };

/** What the machine is told of a handover. */
export type PreparedHandover = Pick<Handover, "queue" | "priority" | "reason">;

/**
 * Writes down what the agent will need, enters the caller on the board of those who wait, and tells the telephone side: the texts for the agent's screen
 * and the caller's priority. Who is called back is handed over with the story of the contact in which that was promised, without its survey. A caller who
 * is gone by then is no fault. Everything is overwritten by the same, so repeating does no harm.
 * @throws NotReady before the ledger knows the contact
 */
export async function prepareHandover(
  dependencies: PrepareHandoverDependencies,
  { contactId }: ContactInput,
): Promise<PreparedHandover> {
  const { readRecord, listDecisions, listUtterances, now } = dependencies;
  const purpose = await dependencies.readPurpose(contactId);
  const toldIn = purpose?.contactId ?? contactId;
  const [record, toldRecord, decisions, utterances] = await Promise.all([
    readRecord(contactId),
    readRecord(toldIn),
    listDecisions(toldIn),
    listUtterances(toldIn),
  ]);
  if (!record) throw notReady(`contact ${contactId} is not in the ledger yet`);
  const contact = {
    contactId,
    languageCode: mainDialectOf(toldRecord?.languageCode),
    queuedAt: record.facts.queuedAt,
    ...(purpose && { callbackFrom: purpose.queue }),
  };
  const said = saidBeforeSurvey(utterances, toldRecord?.facts.surveyBegunAt);
  const handover = composeHandover(contact, decisions, said, now().toISOString());
  const { queue, priority, reason, waitingSince } = handover;
  await dependencies.putHandover(handover);
  await dependencies.enter(queue, { contactId, priority, since: waitingSince });
  await dependencies.setAttributes(contactId, handoverAttributes(handover));
  await dependencies.setPriority(contactId, priority);
  return { queue, priority, reason };
}
