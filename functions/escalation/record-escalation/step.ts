import { z } from "zod";
import type { EscalationResult } from "../../../domain/escalation/escalation-result.ts";
import type { Measurement } from "../../../domain/metrics/catalogue.ts";
import type { CallbackBook } from "../../../ports/callback-book.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { EscalationBoard } from "../../../ports/escalation-board.ts";
import { notReady } from "../../../runtime/faults.ts";
import { type EmitOnceDependencies, type EmitOnceTools, emitOnce } from "../../emit-once.ts";

/** Input of `RecordEscalation`. */
export const RecordEscalationInput = z.object({
  contactId: z.string().min(1),
  /** `connected`: an agent took the caller; `left`: the caller hung up before; `unanswered`: neither came within the longest wait. */
  outcome: z.enum(["connected", "left", "unanswered"]),
  /** The step that failed on the way, though the caller was served all the same. */
  fault: z.object({ where: z.string(), error: z.string() }).nullish(),
});

/** What `RecordEscalation` needs. */
export type RecordEscalationDependencies = Pick<ContactLedger, "readRecord" | "recordFault"> &
  Pick<EscalationBoard, "readHandover" | "leave"> &
  Pick<CallbackBook, "readPromise"> &
  EmitOnceDependencies;

/**
 * Takes the caller off the board, keeps the fault of the way in the contact's story, and counts the escalation, exactly once in effect. An agent of whom was told after
 * the machine had given up, or after the hang-up, counts all the same.
 * @throws NotReady before the ledger knows the contact, and while the log does not tell what became of an earlier run
 */
export async function recordEscalation(
  dependencies: RecordEscalationDependencies,
  { contactId, outcome: told, fault }: z.infer<typeof RecordEscalationInput>,
  tools: EmitOnceTools,
): Promise<{ outcome: EscalationResult; waitedMs: number | null }> {
  const { readRecord, recordFault, readHandover, leave, readPromise, now } = dependencies;
  const [record, handover, promised] = await Promise.all([
    readRecord(contactId),
    readHandover(contactId),
    readPromise(contactId),
  ]);
  if (!record) throw notReady(`contact ${contactId} is not in the ledger yet`);
  const { connectedToAgentAt, disconnectedAt } = record.facts;
  const outcome = connectedToAgentAt === undefined ? told : "connected";
  const endedAt = (outcome === "connected" ? connectedToAgentAt : disconnectedAt) ?? now().toISOString();
  if (fault) {
    const { where, error } = fault;
    await recordFault(contactId, { faultId: `${where}#${error}`, name: error, where, at: now().toISOString() });
  }
  const result: EscalationResult = outcome === "left" && promised ? "callback" : outcome;
  if (!handover) return { outcome: result, waitedMs: null };
  await leave(handover.queue, contactId, outcome === "connected" ? endedAt : undefined);
  const waitingSince = record.facts.queuedAt ?? handover.waitingSince;
  const waitedMs = Math.max(0, Date.parse(endedAt) - Date.parse(waitingSince));
  const measurements: Measurement[] = [
    {
      metric: "Escalations",
      value: 1,
      dimensions: { Queue: handover.queue, Reason: handover.reason, Result: result },
    },
    { metric: "EscalationWait", value: waitedMs, dimensions: { Queue: handover.queue, Result: result } },
  ];
  const emission = { contactId, name: "escalation-metrics", measurements, at: Date.parse(endedAt) };
  await emitOnce(dependencies, emission, tools);
  return { outcome: result, waitedMs };
}
