import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { Machines } from "../../../ports/machines.ts";
import { rejected, transient } from "../../../runtime/faults.ts";
import { parse } from "../../../runtime/parse.ts";
import { Segment } from "../../../schemas/segment.ts";
import { type ConsumeDependencies, type ConsumeLog, consumeInOrder } from "../consume-in-order.ts";
import type { BatchReply, KinesisBatch } from "../kinesis-batch.ts";

/** What `stream/consume-segments` needs. */
export type ConsumeSegmentsDependencies = ConsumeDependencies &
  Pick<ContactLedger, "hasUtterance" | "markHeard" | "markUtteranceEnd"> &
  Pick<Machines, "runUtterance">;

/**
 * Runs the utterance machine for each final segment, in order within a contact; the flow that waits is told first that one has come.
 * A partial segment only marks that the caller is speaking.
 */
export function consumeSegments(
  dependencies: ConsumeSegmentsDependencies,
  batch: KinesisBatch,
  { logger }: { logger: ConsumeLog },
): Promise<BatchReply> {
  return consumeInOrder(dependencies, batch, logger, async (payload) => {
    const segment = parse(Segment, payload, "a segment on the stream");
    const isCaller = segment.participantRole === "CUSTOMER";
    const now = dependencies.now().getTime();
    if (segment.isPartial) {
      if (isCaller) await dependencies.markHeard(segment.contactId, now);
      return;
    }
    if (await dependencies.hasUtterance(segment.contactId, segment.segmentId)) return;
    if (isCaller) await dependencies.markUtteranceEnd(segment.contactId, now);
    const run = await dependencies.runUtterance(segment);
    if (run.status === "succeeded") return;
    const final = run.error === "ContractViolation" || run.error === "Rejected";
    const message = `the utterance machine failed for segment ${segment.segmentId} with ${run.error}`;
    throw final ? rejected(message) : transient(message);
  });
}
