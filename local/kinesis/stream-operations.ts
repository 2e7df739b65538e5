import { z } from "zod";
import type { JsonOperation } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { ServiceError } from "../gateway/service.ts";
import { describeShard, describeStream } from "./describe-stream.ts";
import type { Shard } from "./shard.ts";
import { StreamName, streamOf } from "./stream-name.ts";
import type { StreamRegistry } from "./stream-registry.ts";

/** Shards that an on-demand stream begins with: https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html */
export const onDemandShards = 4;

const recordSize = z.number().int().min(1_024).max(10_240);
const hashKey = z
  .string()
  .regex(/^\d{1,39}$/)
  .transform(BigInt);

const NamedInput = z.object(StreamName);
const CreateInput = z.object({
  StreamName: z.string().regex(/^[\w.-]{1,128}$/),
  ShardCount: z.number().int().positive().nullish(),
  MaxRecordSizeInKiB: recordSize.nullish(),
});
const ListInput = z.object({
  Limit: z.number().int().min(1).max(10_000).default(100),
  ExclusiveStartStreamName: z.string().nullish(),
  NextToken: z.string().nullish(),
});
const DescribeInput = z.object({ ...StreamName, ExclusiveStartShardId: z.string().nullish() });
const RetentionInput = z.object({ ...StreamName, RetentionPeriodHours: z.number().int() });
const RecordSizeInput = z.object({ ...StreamName, MaxRecordSizeInKiB: recordSize });
const SplitInput = z.object({ ...StreamName, ShardToSplit: z.string(), NewStartingHashKey: hashKey });
const MergeInput = z.object({ ...StreamName, ShardToMerge: z.string(), AdjacentShardToMerge: z.string() });

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html */
const retentionHours = { least: 24, most: 8_760 };

/** The operations that make, describe, change and delete streams. Every change is done at once: a stream is always ACTIVE. */
export function createStreamOperations(streams: StreamRegistry): Readonly<Record<string, JsonOperation>> {
  const setRetention = (raw: unknown, isAllowed: (wanted: number, now: number) => boolean, problem: string) => {
    const input = parseInput(RetentionInput, raw);
    const stream = streamOf(streams, input);
    const wanted = input.RetentionPeriodHours;
    if (wanted < retentionHours.least || wanted > retentionHours.most)
      throw new ServiceError(
        "InvalidArgumentException",
        `RetentionPeriodHours must be between ${retentionHours.least} and ${retentionHours.most}; it is ${wanted}.`,
      );
    if (!isAllowed(wanted, stream.retentionHours()))
      throw new ServiceError(
        "InvalidArgumentException",
        `Requested retention period (${wanted} hours) for stream ${stream.name} can not be ${problem} existing retention period (${stream.retentionHours()} hours).`,
      );
    stream.setRetentionHours(wanted);
    return {};
  };
  return {
    CreateStream: (raw) => {
      const { StreamName: name, ShardCount, MaxRecordSizeInKiB } = parseInput(CreateInput, raw);
      const size = MaxRecordSizeInKiB ? { maxRecordBytes: MaxRecordSizeInKiB * 1_024 } : {};
      streams.create({ name, shardCount: ShardCount ?? onDemandShards, ...size });
      return {};
    },
    DeleteStream: (raw) => {
      streams.remove(streamOf(streams, parseInput(NamedInput, raw)));
      return {};
    },
    ListStreams: (raw) => {
      const input = parseInput(ListInput, raw);
      const after = input.NextToken ?? input.ExclusiveStartStreamName ?? "";
      const names = streams.list().map(({ name }) => name);
      const page = names.filter((name) => name > after).slice(0, input.Limit);
      const last = page.at(-1);
      const hasMore = last !== undefined && last !== names.at(-1);
      return { StreamNames: page, HasMoreStreams: hasMore, ...(hasMore ? { NextToken: last } : {}) };
    },
    DescribeStream: (raw) => {
      const input = parseInput(DescribeInput, raw);
      const stream = streamOf(streams, input);
      const shards = stream.shards().filter(({ shardId }) => shardId > (input.ExclusiveStartShardId ?? ""));
      const { MaxRecordSizeInKiB: _, ...description } = describeStream(stream);
      return { StreamDescription: { ...description, Shards: shards.map(describeShard), HasMoreShards: false } };
    },
    DescribeStreamSummary: (raw) => {
      const stream = streamOf(streams, parseInput(NamedInput, raw));
      const open = stream.shards().filter((shard: Shard) => shard.endingSequenceNumber() === undefined);
      return {
        StreamDescriptionSummary: { ...describeStream(stream), OpenShardCount: open.length, ConsumerCount: 0 },
      };
    },
    ListShards: (raw) => {
      const input = parseInput(DescribeInput, raw);
      const shards = streamOf(streams, input).shards();
      return {
        Shards: shards.filter(({ shardId }) => shardId > (input.ExclusiveStartShardId ?? "")).map(describeShard),
      };
    },
    IncreaseStreamRetentionPeriod: (raw) => setRetention(raw, (wanted, now) => wanted >= now, "shorter than"),
    DecreaseStreamRetentionPeriod: (raw) => setRetention(raw, (wanted, now) => wanted <= now, "longer than"),
    UpdateMaxRecordSize: (raw) => {
      const input = parseInput(RecordSizeInput, raw);
      streamOf(streams, input).setMaxRecordBytes(input.MaxRecordSizeInKiB * 1_024);
      return {};
    },
    SplitShard: (raw) => {
      const input = parseInput(SplitInput, raw);
      streamOf(streams, input).split(input.ShardToSplit, input.NewStartingHashKey);
      return {};
    },
    MergeShards: (raw) => {
      const input = parseInput(MergeInput, raw);
      streamOf(streams, input).merge(input.ShardToMerge, input.AdjacentShardToMerge);
      return {};
    },
  };
}
