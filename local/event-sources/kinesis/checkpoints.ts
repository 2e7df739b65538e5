import { firstSince } from "../../kinesis/first-since.ts";
import type { Shard } from "../../kinesis/shard.ts";
import type { Stream } from "../../kinesis/stream.ts";
import type { StreamSettings } from "./stream-settings.ts";

/**
 * How far a mapping has come, shard by shard and lane by lane. It outlives the consumer, so that a mapping that is disabled and enabled again goes
 * on where it stood.
 */
export interface Checkpoints {
  /** The position from which a lane goes on; where the number of lanes has changed, the lowest of the former ones, so that nothing is left out. */
  positionOf(shard: Shard, lane: number, lanes: number): number;
  /** Everything of the lane before this position is done. */
  move(shard: Shard, lane: number, position: number): void;
  /** Whether everything of a shard is done and nothing can follow. */
  isFinished(shard: Shard): boolean;
}

/** Notes where a mapping begins: shards that the stream has now begin there, and shards that come later at their first record. */
export function createCheckpoints(
  stream: Stream,
  {
    StartingPosition,
    StartingPositionTimestamp,
  }: Pick<StreamSettings, "StartingPosition" | "StartingPositionTimestamp">,
): Checkpoints {
  const start = (shard: Shard) => {
    if (StartingPosition === "LATEST") return shard.end();
    if (StartingPosition === "TRIM_HORIZON") return shard.horizon();
    return firstSince(shard, (StartingPositionTimestamp ?? 0) * 1_000);
  };
  const positions = new Map(stream.shards().map((shard) => [shard.shardId, [start(shard)]]));
  return {
    positionOf(shard, lane, lanes) {
      const known = positions.get(shard.shardId) ?? [0];
      const current = known.length === lanes ? known : new Array<number>(lanes).fill(Math.min(...known));
      positions.set(shard.shardId, current);
      return current[lane] ?? 0;
    },
    move(shard, lane, position) {
      positions.set(
        shard.shardId,
        (positions.get(shard.shardId) ?? []).map((before, index) => (index === lane ? position : before)),
      );
    },
    isFinished: (shard) =>
      shard.endingSequenceNumber() !== undefined &&
      (positions.get(shard.shardId) ?? [0]).every((position) => position >= shard.end()),
  };
}
