import { z } from "zod";
import { outcomeOf } from "../../../domain/contact/contact-outcome.ts";
import { timesOf } from "../../../domain/contact/contact-times.ts";
import { type ContactMood, contactMood } from "../../../domain/dialogue/caller-mood.ts";
import { saidBeforeSurvey } from "../../../domain/survey/said-before-survey.ts";
import type { CallbackBook } from "../../../ports/callback-book.ts";
import type { ContactClosing, ContactLedger, RecordedUtterance } from "../../../ports/contact-ledger.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import { notReady } from "../../../runtime/faults.ts";

/** Input of `CloseContact`. `acceptGaps`: the wait for the last utterances is over; close with what there is and count what is missing. */
export const CloseContactInput = z.object({
  contactId: z.string().min(1),
  finalSegments: z.int().nonnegative(),
  acceptGaps: z.boolean(),
});

/** What `CloseContact` needs. */
export type CloseContactDependencies = Pick<
  ContactLedger,
  "readRecord" | "listUtterances" | "listDecisions" | "countFaults" | "close"
> &
  Pick<CallbackBook, "readPromise"> & { readonly publish: PublishEvent; readonly now: () => Date };

/**
 * Closes the contact's record once, with outcome, times and counts, and publishes `ContactClosed.v1`.
 * @throws NotReady while utterances that were transcribed are still on their way to the ledger
 */
export async function closeContact(
  dependencies: CloseContactDependencies,
  input: z.infer<typeof CloseContactInput>,
): Promise<ContactClosing> {
  const { contactId, finalSegments } = input;
  const [record, utterances, decisions, faults, promised] = await Promise.all([
    dependencies.readRecord(contactId),
    dependencies.listUtterances(contactId),
    dependencies.listDecisions(contactId),
    dependencies.countFaults(contactId),
    dependencies.readPromise(contactId),
  ]);
  if (utterances.length < finalSegments && !input.acceptGaps) {
    throw notReady(`contact ${contactId}: ${utterances.length} of ${finalSegments} final segments are recorded so far`);
  }
  const facts = record?.facts ?? {};
  const mood = moodOf(saidBeforeSurvey(utterances, facts.surveyBegunAt));
  const closing = await dependencies.close(contactId, {
    outcome: outcomeOf(facts, {
      customerUtterances: utterances.filter((utterance) => utterance.participantRole === "CUSTOMER").length,
      callbackAgreed: promised !== undefined,
    }),
    times: timesOf(facts, record?.mediaStartedAt),
    closedAt: dependencies.now().toISOString(),
    finalSegments: Math.max(finalSegments, utterances.length),
    recordedSegments: utterances.length,
    decisions: decisions.length,
    faults,
    ...(mood && { mood }),
  });
  await dependencies.publish({
    type: "ContactClosed.v1",
    id: `${contactId}.closed`,
    occurredAt: closing.closedAt,
    correlationId: contactId,
    causationId: contactId,
    data: { contactId, channel: facts.channel ?? "UNKNOWN", ...closing },
  });
  return closing;
}

/** How the caller sounded, over the words of the caller in the order in which they were said. */
function moodOf(utterances: readonly RecordedUtterance[]): ContactMood | undefined {
  return contactMood(
    utterances
      .filter(({ participantRole, negativity }) => participantRole === "CUSTOMER" && negativity !== undefined)
      .sort((a, b) => a.beginOffsetMs - b.beginOffsetMs)
      .map(({ sentiment, negativity = 0 }) => ({ sentiment, negativity })),
  );
}
