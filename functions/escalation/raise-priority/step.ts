import { raisedPriority } from "../../../domain/escalation/compose-handover.ts";
import type { EscalationBoard } from "../../../ports/escalation-board.ts";
import type { Telephony } from "../../../ports/telephony.ts";
import { notReady } from "../../../runtime/faults.ts";
import type { ContactInput } from "../../contact/contact-input.ts";

/** What `RaisePriority` needs. */
export type RaisePriorityDependencies = Pick<EscalationBoard, "readHandover" | "enter"> &
  Pick<Telephony, "setPriority">;

/**
 * Moves a caller who has waited too long forward, by the priority that the reason gave, so that repeating moves no further.
 * A caller who is gone moves nowhere.
 * @throws NotReady without a handover
 */
export async function raisePriority(
  { readHandover, enter, setPriority }: RaisePriorityDependencies,
  { contactId }: ContactInput,
): Promise<{ priority: number }> {
  const handover = await readHandover(contactId);
  if (!handover) throw notReady(`contact ${contactId} has no handover yet`);
  const priority = raisedPriority(handover.priority);
  if (await setPriority(contactId, priority))
    await enter(handover.queue, { contactId, priority, since: handover.waitingSince });
  return { priority };
}
