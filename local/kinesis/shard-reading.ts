import { z } from "zod";
import type { JsonOperation } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { ServiceError } from "../gateway/service.ts";
import type { Shard, Stream } from "./stream.ts";
import type { StreamRegistry } from "./stream-registry.ts";

const IteratorInput = z.object({
  StreamName: z.string().nullish(),
  StreamARN: z.string().nullish(),
  ShardId: z.string(),
  ShardIteratorType: z.enum(["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"]),
  StartingSequenceNumber: z.string().nullish(),
  /** Seconds since the epoch. */
  Timestamp: z.number().nullish(),
});
type IteratorInput = z.infer<typeof IteratorInput>;

const RecordsInput = z.object({ ShardIterator: z.string(), Limit: z.number().int().min(1).max(10_000).nullish() });
const Token = z.tuple([z.string(), z.string(), z.number().int()]);

/** GetShardIterator and GetRecords. An iterator is `[stream, shard, position]` in base64url and never expires. */
export function createShardReading(streams: StreamRegistry): {
  getShardIterator: JsonOperation;
  getRecords: JsonOperation;
} {
  return {
    getShardIterator(raw) {
      const input = parseInput(IteratorInput, raw);
      const stream = streams.find(input.StreamARN ?? input.StreamName ?? "");
      return { ShardIterator: tokenOf(stream, input.ShardId, positionOf(shardOf(stream, input.ShardId), input)) };
    },
    getRecords(raw) {
      const input = parseInput(RecordsInput, raw);
      const [streamName, shardId, position] = parseToken(input.ShardIterator);
      const stream = streams.find(streamName);
      const shard = shardOf(stream, shardId);
      const { from, records } = shard.read(position, input.Limit ?? 10_000);
      const newest = shard.read(shard.end() - 1, 1).records[0];
      const last = records.at(-1);
      return {
        Records: records.map((record) => ({
          SequenceNumber: record.sequenceNumber,
          PartitionKey: record.partitionKey,
          Data: record.data,
          ApproximateArrivalTimestamp: record.arrivedAt / 1_000,
        })),
        NextShardIterator: tokenOf(stream, shardId, from + records.length),
        MillisBehindLatest: newest && last ? newest.arrivedAt - last.arrivedAt : 0,
      };
    },
  };
}

function positionOf(shard: Shard, input: IteratorInput): number {
  const { from, records } = shard.read(0, Number.POSITIVE_INFINITY);
  const first = (isWanted: (record: (typeof records)[number]) => boolean) => {
    const index = records.findIndex(isWanted);
    return index === -1 ? shard.end() : from + index;
  };
  const sequenceNumber = input.StartingSequenceNumber ?? "";
  switch (input.ShardIteratorType) {
    case "TRIM_HORIZON":
      return from;
    case "LATEST":
      return shard.end();
    case "AT_SEQUENCE_NUMBER":
      return first((record) => record.sequenceNumber >= sequenceNumber);
    case "AFTER_SEQUENCE_NUMBER":
      return first((record) => record.sequenceNumber > sequenceNumber);
    case "AT_TIMESTAMP":
      return first((record) => record.arrivedAt >= (input.Timestamp ?? 0) * 1_000);
  }
}

function shardOf(stream: Stream, shardId: string): Shard {
  const shard = stream.shards.find((candidate) => candidate.shardId === shardId);
  if (!shard)
    throw new ServiceError("ResourceNotFoundException", `Shard ${shardId} in stream ${stream.name} does not exist.`);
  return shard;
}

function tokenOf(stream: Stream, shardId: string, position: number): string {
  return Buffer.from(JSON.stringify([stream.name, shardId, position])).toString("base64url");
}

function parseToken(text: string): z.infer<typeof Token> {
  try {
    return Token.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw new ServiceError(
      "InvalidArgumentException",
      "The shard iterator is not one that GetShardIterator or GetRecords returned.",
    );
  }
}
