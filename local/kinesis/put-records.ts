import { z } from "zod";
import type { JsonOperation } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { ServiceError } from "../gateway/service.ts";
import type { Stream } from "./stream.ts";
import { StreamName, streamOf } from "./stream-name.ts";
import type { StreamRegistry } from "./stream-registry.ts";

/** Lets a test make a put fail: the error code of one record, or `undefined` to let it through. */
export type PutFault = (
  streamName: string,
  partitionKey: string,
) => "ProvisionedThroughputExceededException" | "InternalFailure" | undefined;

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html; the size of one record is the stream's own setting. */
const limits = { records: 500, requestBytes: 10_485_760 };

const hashKeys = 2n ** 128n;

const Entry = z.object({
  Data: z.base64(),
  PartitionKey: z.string().min(1).max(256),
  ExplicitHashKey: z
    .string()
    .regex(/^(0|[1-9]\d{0,38})$/)
    .transform(BigInt)
    .refine((key) => key < hashKeys, "must be less than 2^128")
    .nullish(),
});
type Entry = z.infer<typeof Entry>;

const PutRecordInput = Entry.extend({ ...StreamName, SequenceNumberForOrdering: z.string().nullish() });
const PutRecordsInput = z.object({ ...StreamName, Records: z.array(Entry).min(1).max(limits.records) });

/** PutRecord and PutRecords. Every record of a shard follows on those before it, which is all that SequenceNumberForOrdering asks for. */
export function createPutting(
  streams: StreamRegistry,
  putFault: PutFault,
): { readonly putRecord: JsonOperation; readonly putRecords: JsonOperation } {
  return {
    putRecord(input) {
      const entry = parseInput(PutRecordInput, input);
      const stream = streamOf(streams, entry);
      assertSizes(stream, [entry]);
      assertOwnNumber(stream, entry.SequenceNumberForOrdering);
      const fault = putFault(stream.name, entry.PartitionKey);
      if (fault) throw new ServiceError(fault, faultMessage(fault, stream), fault === "InternalFailure" ? 500 : 400);
      return { ...put(stream, entry), EncryptionType: "NONE" };
    },
    putRecords(input) {
      const { Records, ...name } = parseInput(PutRecordsInput, input);
      const stream = streamOf(streams, name);
      assertSizes(stream, Records);
      const results = Records.map((entry) => {
        const fault = putFault(stream.name, entry.PartitionKey);
        return fault ? { ErrorCode: fault, ErrorMessage: faultMessage(fault, stream) } : put(stream, entry);
      });
      return {
        FailedRecordCount: results.filter((result) => "ErrorCode" in result).length,
        Records: results,
        EncryptionType: "NONE",
      };
    },
  };
}

function put(stream: Stream, { PartitionKey, Data, ExplicitHashKey }: Entry) {
  const { shardId, sequenceNumber } = stream.put(PartitionKey, Data, ExplicitHashKey ?? undefined);
  return { ShardId: shardId, SequenceNumber: sequenceNumber };
}

function assertSizes(stream: Stream, entries: readonly Entry[]): void {
  const sizes = entries.map(
    ({ Data, PartitionKey }) => Buffer.byteLength(Data, "base64") + Buffer.byteLength(PartitionKey),
  );
  const limit = stream.maxRecordBytes();
  if (sizes.some((size) => size > limit)) {
    throw new ServiceError(
      "ValidationException",
      `A record is larger than ${limit} bytes, partition key included. Raise the stream's MaxRecordSizeInKiB, or send less.`,
    );
  }
  if (sizes.reduce((sum, size) => sum + size, 0) > limits.requestBytes) {
    throw new ServiceError(
      "InvalidArgumentException",
      `Records size exceeds ${limits.requestBytes} bytes. Send them in more requests.`,
    );
  }
}

function assertOwnNumber(stream: Stream, number: string | null | undefined): void {
  if (!number || stream.shards().some((shard) => shard.positionOf(number) !== undefined)) return;
  throw new ServiceError(
    "InvalidArgumentException",
    `SequenceNumberForOrdering ${number} used in PutRecord on stream ${stream.name} is invalid because it did not come from this stream.`,
  );
}

function faultMessage(fault: string, stream: Stream): string {
  return fault === "InternalFailure"
    ? "Internal service failure."
    : `Rate exceeded for a shard in stream ${stream.name}.`;
}
