import type { Shard, StreamRecord } from "../../kinesis/shard.ts";
import type { InvocationOutcome } from "../../lambda/function-invoker.ts";
import { backOff } from "../back-off.ts";
import { type BatchVerdict, judgeBatch } from "../batch-response.ts";
import type { Connection, ConsumerDependencies } from "../consumer.ts";
import { invokeWithBatch } from "../invoke-with-batch.ts";
import { type DiscardCondition, discardedRecords } from "./discarded-records.ts";
import { kinesisEvent } from "./kinesis-event.ts";
import type { StreamSettings } from "./stream-settings.ts";

/** What the delivery of a batch needs besides the batch. */
export interface BatchDelivery {
  readonly dependencies: ConsumerDependencies;
  readonly connection: Connection;
  readonly settings: StreamSettings;
  readonly shard: Pick<Shard, "isExpired">;
  /** Ends the delivery before its next attempt; what is not settled by then stays to be done. */
  readonly signal: AbortSignal;
  /** Told that all records up to this one were processed or given up. */
  readonly settle: (record: StreamRecord) => void;
  /** Told how each invocation went, in the words of `LastProcessingResult`. */
  readonly onResult: (result: string) => void;
}

/**
 * Hands one batch to the function until every record was processed or given up; then the next batch may come.
 * A reported failure moves the checkpoint to the lowest failed record and tries again from there. A failed invocation splits the batch where
 * bisecting is on, which uses up no retry, and otherwise tries it again whole. The retries count for the first record that is left. A batch that
 * does not reach the function, as when it is throttled, is tried again until its records are too old.
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 */
export async function deliverBatch(
  delivery: BatchDelivery,
  batch: readonly StreamRecord[],
  formerInvokes = 0,
): Promise<void> {
  const { dependencies, connection, settings, signal, settle, onResult } = delivery;
  const reportsItemFailures = settings.FunctionResponseTypes.includes("ReportBatchItemFailures");
  let records = batch;
  let invokes = formerInvokes;
  let latest: InvocationOutcome | undefined;
  for (let retry = 0; !signal.aborted; retry += 1) {
    records = await discardOld(delivery, records, invokes, latest);
    if (records.length === 0) return;
    const outcome = await invokeWithBatch(dependencies, connection, kinesisEvent(connection, records));
    if (outcome.ok === "not invoked") onResult(`PROBLEM: ${outcome.reason}`);
    else {
      const verdict = judgeBatch(
        outcome,
        reportsItemFailures,
        records.map(({ sequenceNumber }) => sequenceNumber),
      );
      onResult(verdict.kind === "success" ? "OK" : "PROBLEM: Function call failed");
      const doneCount = countDone(records, verdict);
      const lastDone = records[doneCount - 1];
      if (lastDone) settle(lastDone);
      if (verdict.kind === "success") return;
      latest = outcome;
      invokes = doneCount > 0 ? 1 : invokes + 1;
      records = records.slice(doneCount);
      if (verdict.kind === "failure" && settings.BisectBatchOnFunctionError && records.length > 1)
        return deliverHalves(delivery, records, invokes - 1);
      if (settings.MaximumRetryAttempts >= 0 && invokes > settings.MaximumRetryAttempts)
        return discard(delivery, records, "RetryAttemptsExhausted", invokes, outcome);
    }
    await backOff(dependencies.clock, retry, signal);
  }
}

async function deliverHalves(
  delivery: BatchDelivery,
  records: readonly StreamRecord[],
  invokes: number,
): Promise<void> {
  const middle = Math.ceil(records.length / 2);
  await deliverBatch(delivery, records.slice(0, middle), invokes);
  await deliverBatch(delivery, records.slice(middle), invokes);
}

/** How many records from the first on are done: those before the lowest that failed. */
function countDone(records: readonly StreamRecord[], verdict: BatchVerdict): number {
  if (verdict.kind === "success") return records.length;
  if (verdict.kind === "failure") return 0;
  return records.findIndex(({ sequenceNumber }) => verdict.failed.has(sequenceNumber));
}

/** Gives up what is older than the mapping allows, or than the stream keeps. The oldest records come first. */
async function discardOld(
  delivery: BatchDelivery,
  records: readonly StreamRecord[],
  invokes: number,
  latest: InvocationOutcome | undefined,
): Promise<readonly StreamRecord[]> {
  const { dependencies, settings, shard } = delivery;
  const age = settings.MaximumRecordAgeInSeconds;
  const oldest = age < 0 ? Number.NEGATIVE_INFINITY : dependencies.clock.now() - age * 1_000;
  const firstYoung = records.findIndex((record) => record.arrivedAt >= oldest && !shard.isExpired(record));
  const tooOld = firstYoung === -1 ? records.length : firstYoung;
  if (tooOld > 0) await discard(delivery, records.slice(0, tooOld), "RecordAgeExceeded", invokes, latest);
  return records.slice(tooOld);
}

async function discard(
  { dependencies, connection, settings, settle }: BatchDelivery,
  records: readonly StreamRecord[],
  condition: DiscardCondition,
  invokes: number,
  outcome: InvocationOutcome | undefined,
): Promise<void> {
  const [first, ...others] = records;
  if (!first) return;
  const { ids, clock, onLost } = dependencies;
  const last = others.at(-1) ?? first;
  const destination = settings.DestinationConfig.OnFailure?.Destination;
  const what = `${records.length} record(s) of ${first.shardId} from ${first.sequenceNumber}: ${condition}`;
  if (!destination) onLost(connection.functionName, what);
  else {
    const batch = discardedRecords(connection, [first, ...others], condition, invokes, outcome, {
      ids,
      now: clock.now(),
    });
    await dependencies.discard(destination, batch).catch((error: unknown) => {
      onLost(connection.functionName, `${what}; the destination did not take it: ${String(error)}`);
    });
  }
  settle(last);
}
