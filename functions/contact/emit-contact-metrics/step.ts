import { contactMeasurements } from "../../../domain/metrics/contact-measurements.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import { notReady } from "../../../runtime/faults.ts";
import { type EmitOnceDependencies, type EmitOnceTools, emitOnce } from "../../emit-once.ts";
import type { ContactInput } from "../contact-input.ts";

/** What `EmitContactMetrics` needs. */
export type EmitContactMetricsDependencies = Pick<ContactLedger, "readRecord"> & EmitOnceDependencies;

/** Names the emission of a contact's own metrics. */
export const contactEmission = "contact-metrics";

/**
 * Emits a closed contact's metrics, exactly once in effect and at the time of its closing, so that a day's metrics are a day's contacts.
 * @returns whether this run emitted them
 * @throws NotReady while the contact is not closed, or while the log does not tell what became of an earlier run
 */
export async function emitContactMetrics(
  dependencies: EmitContactMetricsDependencies,
  { contactId }: ContactInput,
  tools: EmitOnceTools,
): Promise<{ emitted: boolean }> {
  const record = await dependencies.readRecord(contactId);
  if (!record?.closing) throw notReady(`contact ${contactId} is not closed yet`);
  const { closing, ...about } = record;
  const measurements = contactMeasurements({ ...about, closing });
  const at = Date.parse(closing.closedAt);
  return { emitted: await emitOnce(dependencies, { contactId, name: contactEmission, measurements, at }, tools) };
}
