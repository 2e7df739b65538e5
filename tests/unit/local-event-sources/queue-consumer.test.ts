import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { startQueueConsumer } from "../../../local/event-sources/sqs/queue-consumer.ts";
import { QueueSettings } from "../../../local/event-sources/sqs/queue-settings.ts";
import { createQueueRegistry } from "../../../local/storage/queues/queue-registry.ts";
import { type Behaviour, connection, consumerWorld, failures, throttle } from "./consumer-world.ts";

/** A queue with a dead-letter queue in simulated time and, once `begin` is called, a mapping that consumes it. */
function world(changes: object = {}, behaviour?: Behaviour, durationMs = 0, name = "q") {
  const outside = consumerWorld(behaviour, durationMs);
  const { clock, dependencies } = outside;
  const { ids } = dependencies;
  const queues = createQueueRegistry({ clock, ids, region: "r", accountId: "000000000000" });
  const letters = queues.create(name.endsWith(".fifo") ? "dlq.fifo" : "dlq", {});
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: letters.arn, maxReceiveCount: 3 });
  const queue = queues.create(name, { RedrivePolicy });
  const settings = QueueSettings.parse({ FunctionResponseTypes: ["ReportBatchItemFailures"], ...changes });
  const begin = () =>
    startQueueConsumer(dependencies, { queue, connection: { ...connection, sourceArn: queue.arn }, settings });
  const send = (...bodies: string[]) => bodies.map((body) => queue.send({ body }).messageId);
  const deadLetters = () => letters.receive(1_000).map(({ body }) => body);
  return { ...outside, queue, begin, send, deadLetters };
}

