import { answerFor } from "../../../domain/dialogue/answers.ts";
import type { EscalationBoard } from "../../../ports/escalation-board.ts";
import type { AcceptCallbackReply, FlowEvent } from "../../../schemas/flow.ts";
import { type PromiseCallbackDependencies, promiseCallback } from "../../callback/promise-callback.ts";
import { languageOf } from "../begin-media/step.ts";

/** What `flow/accept-callback` needs. */
export type AcceptCallbackDependencies = PromiseCallbackDependencies & Pick<EscalationBoard, "readHandover" | "leave">;

/** Takes the yes of a caller who waits: promises the callback, takes the caller off the board, and says what the flow says before it hangs up. Safe to repeat. */
export async function acceptCallback(
  dependencies: AcceptCallbackDependencies,
  event: FlowEvent,
): Promise<AcceptCallbackReply> {
  const { ContactId: contactId } = event.Details.ContactData;
  const languageCode = languageOf(event);
  await promiseCallback(dependencies, { contactId, languageCode, cause: contactId });
  const handover = await dependencies.readHandover(contactId);
  if (handover) await dependencies.leave(handover.queue, contactId);
  return { message: answerFor("callback", languageCode) };
}
