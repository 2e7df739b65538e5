import type { StreamRecord } from "../../kinesis/shard.ts";
import type { InvocationOutcome } from "../../lambda/function-invoker.ts";
import type { Connection } from "../consumer.ts";
import type { DiscardedBatch } from "../failure-destination.ts";
import { kinesisEvent } from "./kinesis-event.ts";

/** Why records were given up. */
export type DiscardCondition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/**
 * What the on-failure destination is told of records that were given up.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html#kinesis-on-failure-destination-example-sns-sqs
 * @param records at least one, of one shard, the oldest first
 * @param outcome of the latest invocation with them, if there was one
 */
export function discardedRecords(
  connection: Connection,
  records: readonly [StreamRecord, ...StreamRecord[]],
  condition: DiscardCondition,
  invokes: number,
  outcome: InvocationOutcome | undefined,
  { ids, now }: { readonly ids: () => string; readonly now: number },
): DiscardedBatch {
  const [first] = records;
  const last = records.at(-1) ?? first;
  return {
    mappingId: connection.mappingId,
    shardId: first.shardId,
    event: kinesisEvent(connection, records),
    invocationRecord: {
      requestContext: {
        requestId: outcome?.requestId ?? ids(),
        functionArn: connection.functionArn,
        condition,
        approximateInvokeCount: invokes,
      },
      ...(outcome
        ? {
            responseContext: {
              statusCode: 200,
              executedVersion: "$LATEST",
              functionError: outcome.ok ? null : "Unhandled",
            },
          }
        : {}),
      version: "1.0",
      timestamp: new Date(now).toISOString(),
      KinesisBatchInfo: {
        shardId: first.shardId,
        startSequenceNumber: first.sequenceNumber,
        endSequenceNumber: last.sequenceNumber,
        approximateArrivalOfFirstRecord: new Date(first.arrivedAt).toISOString(),
        approximateArrivalOfLastRecord: new Date(last.arrivedAt).toISOString(),
        batchSize: records.length,
        streamArn: connection.sourceArn,
      },
    },
  };
}
