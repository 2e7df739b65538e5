import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { z } from "zod";
import type { CallbackBook } from "../../../ports/callback-book.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { EscalationBoard } from "../../../ports/escalation-board.ts";
import { notReady } from "../../../runtime/faults.ts";
import type { StepTools } from "../../../runtime/step.ts";

/** Input of `RecordEscalation`. */
export const RecordEscalationInput = z.object({
  contactId: z.string().min(1),
  /** `connected`: an agent took the caller; `left`: the caller hung up before; `unanswered`: neither came within the longest wait. */
  outcome: z.enum(["connected", "left", "unanswered"]),
  /** The step that failed on the way, though the caller was served all the same. */
  fault: z.object({ where: z.string(), error: z.string() }).nullish(),
});

/** What `RecordEscalation` needs. */
export type RecordEscalationDependencies = Pick<ContactLedger, "readRecord" | "recordFault" | "claimOnce"> &
  Pick<EscalationBoard, "readHandover" | "leave"> &
  Pick<CallbackBook, "readPromise"> & { readonly now: () => Date };

/** How a wait ended; `callback`: the caller hung up with the promise of a callback. */
export type EscalationResult = "connected" | "left" | "callback" | "unanswered";

/**
 * Takes the caller off the board, keeps the fault of the way in the contact's story, and counts the escalation once. An agent of whom was told after
 * the machine had given up, or after the hang-up, counts all the same.
 */
export async function recordEscalation(
  dependencies: RecordEscalationDependencies,
  { contactId, outcome: told, fault }: z.infer<typeof RecordEscalationInput>,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<{ outcome: EscalationResult; waitedMs: number | null }> {
  const { readRecord, recordFault, claimOnce, readHandover, leave, readPromise, now } = dependencies;
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
  const result = outcome === "left" && promised ? "callback" : outcome;
  if (!handover) return { outcome: result, waitedMs: null };
  await leave(handover.queue, contactId, outcome === "connected" ? endedAt : undefined);
  const waitingSince = record.facts.queuedAt ?? handover.waitingSince;
  const waitedMs = Math.max(0, Date.parse(endedAt) - Date.parse(waitingSince));
  if (await claimOnce(contactId, "escalation-metrics")) {
    metrics.addMetadata("contactId", contactId);
    metrics.addDimensions({ Queue: handover.queue, Reason: handover.reason, Result: result });
    metrics.addMetric("Escalations", MetricUnit.Count, 1);
    metrics.addMetric("EscalationWait", MetricUnit.Milliseconds, waitedMs);
  }
  return { outcome: result, waitedMs };
}
