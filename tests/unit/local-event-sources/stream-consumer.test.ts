import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createCheckpoints } from "../../../local/event-sources/kinesis/checkpoints.ts";
import { startStreamConsumer } from "../../../local/event-sources/kinesis/stream-consumer.ts";
import { StreamSettings } from "../../../local/event-sources/kinesis/stream-settings.ts";
import { createStream } from "../../../local/kinesis/stream.ts";
import { type Behaviour, connection, consumerWorld, failures } from "./consumer-world.ts";

/** A stream in simulated time and, once `begin` is called, a mapping that consumes it. */
function world(changes: object, behaviour?: Behaviour, durationMs = 0, shardCount = 1) {
  const outside = consumerWorld(behaviour, durationMs);
  const { clock, dependencies } = outside;
  const stream = createStream({ name: "s", arn: connection.sourceArn, shardCount }, clock.now);
  const usual = { StartingPosition: "LATEST", BatchSize: 10, FunctionResponseTypes: ["ReportBatchItemFailures"] };
  const settings = StreamSettings.parse({ ...usual, ...changes });
  const put = (key: string, text: string) => stream.put(key, Buffer.from(text).toString("base64"));
  let checkpoints: ReturnType<typeof createCheckpoints> | undefined;
  const begin = (other: object = {}) => {
    checkpoints ??= createCheckpoints(stream, settings);
    return startStreamConsumer(dependencies, {
      stream,
      connection,
      settings: { ...settings, ...other },
      checkpoints,
    });
  };
  return { ...outside, stream, put, begin };
}

