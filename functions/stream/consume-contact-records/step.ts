import { parse } from "../../../runtime/parse.ts";
import { ContactRecord, factsOfContactRecord } from "../../../schemas/contact-record.ts";
import { type TakeFactsDependencies, takeFacts } from "../../contact/take-facts.ts";
import { type ConsumeDependencies, type ConsumeLog, consumeInOrder } from "../consume-in-order.ts";
import type { BatchReply, KinesisBatch } from "../kinesis-batch.ts";

/** What `stream/consume-contact-records` needs. */
export type ConsumeContactRecordsDependencies = ConsumeDependencies & TakeFactsDependencies;

/** Merges contact records into the ledger: they repair whatever the contact events missed, an unheard disconnection included. */
export function consumeContactRecords(
  dependencies: ConsumeContactRecordsDependencies,
  batch: KinesisBatch,
  { logger }: { logger: ConsumeLog },
): Promise<BatchReply> {
  return consumeInOrder(dependencies, batch, logger, async (payload) => {
    const record = parse(ContactRecord, payload, "a contact record on the stream");
    await takeFacts(dependencies, record.ContactId, factsOfContactRecord(record));
  });
}
