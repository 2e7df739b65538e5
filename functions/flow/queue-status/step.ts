import { answerFor } from "../../../domain/dialogue/answers.ts";
import { announceQueue } from "../../../domain/escalation/announce-queue.ts";
import { queueStanding } from "../../../domain/escalation/queue-standing.ts";
import type { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { queueFor, queueNamed } from "../../../domain/routing/queue-for.ts";
import { staffedFrom } from "../../../domain/routing/queue-hours.ts";
import { sayOpening } from "../../../domain/routing/say-opening.ts";
import type { EscalationBoard } from "../../../ports/escalation-board.ts";
import type { FlowEvent, QueueStatusReply } from "../../../schemas/flow.ts";
import { answerLanguageOf } from "../begin-media/step.ts";

/** What `flow/queue-status` needs. */
export interface QueueStatusDependencies
  extends Pick<EscalationBoard, "readHandover" | "listWaiting" | "lastServed" | "isCallbackOffered"> {
  readonly hours: OpeningHours;
  readonly now: () => Date;
}

/**
 * Tells the flow that is played in a queue what to say: the caller's place, or the offer of a callback, once the escalation machine has made it or when no
 * agent is at the queue any more. The flow hands back what became of the offer before (`callbackOffer`): it is not made again to a caller who declined, and
 * to one who did not answer only where nobody is going to come. Reads only, hence safe to repeat.
 */
export async function queueStatus(dependencies: QueueStatusDependencies, event: FlowEvent): Promise<QueueStatusReply> {
  const { readHandover, listWaiting, lastServed, isCallbackOffered, hours } = dependencies;
  const { ContactId } = event.Details.ContactData;
  const { callbackOffer = "" } = event.Details.Parameters;
  const languageCode = answerLanguageOf(event);
  const now = dependencies.now().getTime();
  const [handover, isOffered] = await Promise.all([readHandover(ContactId), isCallbackOffered(ContactId)]);
  const known = handover && queueNamed(handover.queue);
  const queue = known ?? queueFor(languageCode, "agent_request");

  const agentsFrom = staffedFrom(queue, hours, now);
  if (agentsFrom > now && callbackOffer !== "declined") {
    const time = sayOpening(hours.timeZone, agentsFrom, now, languageCode);
    return { message: answerFor("queue_closed", languageCode, { time }), offer: "yes" };
  }
  if (isOffered && callbackOffer === "") return { message: answerFor("queue_offer", languageCode), offer: "yes" };

  const [waiting, served] = await Promise.all([listWaiting(queue.name), lastServed(queue.name)]);
  return { message: announceQueue(queueStanding(waiting, ContactId, served, now), languageCode), offer: "no" };
}
