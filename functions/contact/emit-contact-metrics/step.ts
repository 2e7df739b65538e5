import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import { notReady } from "../../../runtime/faults.ts";
import type { StepTools } from "../../../runtime/step.ts";
import type { ContactInput } from "../contact-input.ts";

/** What `EmitContactMetrics` needs. */
export type EmitContactMetricsDependencies = Pick<ContactLedger, "readRecord" | "claimOnce">;

/**
 * Emits a closed contact's metrics, once per contact: the claim in the ledger comes first, so a repeated step emits nothing.
 * @returns whether this run emitted them
 */
export async function emitContactMetrics(
  dependencies: EmitContactMetricsDependencies,
  { contactId }: ContactInput,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<{ emitted: boolean }> {
  const record = await dependencies.readRecord(contactId);
  if (!record?.closing) throw notReady(`contact ${contactId} is not closed yet`);
  if (!(await dependencies.claimOnce(contactId, "contact-metrics"))) return { emitted: false };
  const { outcome, times, faults, finalSegments, recordedSegments } = record.closing;
  metrics.addMetadata("contactId", contactId);
  metrics.addDimensions({
    Channel: record.facts.channel ?? "UNKNOWN",
    Outcome: outcome,
    Language: record.languageCode ?? "unknown",
  });
  metrics.addMetric("Contacts", MetricUnit.Count, 1);
  if (times.handleMs !== undefined) metrics.addMetric("HandleTime", MetricUnit.Milliseconds, times.handleMs);
  if (times.queueWaitMs !== undefined) metrics.addMetric("QueueWait", MetricUnit.Milliseconds, times.queueWaitMs);
  metrics.addMetric("Faults", MetricUnit.Count, faults);
  metrics.addMetric("LostSegments", MetricUnit.Count, finalSegments - recordedSegments);
  return { emitted: true };
}
