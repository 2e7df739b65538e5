import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ServiceError } from "../../../local/gateway/service.ts";
import { type BatchSettings, deliverBatch } from "../../../local/kinesis/batch-delivery.ts";
import type { StreamRecord } from "../../../local/kinesis/stream.ts";
import type { InvocationOutcome } from "../../../local/lambda/function-invoker.ts";

const settings: BatchSettings = {
  functionName: "consume",
  functionArn: "arn:function",
  streamArn: "arn:stream",
  region: "r",
  roleArn: "arn:role",
  reportBatchItemFailures: true,
  bisectBatchOnFunctionError: false,
  maximumRetryAttempts: 2,
  maximumRecordAgeSeconds: -1,
  onFailure: "arn:aws:sqs:r:0:dlq",
};

const recordsOf = (count: number, arrivedAt = 0): StreamRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    shardId: "shardId-000000000000",
    sequenceNumber: String(100 + index),
    partitionKey: "k",
    data: Buffer.from(String(index)).toString("base64"),
    arrivedAt,
  }));

type Behaviour = (sequenceNumbers: readonly string[]) => readonly string[] | Error;

/** A function under test: says which records failed, or throws (a ServiceError throttles, any other fails the invocation). */
function world(behaviour: Behaviour) {
  const batches: string[][] = [];
  const letters: { condition: string; start: string; size: number; invokes: number }[] = [];
  let now = 1_000_000;
  const invoke = async (_: string, payload: string): Promise<InvocationOutcome> => {
    const batch = JSON.parse(payload).Records.map(
      ({ kinesis }: { kinesis: { sequenceNumber: string } }) => kinesis.sequenceNumber,
    );
    batches.push(batch);
    const result = behaviour(batch);
    if (result instanceof ServiceError) throw result;
    if (result instanceof Error)
      return { ok: false, requestId: "r", errorType: "Error", errorMessage: result.message, payload: "{}" };
    const answer = { batchItemFailures: result.map((itemIdentifier) => ({ itemIdentifier })) };
    return { ok: true, requestId: "r", payload: JSON.stringify(answer) };
  };
  const dependencies = {
    clock: {
      now: () => now,
      sleep: async (milliseconds: number) => {
        now += milliseconds;
      },
    },
    functions: { invoke, invokeAsync: async () => ({ requestId: "r" }) },
    sendToQueue: async (_: string, body: string) => {
      const { requestContext, KinesisBatchInfo: info } = JSON.parse(body);
      const { condition, approximateInvokeCount: invokes } = requestContext;
      letters.push({ condition, start: info.startSequenceNumber, size: info.batchSize, invokes });
    },
    onLost: () => {},
  };
  const deliver = (records: readonly StreamRecord[], changes: Partial<BatchSettings> = {}) =>
    deliverBatch(dependencies, { ...settings, ...changes }, records, new AbortController().signal);
  return { deliver, batches, letters };
}

describe("delivery of a batch", () => {
  it("goes on from the lowest record that failed", async () => {
    let isFirst = true;
    const { deliver, batches } = world(() => {
      const failed = isFirst ? ["103", "102"] : [];
      isFirst = false;
      return failed;
    });
    await deliver(recordsOf(4));
    expect(batches).toEqual([
      ["100", "101", "102", "103"],
      ["102", "103"],
    ]);
  });

  it("treats an unknown identifier as the failure of the whole batch", async () => {
    const { deliver, batches, letters } = world(() => ["999"]);
    await deliver(recordsOf(2));
    expect(batches).toEqual([
      ["100", "101"],
      ["100", "101"],
      ["100", "101"],
    ]);
    expect(letters).toEqual([{ condition: "RetryAttemptsExhausted", start: "100", size: 2, invokes: 3 }]);
  });

  it("halves a failing batch until only the poisoned record is given up", async () => {
    const { deliver, batches, letters } = world((batch) => (batch.includes("101") ? new Error("poison") : []));
    await deliver(recordsOf(4), { bisectBatchOnFunctionError: true });
    expect(letters).toEqual([{ condition: "RetryAttemptsExhausted", start: "101", size: 1, invokes: 3 }]);
    expect(batches.filter((batch) => !batch.includes("101")).flat()).toEqual(["100", "102", "103"]);
  });

  it("tries a throttled invocation again without using up a retry", async () => {
    let throttles = 5;
    const { deliver, batches, letters } = world(() => {
      throttles -= 1;
      return throttles >= 0 ? new ServiceError("TooManyRequestsException", "Rate Exceeded.", 429) : [];
    });
    await deliver(recordsOf(1));
    expect([batches.length, letters.length]).toEqual([6, 0]);
  });

  it("gives up records that are too old", async () => {
    const { deliver, batches, letters } = world(() => []);
    await deliver(recordsOf(2, 0), { maximumRecordAgeSeconds: 60 });
    expect(batches).toEqual([]);
    expect(letters).toEqual([{ condition: "RecordAgeExceeded", start: "100", size: 2, invokes: 0 }]);
  });

  it("processes or gives up each record, whatever fails, and never goes back behind a record that was done", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: 0, max: 11 })),
        fc.boolean(),
        async (count, bad, bisect) => {
          const poisoned = new Set(bad.map((index) => String(100 + index)));
          const { deliver, batches, letters } = world((batch) => {
            if (bisect) return batch.some((number) => poisoned.has(number)) ? new Error("poison") : [];
            return batch.filter((number) => poisoned.has(number)).slice(0, 1);
          });
          const records = recordsOf(count);
          await deliver(records, { bisectBatchOnFunctionError: bisect });
          const done = new Set(batches.flatMap((batch) => batch.filter((number) => !poisoned.has(number))));
          const givenUp = letters.reduce((sum, { size }) => sum + size, 0);
          const clean = records.filter(({ sequenceNumber }) => !poisoned.has(sequenceNumber));
          if (bisect) {
            expect([...done].sort()).toEqual(clean.map(({ sequenceNumber }) => sequenceNumber));
            expect(givenUp).toBe(count - clean.length);
          }
          const firsts = batches.map(([first]) => Number(first));
          expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
        },
      ),
      { numRuns: 50 },
    );
  });
});
