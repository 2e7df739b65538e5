import type { Shard } from "./shard.ts";
import type { Stream } from "./stream.ts";

/** What DescribeStream and DescribeStreamSummary both say of a stream. */
export function describeStream(stream: Stream) {
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    StreamStatus: "ACTIVE",
    StreamModeDetails: { StreamMode: "PROVISIONED" },
    RetentionPeriodHours: stream.retentionHours(),
    StreamCreationTimestamp: stream.createdAt / 1_000,
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: "NONE",
    MaxRecordSizeInKiB: stream.maxRecordBytes() / 1_024,
  };
}

/** A shard, as DescribeStream and ListShards give it. */
export function describeShard(shard: Shard) {
  const [parent, adjacentParent] = shard.parentShardIds;
  const ended = shard.endingSequenceNumber();
  return {
    ShardId: shard.shardId,
    ...(parent === undefined ? {} : { ParentShardId: parent }),
    ...(adjacentParent === undefined ? {} : { AdjacentParentShardId: adjacentParent }),
    HashKeyRange: describeRange(shard),
    SequenceNumberRange: {
      StartingSequenceNumber: shard.startingSequenceNumber,
      ...(ended === undefined ? {} : { EndingSequenceNumber: ended }),
    },
  };
}

/** A shard that follows on a closed one, as GetRecords gives it at the closed shard's end. */
export function describeChildShard(shard: Shard) {
  return { ShardId: shard.shardId, ParentShards: shard.parentShardIds, HashKeyRange: describeRange(shard) };
}

function describeRange({ startingHashKey, endingHashKey }: Shard) {
  return { StartingHashKey: String(startingHashKey), EndingHashKey: String(endingHashKey) };
}
