import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ServiceError } from "../gateway/service.ts";
import type { InvocationOutcome } from "../lambda/function-invoker.ts";
import type { EventSourceMappingDependencies } from "./event-source-mapping.ts";
import { kinesisEvent } from "./kinesis-event.ts";
import type { StreamRecord } from "./stream.ts";

/** What happens to a batch that a function does not process. */
export interface BatchSettings {
  readonly functionName: string;
  readonly functionArn: string;
  readonly streamArn: string;
  readonly region: string;
  readonly roleArn: string;
  readonly reportBatchItemFailures: boolean;
  readonly bisectBatchOnFunctionError: boolean;
  /** -1: without end. */
  readonly maximumRetryAttempts: number;
  /** -1: without end. */
  readonly maximumRecordAgeSeconds: number;
  /** ARN of an SQS queue. */
  readonly onFailure?: string;
}

const Answer = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() }).nullish();

/** AWS backs off without publishing how; here 0.1 s doubled up to 5 s. */
const backOffMs = (attempt: number) => Math.min(100 * 2 ** attempt, 5_000);

/**
 * Hands one batch to the function until every record was processed or given up; then the next batch may come.
 * A reported failure moves the checkpoint to the lowest failed record and tries again from there; a failed invocation splits the batch where
 * bisecting is on (which uses up no retry) and otherwise tries it again whole. The retries count for the first record that is left.
 * Throttled invocations are tried again until the records are too old.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html, .../services-kinesis-batchfailurereporting.html
 */
export async function deliverBatch(
  dependencies: EventSourceMappingDependencies,
  settings: BatchSettings,
  batch: readonly StreamRecord[],
  signal: AbortSignal,
  firstAttempt = 0,
): Promise<void> {
  const { clock } = dependencies;
  let records = batch;
  let attempts = firstAttempt;
  for (let pause = 0; ; pause += 1) {
    records = await giveUpOld(dependencies, settings, records, attempts);
    if (records.length === 0) return;
    const outcome = await invoke(dependencies, settings, records);
    if (outcome !== "throttled") {
      const failedFrom = firstFailure(settings, records, outcome);
      if (failedFrom === undefined) return;
      attempts = failedFrom > 0 ? 1 : attempts + 1;
      records = records.slice(failedFrom);
      if (!outcome.ok && settings.bisectBatchOnFunctionError && records.length > 1) {
        const middle = Math.ceil(records.length / 2);
        await deliverBatch(dependencies, settings, records.slice(0, middle), signal, attempts - 1);
        await deliverBatch(dependencies, settings, records.slice(middle), signal, attempts - 1);
        return;
      }
      if (settings.maximumRetryAttempts >= 0 && attempts > settings.maximumRetryAttempts) {
        await giveUp(dependencies, settings, records, attempts, "RetryAttemptsExhausted", outcome);
        return;
      }
    }
    await clock.sleep(backOffMs(pause), signal);
  }
}

async function invoke(
  { functions }: EventSourceMappingDependencies,
  settings: BatchSettings,
  records: readonly StreamRecord[],
): Promise<InvocationOutcome | "throttled"> {
  try {
    return await functions.invoke(settings.functionName, JSON.stringify(kinesisEvent(settings, records)));
  } catch (error) {
    if (error instanceof ServiceError && error.name === "TooManyRequestsException") return "throttled";
    throw error;
  }
}

/** Index of the first record to try again, or `undefined` when all are done. An identifier that is not of this batch fails the whole batch. */
function firstFailure(
  settings: BatchSettings,
  records: readonly StreamRecord[],
  outcome: InvocationOutcome,
): number | undefined {
  if (!outcome.ok) return 0;
  if (!settings.reportBatchItemFailures) return undefined;
  const answer = Answer.safeParse(JSON.parse(outcome.payload));
  if (!answer.success) return 0;
  const failed = (answer.data?.batchItemFailures ?? []).map(({ itemIdentifier }) =>
    records.findIndex(({ sequenceNumber }) => sequenceNumber === itemIdentifier),
  );
  if (failed.length === 0) return undefined;
  return Math.max(0, Math.min(...failed));
}

async function giveUpOld(
  dependencies: EventSourceMappingDependencies,
  settings: BatchSettings,
  records: readonly StreamRecord[],
  attempts: number,
): Promise<readonly StreamRecord[]> {
  if (settings.maximumRecordAgeSeconds < 0) return records;
  const oldest = dependencies.clock.now() - settings.maximumRecordAgeSeconds * 1_000;
  const old = records.filter(({ arrivedAt }) => arrivedAt < oldest);
  if (old.length === 0) return records;
  await giveUp(dependencies, settings, old, attempts, "RecordAgeExceeded", undefined);
  return records.filter((record) => !old.includes(record));
}

/** The destination gets where the records lie, never the records themselves. */
async function giveUp(
  { clock, sendToQueue, onLost }: EventSourceMappingDependencies,
  settings: BatchSettings,
  records: readonly StreamRecord[],
  attempts: number,
  condition: "RetryAttemptsExhausted" | "RecordAgeExceeded",
  outcome: InvocationOutcome | undefined,
): Promise<void> {
  const [first] = records;
  const last = records.at(-1);
  if (!first || !last) return;
  if (!settings.onFailure) {
    onLost(
      settings.functionName,
      `${records.length} record(s) of ${first.shardId} from ${first.sequenceNumber}: ${condition}`,
    );
    return;
  }
  const message = {
    requestContext: {
      requestId: outcome?.requestId ?? randomUUID(),
      functionArn: settings.functionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: outcome && {
      statusCode: 200,
      executedVersion: "$LATEST",
      functionError: outcome.ok ? null : "Unhandled",
    },
    version: "1.0",
    timestamp: new Date(clock.now()).toISOString(),
    KinesisBatchInfo: {
      shardId: first.shardId,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: new Date(first.arrivedAt).toISOString(),
      approximateArrivalOfLastRecord: new Date(last.arrivedAt).toISOString(),
      batchSize: records.length,
      streamArn: settings.streamArn,
    },
  };
  await sendToQueue(settings.onFailure, JSON.stringify(message));
}