describe("a function that consumes a stream", () => {
  it("begins at the trim horizon, at the latest record, or at a time", async () => {
    const batchesFrom = async (position: object) => {
      const { put, begin, batches, clock } = world(position);
      put("k", "before");
      await clock.advance(10_000);
      put("k", "between");
      const consumer = begin();
      put("k", "after");
      await clock.advance(0);
      expect(consumer.isIdle()).toBe(true);
      return batches().flat();
    };
    expect(await batchesFrom({ StartingPosition: "TRIM_HORIZON" })).toEqual(["before", "between", "after"]);
    expect(await batchesFrom({ StartingPosition: "LATEST" })).toEqual(["after"]);
    const since = { StartingPosition: "AT_TIMESTAMP", StartingPositionTimestamp: 1_000_005 };
    expect(await batchesFrom(since)).toEqual(["between", "after"]);
  });

  it("gathers what arrives while a batch is under way, up to the batch size", async () => {
    const { put, begin, batches, clock } = world({ BatchSize: 3 }, undefined, 20);
    begin();
    put("k", "1");
    await clock.advance(10);
    for (const text of ["2", "3", "4", "5"]) put("k", text);
    await clock.advance(100);
    expect(batches()).toEqual([["1"], ["2", "3", "4"], ["5"]]);
  });

  it("runs several batches of a shard at once and still keeps the order within each partition key", async () => {
    const { put, begin, batches, mostAtOnce, clock } = world({ ParallelizationFactor: 10 }, undefined, 10);
    begin();
    const keys = ["a", "b", "c", "d", "e", "f"];
    for (let index = 0; index < 20; index += 1)
      for (const key of keys) put(key, `${key}${String(index).padStart(2, "0")}`);
    await clock.advance(10_000);
    // Two of the six keys share a batch.
    expect(mostAtOnce()).toBe(5);
    for (const key of keys) {
      const seen = batches()
        .flat()
        .filter((text) => text.startsWith(key));
      expect(seen).toEqual(seen.toSorted());
      expect(seen).toHaveLength(20);
    }
  });

  it("waits for a full batch, but not longer than the batching window", async () => {
    const { put, begin, invocations, clock } = world({ BatchSize: 2, MaximumBatchingWindowInSeconds: 60 });
    begin();
    put("k", "1");
    await clock.advance(30_000);
    put("k", "2");
    await clock.advance(0);
    put("k", "3");
    await clock.advance(120_000);
    expect(invocations.map(({ at, contents }) => [at - 1_000_000_000, contents])).toEqual([
      [30_000, ["1", "2"]],
      [90_000, ["3"]],
    ]);
  });

  it("ends a batch before its event is larger than Lambda takes", async () => {
    const { put, begin, invocations, clock } = world({ MaximumBatchingWindowInSeconds: 60 });
    begin();
    for (let index = 0; index < 10; index += 1) put("k", "x".repeat(1_000_000));
    await clock.advance(60_000);
    const sizes = invocations.map(({ event }) => JSON.stringify(event).length);
    expect(invocations.map(({ contents }) => contents.length)).toEqual([4, 4, 2]);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6_291_456);
  });

  it("passes over the records that no filter pattern matches, whether their data is JSON or text", async () => {
    const filters = (...patterns: object[]) => ({
      FilterCriteria: { Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) },
    });
    const seenWith = async (criteria: object) => {
      const { put, begin, batches, clock } = world(criteria);
      const consumer = begin();
      put("a", '{"kind":"wanted"}');
      put("b", '{"kind":"other"}');
      put("c", "plain");
      await clock.advance(0);
      expect(consumer.isIdle()).toBe(true);
      return batches().flat();
    };
    expect(await seenWith(filters({ data: { kind: ["wanted"] } }))).toEqual(['{"kind":"wanted"}']);
    expect(await seenWith(filters({ data: ["plain"] }))).toEqual(["plain"]);
    expect(await seenWith(filters({ partitionKey: ["b"] }, { data: ["plain"] }))).toEqual([
      '{"kind":"other"}',
      "plain",
    ]);
  });

  it("goes on behind the last record that was done when it is stopped and started again", async () => {
    const { put, begin, batches, clock } = world({ BatchSize: 1 }, undefined, 1_000);
    const first = begin();
    for (const text of ["1", "2", "3"]) put("k", text);
    await clock.advance(1_500);
    const stopped = first.stop();
    await clock.runUntil(stopped);
    expect(batches().flat()).toEqual(["1", "2"]);
    await clock.advance(60_000);
    expect(batches().flat()).toEqual(["1", "2"]);
    const second = begin();
    await clock.advance(60_000);
    expect(batches().flat()).toEqual(["1", "2", "3"]);
    expect(second.isIdle()).toBe(true);
  });

  it("leaves nothing out when it goes on with another number of batches at once", async () => {
    const { put, begin, batches, clock } = world({ BatchSize: 1 }, undefined, 1_000);
    const first = begin({ ParallelizationFactor: 4 });
    const texts = Array.from({ length: 20 }, (_, index) => `${index % 5}-${index}`);
    for (const text of texts) put(text.slice(0, 1), text);
    await clock.advance(1_500);
    await clock.runUntil(first.stop());
    begin({ ParallelizationFactor: 2 });
    await clock.advance(60_000);
    expect(new Set(batches().flat())).toEqual(new Set(texts));
  });

  it("loses the records that outlive the stream's retention while it lags, and says so", async () => {
    const { put, begin, batches, lost, clock } = world({ BatchSize: 1 }, undefined, 25 * 3_600_000);
    const consumer = begin();
    for (const text of ["1", "2", "3"]) put("k", text);
    await clock.advance(26 * 3_600_000);
    put("k", "4");
    await clock.advance(60 * 3_600_000);
    expect(batches().flat()).toEqual(["1", "4"]);
    expect(lost).toEqual([expect.stringContaining("2 record(s) of shardId-000000000000")]);
    expect(consumer.isIdle()).toBe(true);
  });

  it("consumes a closed shard to its end before the shards that follow on it", async () => {
    const { stream, put, begin, batches, clock } = world({ BatchSize: 1 }, undefined, 1_000);
    const consumer = begin();
    put("a", "1"); // MD5("a") begins with 0x0c, MD5("b") with 0x92.
    put("b", "2");
    stream.split("shardId-000000000000", 2n ** 127n);
    put("a", "3");
    put("b", "4");
    stream.merge("shardId-000000000001", "shardId-000000000002");
    put("a", "5");
    await clock.advance(60_000);
    expect(batches().flat().slice(0, 2)).toEqual(["1", "2"]);
    expect(batches().flat().slice(2, 4).toSorted()).toEqual(["3", "4"]);
    expect(batches().flat().slice(4)).toEqual(["5"]);
    expect(consumer.isIdle()).toBe(true);
  });

  it("gives every record once and each key in order when nothing fails, whatever arrives and however it is set", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), fc.integer({ min: 0, max: 3_000 })), {
          maxLength: 60,
        }),
        fc.record({
          BatchSize: fc.integer({ min: 1, max: 7 }),
          ParallelizationFactor: fc.integer({ min: 1, max: 10 }),
          MaximumBatchingWindowInSeconds: fc.integer({ min: 0, max: 3 }),
        }),
        fc.integer({ min: 1, max: 3 }),
        async (arrivals, settings, shardCount) => {
          const { put, begin, batches, clock } = world(settings, undefined, 300, shardCount);
          const consumer = begin();
          for (const [index, [key, pauseMs]] of arrivals.entries()) {
            put(key, JSON.stringify([key, index]));
            await clock.advance(pauseMs);
          }
          await clock.advance(60_000);
          const seen = batches()
            .flat()
            .map((text): [string, number] => JSON.parse(text));
          expect(seen.map(([, index]) => index).toSorted((a, b) => a - b)).toEqual(arrivals.map((_, index) => index));
          for (const key of "abcde") {
            const order = seen.filter(([of]) => of === key).map(([, index]) => index);
            expect(order).toEqual(order.toSorted((a, b) => a - b));
          }
          expect(consumer.isIdle()).toBe(true);
          await consumer.stop();
        },
      ),
      { numRuns: 25 },
    );
  });

  it("keeps each key's order and loses nothing when records fail now and then", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 30 }),
        fc.infiniteStream(fc.constantFrom("ok", "ok", "partial", "error")),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (keys, outcomes, factor, bisect) => {
          const done: string[] = [];
          const { put, begin, clock, discarded } = world(
            {
              ParallelizationFactor: factor,
              BisectBatchOnFunctionError: bisect,
              BatchSize: 4,
              MaximumRetryAttempts: 3,
              DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:r:0:dlq" } },
            },
            (identifiers, { Records }) => {
              const outcome = outcomes.next().value;
              if (outcome === "error") return new Error("now and then");
              const upTo = outcome === "partial" ? Math.floor(identifiers.length / 2) : identifiers.length;
              for (const { kinesis } of Records.slice(0, upTo)) done.push(kinesis?.data ?? "");
              return failures(identifiers.slice(upTo, upTo + 1));
            },
          );
          const consumer = begin();
          const put64 = keys.map((key, index) => put(key, `${key}${String(index).padStart(3, "0")}`).data);
          await clock.advance(3_600_000);
          const givenUp = discarded.flatMap(({ event }) =>
            JSON.parse(JSON.stringify(event)).Records.map(({ kinesis }: { kinesis: { data: string } }) => kinesis.data),
          );
          expect([...done, ...givenUp].toSorted()).toEqual(put64.toSorted());
          const texts = done.map((data) => Buffer.from(data, "base64").toString());
          for (const key of "abc") {
            const order = texts.filter((text) => text.startsWith(key));
            expect(order).toEqual(order.toSorted());
          }
          expect(consumer.isIdle()).toBe(true);
          await consumer.stop();
        },
      ),
      { numRuns: 25 },
    );
  });
});
