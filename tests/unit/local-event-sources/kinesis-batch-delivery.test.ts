import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { deliverBatch } from "../../../local/event-sources/kinesis/batch-delivery.ts";
import { StreamSettings } from "../../../local/event-sources/kinesis/stream-settings.ts";
import type { StreamRecord } from "../../../local/kinesis/shard.ts";
import { type Behaviour, connection, consumerWorld, failures, throttle } from "./consumer-world.ts";

const usual = {
  StartingPosition: "TRIM_HORIZON",
  FunctionResponseTypes: ["ReportBatchItemFailures"],
  MaximumRetryAttempts: 2,
  DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:r:0:dlq" } },
};

/** A function that does as told, and what became of the batches it was given. Time goes on by itself. */
function world(behaviour: Behaviour, retentionMs = Number.POSITIVE_INFINITY) {
  const { clock, dependencies, invocations, discarded, lost } = consumerWorld(behaviour);
  const settled: string[] = [];
  const results: string[] = [];
  const stop = new AbortController();
  const recordsOf = (count: number, ageMs = 0): StreamRecord[] =>
    Array.from({ length: count }, (_, index) => ({
      shardId: "shardId-000000000000",
      sequenceNumber: String(100 + index),
      position: index,
      partitionKey: "k",
      data: Buffer.from(String(index)).toString("base64"),
      arrivedAt: clock.now() - ageMs,
    }));
  const deliver = (records: readonly StreamRecord[], changes: object = {}) =>
    clock.runUntil(
      deliverBatch(
        {
          dependencies,
          connection,
          settings: StreamSettings.parse({ ...usual, ...changes }),
          shard: { isExpired: ({ arrivedAt }) => arrivedAt < clock.now() - retentionMs },
          signal: stop.signal,
          settle: ({ sequenceNumber }) => void settled.push(sequenceNumber),
          onResult: (result) => void results.push(result),
        },
        records,
      ),
    );
  const letters = () =>
    discarded.map(({ invocationRecord }) => {
      const { requestContext, KinesisBatchInfo: info } = JSON.parse(JSON.stringify(invocationRecord));
      const { condition, approximateInvokeCount: invokes } = requestContext;
      return { condition, start: info.startSequenceNumber, size: info.batchSize, invokes };
    });
  const batches = () => invocations.map(({ identifiers }) => identifiers);
  return { deliver, recordsOf, batches, letters, discarded, settled, results, lost, clock, invocations, stop };
}

