import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  PutRecordCommand,
  type _Record as StoredRecord,
} from "@aws-sdk/client-kinesis";
import type { StreamPlace } from "../domain/redrive/read-dead-letter.ts";
import type { WaysBack } from "../ports/redrive.ts";
import { transient } from "../runtime/faults.ts";
import { faultOf } from "./aws-faults.ts";

/** Calls of GetRecords for one place. An answer may be empty though records follow: https://docs.aws.amazon.com/streams/latest/dev/troubleshooting-consumers.html */
const maxReads = 20;

/** Records of one answer; a batch of ours has a hundred at most. */
const pageSize = 100;

/** Reads records of Kinesis data streams at their place, and puts them on their stream again. */
export function createRecordsAgain(client: KinesisClient): Pick<WaysBack, "putRecordsAgain"> {
  return {
    async putRecordsAgain(place) {
      try {
        const records = await read(client, place);
        await put(client, place.streamArn, records);
        const isWhole =
          records[0]?.SequenceNumber === place.firstSequenceNumber &&
          records.at(-1)?.SequenceNumber === place.lastSequenceNumber;
        return { put: records.length, isWhole };
      } catch (error) {
        throw faultOf(error, "put records on their stream again");
      }
    },
  };
}

/** The records from the first to the last that the stream still has. */
async function read(client: KinesisClient, place: StreamPlace): Promise<readonly StoredRecord[]> {
  const { streamArn, lastSequenceNumber } = place;
  const last = BigInt(lastSequenceNumber);
  const records: StoredRecord[] = [];
  let iterator = await iteratorAt(client, place);
  for (let reads = 0; iterator !== undefined; reads += 1) {
    if (reads === maxReads) throw transient(`could not read a place of a stream to its end in ${maxReads} answers`);
    const page = await client.send(
      new GetRecordsCommand({ StreamARN: streamArn, ShardIterator: iterator, Limit: pageSize }),
    );
    const found = page.Records ?? [];
    records.push(...found.filter(({ SequenceNumber = "0" }) => BigInt(SequenceNumber) <= last));
    const isBeyond = found.some(({ SequenceNumber = "0" }) => BigInt(SequenceNumber) >= last);
    if (isBeyond || (found.length === 0 && page.MillisBehindLatest === 0)) break;
    iterator = page.NextShardIterator;
  }
  return records;
}

/** An iterator at the place's first record, or at the oldest behind it; none when the stream never had such a record. */
async function iteratorAt(client: KinesisClient, place: StreamPlace): Promise<string | undefined> {
  try {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamARN: place.streamArn,
        ShardId: place.shardId,
        ShardIteratorType: "AT_SEQUENCE_NUMBER",
        StartingSequenceNumber: place.firstSequenceNumber,
      }),
    );
    return ShardIterator;
  } catch (error) {
    if (error instanceof Error && error.name === "InvalidArgumentException") return undefined;
    throw error;
  }
}

/** One record a call, each told the one before it of its key: so the order is kept (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html). */
async function put(client: KinesisClient, streamArn: string, records: readonly StoredRecord[]): Promise<void> {
  const lastOfKey = new Map<string, string>();
  for (const { PartitionKey = "", Data } of records) {
    const before = lastOfKey.get(PartitionKey);
    const { SequenceNumber } = await client.send(
      new PutRecordCommand({
        StreamARN: streamArn,
        PartitionKey,
        Data,
        ...(before !== undefined && { SequenceNumberForOrdering: before }),
      }),
    );
    if (SequenceNumber !== undefined) lastOfKey.set(PartitionKey, SequenceNumber);
  }
}
