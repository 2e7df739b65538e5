import { z } from "zod";
import type { JsonOperation } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { ServiceError } from "../gateway/service.ts";
import { describeChildShard } from "./describe-stream.ts";
import { firstSince } from "./first-since.ts";
import type { Shard, StreamRecord } from "./shard.ts";
import type { Stream } from "./stream.ts";
import { StreamName, streamOf } from "./stream-name.ts";
import type { StreamRegistry } from "./stream-registry.ts";

const IteratorInput = z.object({
  ...StreamName,
  ShardId: z.string(),
  ShardIteratorType: z.enum(["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"]),
  StartingSequenceNumber: z.string().nullish(),
  /** Seconds since the epoch. */
  Timestamp: z.number().nullish(),
});
type IteratorInput = z.infer<typeof IteratorInput>;

const RecordsInput = z.object({ ShardIterator: z.string(), Limit: z.number().int().min(1).max(10_000).nullish() });

/** Stream, shard, position, and when it was issued. */
const Token = z.tuple([z.string(), z.string(), z.number().int(), z.number()]);

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html: 10 MiB an answer; an iterator lives five minutes. */
const limits = { answerBytes: 10_485_760, iteratorMs: 300_000 };

/** GetShardIterator and GetRecords. An iterator is `[stream, shard, position, issued at]` in base64url. */
export function createShardReading(
  streams: StreamRegistry,
  now: () => number,
): { readonly getShardIterator: JsonOperation; readonly getRecords: JsonOperation } {
  const tokenOf = (stream: Stream, shard: Shard, position: number) =>
    Buffer.from(JSON.stringify([stream.name, shard.shardId, position, now()])).toString("base64url");
  return {
    getShardIterator(raw) {
      const input = parseInput(IteratorInput, raw);
      const stream = streamOf(streams, input);
      const shard = shardOf(stream, input.ShardId);
      return { ShardIterator: tokenOf(stream, shard, positionOf(stream, shard, input, now())) };
    },
    getRecords(raw) {
      const input = parseInput(RecordsInput, raw);
      const [streamName, shardId, position, issuedAt] = parseToken(input.ShardIterator);
      if (now() - issuedAt > limits.iteratorMs) throw expired(issuedAt, now());
      const stream = streams.find(streamName);
      const shard = shardOf(stream, shardId);
      const { from, records: found } = shard.read(position, input.Limit ?? 10_000);
      const records = withinBytes(found);
      const next = from + records.length;
      const isOver = next >= shard.end();
      const hasEnded = isOver && shard.endingSequenceNumber() !== undefined;
      return {
        Records: records.map(describeRecord),
        ...(hasEnded
          ? { ChildShards: childrenOf(stream, shard).map(describeChildShard) }
          : { NextShardIterator: tokenOf(stream, shard, next) }),
        MillisBehindLatest: isOver ? 0 : Math.max(0, now() - (records.at(-1)?.arrivedAt ?? now())),
      };
    },
  };
}

function describeRecord(record: StreamRecord) {
  return {
    SequenceNumber: record.sequenceNumber,
    PartitionKey: record.partitionKey,
    Data: record.data,
    ApproximateArrivalTimestamp: record.arrivedAt / 1_000,
  };
}

function withinBytes(records: readonly StreamRecord[]): readonly StreamRecord[] {
  let bytes = 0;
  const tooFar = records.findIndex(({ data }, index) => {
    bytes += (data.length * 3) / 4;
    return index > 0 && bytes > limits.answerBytes;
  });
  return tooFar === -1 ? records : records.slice(0, tooFar);
}

function childrenOf(stream: Stream, { shardId }: Shard): readonly Shard[] {
  return stream.shards().filter(({ parentShardIds }) => parentShardIds.includes(shardId));
}

function positionOf(stream: Stream, shard: Shard, input: IteratorInput, now: number): number {
  switch (input.ShardIteratorType) {
    case "TRIM_HORIZON":
      return shard.horizon();
    case "LATEST":
      return shard.end();
    case "AT_TIMESTAMP":
      return positionAtTime(shard, input.Timestamp, now);
    case "AT_SEQUENCE_NUMBER":
      return positionAtNumber(stream, shard, input.StartingSequenceNumber);
    case "AFTER_SEQUENCE_NUMBER":
      return positionAtNumber(stream, shard, input.StartingSequenceNumber) + 1;
  }
}

function positionAtTime(shard: Shard, seconds: number | null | undefined, now: number): number {
  if (seconds === undefined || seconds === null)
    throw new ServiceError(
      "InvalidArgumentException",
      "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP.",
    );
  const milliseconds = seconds * 1_000;
  if (milliseconds > now)
    throw new ServiceError(
      "InvalidArgumentException",
      `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${milliseconds}, currentTimestampInMillis: ${now}`,
    );
  return firstSince(shard, milliseconds);
}

function positionAtNumber(stream: Stream, shard: Shard, number: string | null | undefined): number {
  if (!number)
    throw new ServiceError(
      "InvalidArgumentException",
      "StartingSequenceNumber must be given with AT_SEQUENCE_NUMBER and AFTER_SEQUENCE_NUMBER.",
    );
  const position = shard.positionOf(number);
  if (position === undefined)
    throw new ServiceError(
      "InvalidArgumentException",
      `StartingSequenceNumber ${number} used in GetShardIterator on shard ${shard.shardId} in stream ${stream.name} is invalid because it did not come from this shard.`,
    );
  return position;
}

function shardOf(stream: Stream, shardId: string): Shard {
  const shard = stream.shards().find((candidate) => candidate.shardId === shardId);
  if (!shard)
    throw new ServiceError("ResourceNotFoundException", `Shard ${shardId} in stream ${stream.name} does not exist.`);
  return shard;
}

function expired(issuedAt: number, now: number): ServiceError {
  return new ServiceError(
    "ExpiredIteratorException",
    `Iterator expired. The iterator was created at time ${new Date(issuedAt).toISOString()} while right now it is ${new Date(now).toISOString()} which is further in the future than the tolerated delay of ${limits.iteratorMs} milliseconds.`,
  );
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
