import type { EscalationBoard } from "../../../ports/escalation-board.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { Telephony } from "../../../ports/telephony.ts";
import { notReady } from "../../../runtime/faults.ts";
import type { ContactInput } from "../../contact/contact-input.ts";

/** What `CallSupervisor` needs. */
export type CallSupervisorDependencies = Pick<EscalationBoard, "readHandover" | "enter"> &
  Pick<Telephony, "setPriority"> & { readonly publish: PublishEvent; readonly now: () => Date };

/**
 * Puts the caller first and publishes `SupervisorCalled.v1`, which is sent to the supervisors. For a caller who is gone nobody is called.
 * @throws NotReady without a handover
 */
export async function callSupervisor(
  dependencies: CallSupervisorDependencies,
  { contactId }: ContactInput,
): Promise<void> {
  const { readHandover, enter, setPriority, publish, now } = dependencies;
  const handover = await readHandover(contactId);
  if (!handover) throw notReady(`contact ${contactId} has no handover yet`);
  const { queue, reason, waitingSince } = handover;
  if (!(await setPriority(contactId, 1))) return;
  await enter(queue, { contactId, priority: 1, since: waitingSince });
  await publish({
    type: "SupervisorCalled.v1",
    id: `${contactId}.supervisor`,
    occurredAt: now().toISOString(),
    correlationId: contactId,
    causationId: contactId,
    data: { contactId, queue, reason, waitingSince },
  });
}
