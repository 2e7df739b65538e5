import { z } from "zod";
import { type JsonOperation, serveJson } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { type LocalService, ServiceError } from "../gateway/service.ts";
import { createShardReading } from "./shard-reading.ts";
import type { Shard, Stream } from "./stream.ts";
import type { StreamRegistry } from "./stream-registry.ts";

/** Lets a test make a put fail: the error code of one record, or `undefined` to let it through. */
export type PutFault = (
  streamName: string,
  partitionKey: string,
) => "ProvisionedThroughputExceededException" | "InternalFailure" | undefined;

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
const limits = { records: 500, recordBytes: 1_048_576, requestBytes: 5_242_880 };

const StreamName = { StreamName: z.string().nullish(), StreamARN: z.string().nullish() };
const Entry = z.object({
  Data: z.base64(),
  PartitionKey: z.string().min(1).max(256),
  ExplicitHashKey: z.string().regex(/^\d+$/).nullish(),
});
const PutRecordInput = Entry.extend(StreamName);
const PutRecordsInput = z.object({ ...StreamName, Records: z.array(Entry).min(1).max(limits.records) });
const CreateInput = z.object({
  StreamName: z.string().regex(/^[\w.-]{1,128}$/),
  ShardCount: z.number().int().positive().nullish(),
});
const NamedInput = z.object(StreamName);

/**
 * Kinesis Data Streams in memory: CreateStream, DescribeStream, DescribeStreamSummary, ListStreams, ListShards, PutRecord, PutRecords,
 * GetShardIterator, GetRecords. No resharding, encryption, consumers with fan-out, or throughput limits.
 */
export function createKinesisService(streams: StreamRegistry, putFault: PutFault = () => undefined): LocalService {
  const reading = createShardReading(streams);
  const find = (input: { StreamName?: string | null | undefined; StreamARN?: string | null | undefined }): Stream => {
    const name = input.StreamARN ?? input.StreamName;
    if (!name) throw new ServiceError("ValidationException", "Either StreamName or StreamARN must be given.");
    return streams.find(name);
  };
  const operations: Readonly<Record<string, JsonOperation>> = {
    CreateStream: (input) => {
      const { StreamName: name, ShardCount } = parseInput(CreateInput, input);
      streams.create(name, ShardCount ?? 4);
      return {};
    },
    ListStreams: () => ({ StreamNames: streams.list().map(({ name }) => name), HasMoreStreams: false }),
    DescribeStream: (input) => ({
      StreamDescription: { ...describe(find(parseInput(NamedInput, input))), HasMoreShards: false },
    }),
    DescribeStreamSummary: (input) => {
      const stream = find(parseInput(NamedInput, input));
      const { Shards: _, ...summary } = describe(stream);
      return { StreamDescriptionSummary: { ...summary, OpenShardCount: stream.shards.length, ConsumerCount: 0 } };
    },
    ListShards: (input) => ({ Shards: find(parseInput(NamedInput, input)).shards.map(describeShard) }),
    PutRecord: (input) => {
      const entry = parseInput(PutRecordInput, input);
      const stream = find(entry);
      assertSizes([entry]);
      const fault = putFault(stream.name, entry.PartitionKey);
      if (fault) throw new ServiceError(fault, faultMessage(fault, stream));
      return put(stream, entry);
    },
    PutRecords: (input) => {
      const { Records, ...name } = parseInput(PutRecordsInput, input);
      const stream = find(name);
      assertSizes(Records);
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
    GetShardIterator: reading.getShardIterator,
    GetRecords: reading.getRecords,
  };
  return {
    signingNames: ["kinesis"],
    handle: (request, response) => serveJson(operations, request, response),
    close: async () => {},
  };
}

function put(stream: Stream, entry: z.infer<typeof Entry>) {
  const hashKey = entry.ExplicitHashKey ? BigInt(entry.ExplicitHashKey) : undefined;
  const { shardId, sequenceNumber } = stream.put(entry.PartitionKey, entry.Data, hashKey);
  return { ShardId: shardId, SequenceNumber: sequenceNumber };
}

function assertSizes(entries: readonly z.infer<typeof Entry>[]): void {
  const sizes = entries.map(
    ({ Data, PartitionKey }) => Buffer.byteLength(Data, "base64") + Buffer.byteLength(PartitionKey),
  );
  if (sizes.some((size) => size > limits.recordBytes)) {
    throw new ServiceError("ValidationException", `A record is larger than ${limits.recordBytes} bytes.`);
  }
  if (sizes.reduce((sum, size) => sum + size, 0) > limits.requestBytes) {
    throw new ServiceError(
      "InvalidArgumentException",
      `The records together are larger than ${limits.requestBytes} bytes.`,
    );
  }
}

function faultMessage(fault: string, stream: Stream): string {
  return fault === "InternalFailure"
    ? "Internal service failure."
    : `Rate exceeded for a shard in stream ${stream.name}.`;
}

function describe(stream: Stream) {
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    StreamStatus: "ACTIVE",
    StreamModeDetails: { StreamMode: "PROVISIONED" },
    RetentionPeriodHours: stream.retentionHours,
    StreamCreationTimestamp: stream.createdAt / 1_000,
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: "NONE",
    Shards: stream.shards.map(describeShard),
  };
}

function describeShard(shard: Shard) {
  return {
    ShardId: shard.shardId,
    HashKeyRange: { StartingHashKey: String(shard.startingHashKey), EndingHashKey: String(shard.endingHashKey) },
    SequenceNumberRange: { StartingSequenceNumber: shard.startingSequenceNumber },
  };
}
