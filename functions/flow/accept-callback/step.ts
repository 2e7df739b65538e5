import { partOfTomorrow } from "../../../domain/callback/preferred-time.ts";
import { answerFor } from "../../../domain/dialogue/answers.ts";
import type { EscalationBoard } from "../../../ports/escalation-board.ts";
import type { AcceptCallbackReply, FlowEvent } from "../../../schemas/flow.ts";
import { type PromiseCallbackDependencies, promiseCallback } from "../../callback/promise-callback.ts";
import { answerLanguageOf } from "../begin-media/step.ts";
import { type NoteCallerDependencies, noteCaller } from "../note-caller.ts";

/** What `flow/accept-callback` needs. */
export type AcceptCallbackDependencies = PromiseCallbackDependencies &
  NoteCallerDependencies &
  Pick<EscalationBoard, "readHandover" | "leave"> & {
    /** IANA name of the zone whose tomorrow is meant. */
    readonly timeZone: string;
  };

/** Takes the yes of a caller who waits: notes who it is (a caller whom the bot never heard is not known yet), promises the callback, for the part of tomorrow that was asked for by a key if any, takes the caller off the board, and says what the flow says before it hangs up. Safe to repeat. */
export async function acceptCallback(
  dependencies: AcceptCallbackDependencies,
  event: FlowEvent,
): Promise<AcceptCallbackReply> {
  const { ContactId: contactId } = event.Details.ContactData;
  const languageCode = answerLanguageOf(event);
  const { time = "" } = event.Details.Parameters;
  const asked = partOfTomorrow(time, dependencies.timeZone, dependencies.now().getTime());
  const preferred = asked && { from: new Date(asked.from).toISOString(), to: new Date(asked.to).toISOString() };
  await noteCaller(dependencies, event);
  await promiseCallback(dependencies, { contactId, languageCode, cause: contactId, preferred });
  const handover = await dependencies.readHandover(contactId);
  if (handover) await dependencies.leave(handover.queue, contactId);
  return { message: answerFor("callback", languageCode) };
}
