import { type KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import type { SegmentSink } from "../ports/segment-sink.ts";
import { faultOf, isTransient } from "./aws-faults.ts";

/** Tries for one segment, beside those of the SDK: with the waits between them, about six seconds of a shard's throttling. */
const tries = 6;
const firstWaitMs = 100;

/**
 * Puts segments on a Kinesis data stream, partition key contact id.
 *
 * One record a call: PutRecords may store a later record and refuse an earlier one, which would turn a contact's segments round, while PutRecord with the
 * sequence number of the record before keeps their order (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html). A contact makes a
 * few segments a second.
 * @param sleep waits between tries, in milliseconds
 */
export function createSegmentSink(
  client: KinesisClient,
  streamName: string,
  sleep: (milliseconds: number) => Promise<void>,
): SegmentSink {
  /** The last sequence number of the contact that this sink serves: a run of the step serves one. */
  let last: { readonly contactId: string; readonly sequenceNumber: string | undefined } | undefined;

  return {
    async putSegment(segment) {
      const before = last?.contactId === segment.contactId ? last.sequenceNumber : undefined;
      const record = new PutRecordCommand({
        StreamName: streamName,
        PartitionKey: segment.contactId,
        Data: new TextEncoder().encode(JSON.stringify(segment)),
        ...(before === undefined ? {} : { SequenceNumberForOrdering: before }),
      });
      for (let attempt = 1; ; attempt += 1) {
        try {
          const { SequenceNumber } = await client.send(record);
          last = { contactId: segment.contactId, sequenceNumber: SequenceNumber };
          return;
        } catch (error) {
          if (!isTransient(error) || attempt === tries) throw faultOf(error, "put a segment on its stream");
          await sleep(firstWaitMs * 2 ** (attempt - 1));
        }
      }
    },
  };
}
