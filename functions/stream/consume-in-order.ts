import type { PutDeadLetter } from "../../ports/dead-letters.ts";
import { Fault } from "../../runtime/faults.ts";
import type { StepTools } from "../../runtime/step.ts";
import type { BatchReply, KinesisBatch, KinesisRecord } from "./kinesis-batch.ts";

/** What consuming a batch needs beside the consumer itself. */
export interface ConsumeDependencies {
  readonly putDeadLetter: PutDeadLetter;
  readonly now: () => Date;
}

/** Where a record that will be delivered again is noted, with the fault that stopped it. */
export type ConsumeLog = Pick<StepTools["logger"], "warn">;

/**
 * Consumes a batch: records of one partition key one after the other, different keys side by side. A record that is refused for good (ContractViolation,
 * Rejected) goes to the dead letters, named by its place on the stream, and its successors go on; any other fault stops its key there and has the record
 * delivered again.
 */
export async function consumeInOrder(
  dependencies: ConsumeDependencies,
  batch: KinesisBatch,
  log: ConsumeLog,
  consume: (payload: unknown, record: KinesisRecord) => Promise<void>,
): Promise<BatchReply> {
  const byKey = Map.groupBy(batch.Records, (record) => record.kinesis.partitionKey);
  const failures = await Promise.all(
    [...byKey.values()].map((records) => consumeKey(dependencies, records, log, consume)),
  );
  return { batchItemFailures: failures.flat().map((record) => ({ itemIdentifier: record.kinesis.sequenceNumber })) };
}

/** Returns the records from the first failure on. */
async function consumeKey(
  dependencies: ConsumeDependencies,
  records: readonly KinesisRecord[],
  log: ConsumeLog,
  consume: (payload: unknown, record: KinesisRecord) => Promise<void>,
): Promise<readonly KinesisRecord[]> {
  for (const [index, record] of records.entries()) {
    try {
      await consume(decode(record), record);
    } catch (error) {
      if (!isFinal(error)) {
        const why = error instanceof Error ? error : new Error(String(error));
        log.warn("record will be delivered again", {
          sequenceNumber: record.kinesis.sequenceNumber,
          error: why.name,
          message: why.message,
        });
        return records.slice(index);
      }
      await dependencies.putDeadLetter({
        reason: error.message,
        error: error.name,
        streamArn: record.eventSourceARN,
        shardId: record.eventID.slice(0, record.eventID.indexOf(":")),
        sequenceNumber: record.kinesis.sequenceNumber,
        partitionKey: record.kinesis.partitionKey,
        at: dependencies.now().toISOString(),
      });
    }
  }
  return [];
}

function isFinal(error: unknown): error is Fault {
  return error instanceof Fault && (error.name === "ContractViolation" || error.name === "Rejected");
}

function decode(record: KinesisRecord): unknown {
  const text = Buffer.from(record.kinesis.data, "base64").toString("utf8");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Fault(
      "ContractViolation",
      `record ${record.kinesis.sequenceNumber} is no JSON text; the producer must put one JSON document a record`,
      { cause },
    );
  }
}