describe("delivery of a batch of stream records", () => {
  it("goes on from the lowest record that failed, which is then the checkpoint", async () => {
    let isFirst = true;
    const { deliver, recordsOf, batches, settled } = world(() => {
      const failed = isFirst ? ["103", "102"] : [];
      isFirst = false;
      return failures(failed);
    });
    await deliver(recordsOf(4));
    expect(batches()).toEqual([
      ["100", "101", "102", "103"],
      ["102", "103"],
    ]);
    expect(settled).toEqual(["101", "103"]);
  });

  it("treats an unknown identifier as the failure of the whole batch", async () => {
    const { deliver, recordsOf, batches, letters } = world(() => failures(["999"]));
    await deliver(recordsOf(2));
    expect(batches()).toEqual([
      ["100", "101"],
      ["100", "101"],
      ["100", "101"],
    ]);
    expect(letters()).toEqual([{ condition: "RetryAttemptsExhausted", start: "100", size: 2, invokes: 3 }]);
  });

  it("halves a failing batch until only the poisoned record is given up", async () => {
    const { deliver, recordsOf, batches, letters } = world((batch) => batch.includes("101") && new Error("poison"));
    await deliver(recordsOf(4), { BisectBatchOnFunctionError: true });
    expect(letters()).toEqual([{ condition: "RetryAttemptsExhausted", start: "101", size: 1, invokes: 3 }]);
    expect(
      batches()
        .filter((batch) => !batch.includes("101"))
        .flat(),
    ).toEqual(["100", "102", "103"]);
  });

  it("uses up no retry when it halves a batch", async () => {
    const { deliver, recordsOf, letters } = world((batch) => batch.length > 1 && new Error("too many"));
    await deliver(recordsOf(8), { BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0 });
    expect(letters()).toEqual([]);
  });

  it("splits a batch at the reported record and not in the middle, where both are on", async () => {
    let isFirst = true;
    const { deliver, recordsOf, batches } = world(() => {
      const failed = isFirst ? ["103"] : [];
      isFirst = false;
      return failures(failed);
    });
    await deliver(recordsOf(4), { BisectBatchOnFunctionError: true });
    expect(batches()).toEqual([["100", "101", "102", "103"], ["103"]]);
  });

  it("tries a throttled invocation again without using up a retry, waiting longer each time", async () => {
    let throttles = 8;
    const { deliver, recordsOf, invocations, letters, results } = world(() => {
      throttles -= 1;
      return throttles >= 0 ? throttle() : null;
    });
    await deliver(recordsOf(1));
    const waits = invocations.slice(1).map(({ at }, index) => at - (invocations[index]?.at ?? 0));
    expect([waits, letters().length]).toEqual([[100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000], 0]);
    expect(results.at(0)).toBe("PROBLEM: TooManyRequestsException: Rate Exceeded.");
    expect(results.at(-1)).toBe("OK");
  });

  it("gives up records that are too old, and never invokes with them", async () => {
    const { deliver, recordsOf, batches, letters } = world(() => null);
    await deliver(recordsOf(2, 61_000), { MaximumRecordAgeInSeconds: 60 });
    expect(batches()).toEqual([]);
    expect(letters()).toEqual([{ condition: "RecordAgeExceeded", start: "100", size: 2, invokes: 0 }]);
  });

  it("tries without end by default, until the stream itself has dropped the records", async () => {
    const { deliver, recordsOf, clock, letters, settled } = world(() => new Error("never"), 24 * 3_600_000);
    const before = clock.now();
    await deliver(recordsOf(1), { MaximumRetryAttempts: -1 });
    expect((clock.now() - before) / 3_600_000).toBeCloseTo(24, 2);
    expect(letters()).toMatchObject([{ condition: "RecordAgeExceeded", size: 1 }]);
    expect(settled).toEqual(["100"]);
  });

  it("tells the destination where the records lie, in AWS's words", async () => {
    const { deliver, recordsOf, discarded, clock } = world(() => new Error("no"));
    const records = recordsOf(2);
    await deliver(records);
    const arrival = new Date(1_000_000_000).toISOString();
    expect(discarded).toEqual([
      {
        destination: "arn:aws:sqs:r:0:dlq",
        mappingId: "mapping",
        shardId: "shardId-000000000000",
        event: expect.objectContaining({ Records: [expect.anything(), expect.anything()] }),
        invocationRecord: {
          requestContext: {
            requestId: "r",
            functionArn: connection.functionArn,
            condition: "RetryAttemptsExhausted",
            approximateInvokeCount: 3,
          },
          responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
          version: "1.0",
          timestamp: new Date(clock.now()).toISOString(),
          KinesisBatchInfo: {
            shardId: "shardId-000000000000",
            startSequenceNumber: "100",
            endSequenceNumber: "101",
            approximateArrivalOfFirstRecord: arrival,
            approximateArrivalOfLastRecord: arrival,
            batchSize: 2,
            streamArn: connection.sourceArn,
          },
        },
      },
    ]);
  });

  it("says what was lost where no destination is configured", async () => {
    const { deliver, recordsOf, lost, settled } = world(() => new Error("no"));
    await deliver(recordsOf(2), { DestinationConfig: {} });
    expect(lost).toEqual(["2 record(s) of shardId-000000000000 from 100: RetryAttemptsExhausted"]);
    expect(settled).toEqual(["101"]);
  });

  it("leaves what is not done when it is stopped", async () => {
    const { deliver, recordsOf, settled, stop, letters } = world(() => {
      stop.abort();
      return failures(["101"]);
    });
    await deliver(recordsOf(3));
    expect([settled, letters()]).toEqual([["100"], []]);
  });

  it("processes or gives up each record, whatever fails, and never goes back behind a record that was done", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(fc.integer({ min: 0, max: 11 })),
        fc.boolean(),
        async (count, bad, bisect) => {
          const poisoned = new Set(bad.map((index) => String(100 + index)));
          const { deliver, recordsOf, batches, letters, settled } = world((batch) => {
            if (bisect) return batch.some((number) => poisoned.has(number)) && new Error("poison");
            return failures(batch.filter((number) => poisoned.has(number)).slice(0, 1));
          });
          const records = recordsOf(count);
          await deliver(records, { BisectBatchOnFunctionError: bisect });
          const done = new Set(batches().flatMap((batch) => batch.filter((number) => !poisoned.has(number))));
          const givenUp = letters().reduce((sum, { size }) => sum + size, 0);
          const clean = records.filter(({ sequenceNumber }) => !poisoned.has(sequenceNumber));
          if (bisect) {
            expect([...done].sort()).toEqual(clean.map(({ sequenceNumber }) => sequenceNumber));
            expect(givenUp).toBe(count - clean.length);
          }
          const firsts = batches().map(([first]) => Number(first));
          expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
          expect(settled).toEqual([...settled].sort());
          expect(settled.at(-1)).toBe(String(100 + count - 1));
        },
      ),
      { numRuns: 50 },
    );
  });
});