describe("a function that consumes a queue", () => {
  it("gets messages in AWS's shape, and what it processed is deleted", async () => {
    const { clock, queue, begin, invocations } = world();
    const Title = { DataType: "String", StringValue: "x" };
    const { messageId } = queue.send({ body: "hello", attributes: { Title } });
    const consumer = begin();
    await clock.advance(0);
    expect(invocations.map(({ event }) => event)).toEqual([
      {
        Records: [
          {
            messageId,
            receiptHandle: expect.any(String),
            body: "hello",
            attributes: {
              ApproximateReceiveCount: "1",
              SentTimestamp: "1000000000",
              SenderId: expect.any(String),
              ApproximateFirstReceiveTimestamp: "1000000000",
            },
            messageAttributes: {
              Title: { stringValue: "x", stringListValues: [], binaryListValues: [], dataType: "String" },
            },
            md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
            md5OfBody: "5d41402abc4b2a76b9719d911017c592",
            eventSource: "aws:sqs",
            eventSourceARN: queue.arn,
            awsRegion: "r",
          },
        ],
      },
    ]);
    expect(consumer.isIdle()).toBe(true);
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("gets messages again after the visibility timeout when it fails, and then they go to the dead-letter queue", async () => {
    const { clock, begin, send, invocations, deadLetters } = world({}, () => new Error("no"));
    const consumer = begin();
    send("m");
    await clock.advance(120_000);
    expect(invocations.map(({ at }) => at - 1_000_000_000)).toEqual([0, 30_000, 60_000]);
    expect(deadLetters()).toEqual(["m"]);
    expect(consumer.isIdle()).toBe(true);
  });

  it("gets only those messages again that it reported", async () => {
    const { clock, begin, send, batches } = world({}, (_, { Records }) =>
      failures(Records.filter(({ body }) => body === "bad").map(({ messageId }) => messageId ?? "")),
    );
    send("good", "bad");
    begin();
    await clock.advance(31_000);
    expect(batches()).toEqual([["good", "bad"], ["bad"]]);
  });

  it("is tried again while it is throttled, until the messages are visible again", async () => {
    let throttles = 3;
    const { clock, begin, send, invocations } = world({}, () => {
      throttles -= 1;
      return throttles >= 0 ? throttle() : null;
    });
    begin();
    send("m");
    await clock.advance(1_000);
    expect(invocations.map(({ at }) => at - 1_000_000_000)).toEqual([0, 100, 300, 700]);
  });

  it("lets a message return to its queue when the throttling lasts", async () => {
    const { clock, begin, send, invocations, deadLetters } = world({}, throttle);
    begin();
    send("m");
    await clock.advance(120_000);
    expect(invocations.length).toBeGreaterThan(6);
    expect(deadLetters()).toEqual(["m"]);
  });

  it("gets larger batches than one receive gives, when there is a batching window to gather them", async () => {
    const { clock, begin, send, invocations } = world({ BatchSize: 25, MaximumBatchingWindowInSeconds: 20 });
    begin();
    for (let index = 0; index < 30; index += 1) send(String(index));
    await clock.advance(60_000);
    expect(invocations.map(({ at, contents }) => [at - 1_000_000_000, contents.length])).toEqual([
      [0, 25],
      [20_000, 5],
    ]);
  });

  it("gets no event that is larger than Lambda takes", async () => {
    const { clock, begin, send, invocations } = world();
    for (let index = 0; index < 10; index += 1) send("x".repeat(1_000_000));
    begin();
    await clock.advance(0);
    expect(invocations.map(({ contents }) => contents.length)).toEqual([6, 4]);
  });

  it("never sees messages that no filter pattern matches: they are deleted", async () => {
    const Pattern = JSON.stringify({ body: { kind: ["wanted"] } });
    const { clock, begin, send, batches, queue } = world({ FilterCriteria: { Filters: [{ Pattern }] } });
    send('{"kind":"wanted"}', '{"kind":"other"}', "plain");
    begin();
    await clock.advance(0);
    expect(batches()).toEqual([['{"kind":"wanted"}']]);
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("runs five times at once to begin with, and more often after a while", async () => {
    const { clock, begin, send, mostAtOnce } = world({ BatchSize: 1 }, undefined, 10_000);
    begin();
    for (let index = 0; index < 200; index += 1) send(String(index));
    await clock.advance(9_999);
    expect(mostAtOnce()).toBe(5);
    await clock.advance(10_000);
    expect(mostAtOnce()).toBeGreaterThan(50);
  });

  it("runs no more often at once than the maximum concurrency", async () => {
    const { clock, begin, send, mostAtOnce, invocations } = world(
      { BatchSize: 1, ScalingConfig: { MaximumConcurrency: 3 } },
      undefined,
      1_000,
    );
    begin();
    for (let index = 0; index < 20; index += 1) send(String(index));
    await clock.advance(60_000);
    expect([mostAtOnce(), invocations.length]).toEqual([3, 20]);
  });

  it("takes nothing new once it is stopped", async () => {
    const { clock, begin, send, batches, queue } = world({}, undefined, 1_000);
    const consumer = begin();
    send("1");
    await clock.advance(0);
    const stopped = consumer.stop();
    send("2");
    await clock.runUntil(stopped);
    await clock.advance(60_000);
    expect(batches()).toEqual([["1"]]);
    expect(queue.counts()).toMatchObject({ visible: 1, inFlight: 0 });
  });

  it("wakes nobody while its queue is empty", async () => {
    const { clock, begin } = world();
    begin();
    await expect(clock.runUntil(new Promise(() => {}))).rejects.toThrow("no time could");
  });

  it("gets every message of a FIFO queue in the order of its group, and none before an earlier one is done", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.constantFrom("ok", "ok", "ok", "partial", "error")),
        fc.integer({ min: 1, max: 10 }),
        async (groups, outcomes, BatchSize) => {
          const done: string[] = [];
          const { clock, queue, begin, deadLetters } = world(
            { BatchSize },
            (identifiers, { Records }) => {
              const outcome = outcomes.next().value;
              if (outcome === "error") return new Error("now and then");
              const upTo = outcome === "partial" ? Math.floor(identifiers.length / 2) : identifiers.length;
              for (const { body } of Records.slice(0, upTo)) done.push(body ?? "");
              return failures(identifiers.slice(upTo));
            },
            500,
            "q.fifo",
          );
          const consumer = begin();
          const bodies = groups.map((groupId, index) => `${groupId}${String(index).padStart(3, "0")}`);
          for (const body of bodies) queue.send({ body, groupId: body.slice(0, 1), deduplicationId: body });
          await clock.advance(24 * 3_600_000);
          expect([...done, ...deadLetters()].toSorted()).toEqual(bodies.toSorted());
          for (const group of "abc") {
            const order = done.filter((body) => body.startsWith(group));
            expect(order).toEqual(order.toSorted());
          }
          expect(consumer.isIdle()).toBe(true);
          await consumer.stop();
        },
      ),
      { numRuns: 20 },
    );
  });
});
