import { serveJson } from "../gateway/json-protocol.ts";
import type { LocalService } from "../gateway/service.ts";
import { createPutting, type PutFault } from "./put-records.ts";
import { createShardReading } from "./shard-reading.ts";
import { createStreamOperations } from "./stream-operations.ts";
import type { StreamRegistry } from "./stream-registry.ts";

export type { PutFault } from "./put-records.ts";

/**
 * Kinesis Data Streams in memory (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Operations.html): streams, retention by the
 * given time, puts, reads, SplitShard and MergeShards. No encryption, no enhanced fan-out, no throughput limits.
 * @param now milliseconds since the epoch
 */
export function createKinesisService(
  streams: StreamRegistry,
  now: () => number,
  putFault: PutFault = () => undefined,
): LocalService {
  const { getShardIterator, getRecords } = createShardReading(streams, now);
  const { putRecord, putRecords } = createPutting(streams, putFault);
  const operations = {
    ...createStreamOperations(streams),
    PutRecord: putRecord,
    PutRecords: putRecords,
    GetShardIterator: getShardIterator,
    GetRecords: getRecords,
  };
  return {
    signingNames: ["kinesis"],
    handle: (request, response) => serveJson(operations, request, response),
    close: async () => {},
  };
}
