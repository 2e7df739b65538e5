import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createQueueRegistry } from "../../../local/storage/queues/queue-registry.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";

function world(attributes: Readonly<Record<string, string>> = {}, name = "q") {
  const clock = createVirtualClock(1_000_000_000);
  let count = 0;
  const ids = () => {
    count += 1;
    return `id-${count}`;
  };
  const queues = createQueueRegistry({ clock, ids, region: "r", accountId: "000000000000" });
  const letters = queues.create(name.endsWith(".fifo") ? "dlq.fifo" : "dlq", {});
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: letters.arn, maxReceiveCount: 2 });
  const queue = queues.create(name, { RedrivePolicy, ...attributes });
  const receive = (most = 10) => queue.receive(most).map(({ body }) => body);
  return { clock, queues, queue, letters, receive };
}

describe("a queue in simulated time", () => {
  it("hides a received message until its visibility timeout is over", async () => {
    const { clock, queue, receive } = world({ VisibilityTimeout: "30" });
    queue.send({ body: "m" });
    expect([receive(), receive()]).toEqual([["m"], []]);
    await clock.advance(29_999);
    expect(receive()).toEqual([]);
    await clock.advance(1);
    expect(receive()).toEqual(["m"]);
  });

  it("holds a message back for its delay, its own before the queue's", async () => {
    const { clock, queue, receive } = world({ DelaySeconds: "60" });
    queue.send({ body: "queue's" });
    queue.send({ body: "own", delaySeconds: 10 });
    expect(queue.counts()).toEqual({ visible: 0, inFlight: 0, delayed: 2 });
    await clock.advance(10_000);
    expect(receive()).toEqual(["own"]);
    await clock.advance(50_000);
    expect(receive()).toEqual(["queue's", "own"]);
  });

  it("forgets messages when the retention period is over, those in flight too", async () => {
    const { clock, queue, receive } = world({ MessageRetentionPeriod: "60" });
    queue.send({ body: "old" });
    await clock.advance(30_000);
    queue.send({ body: "young" });
    receive(1);
    await clock.advance(31_000);
    expect(queue.counts()).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
    expect(receive()).toEqual(["young"]);
  });

  it("moves a message that was received too often to the dead-letter queue, where its age goes on counting", async () => {
    const { clock, queue, letters, receive } = world({ VisibilityTimeout: "10" });
    const { messageId, sentAt } = queue.send({ body: "m" });
    for (let round = 0; round < 2; round += 1) {
      expect(receive()).toEqual(["m"]);
      await clock.advance(10_000);
    }
    expect(receive()).toEqual([]);
    expect(letters.receive(1)).toMatchObject([{ messageId, sentAt, deadLetterSourceArn: queue.arn }]);
  });

  it("keeps each group of a FIFO queue in order and gives none of it while a message is hidden", async () => {
    const { clock, queue, receive } = world({ VisibilityTimeout: "30" }, "q.fifo");
    for (const [index, groupId] of ["a", "b", "a", "b"].entries())
      queue.send({ body: `${groupId}${index}`, groupId, deduplicationId: String(index) });
    const [first] = queue.receive(1);
    expect([first?.body, receive()]).toEqual(["a0", ["b1", "b3"]]);
    expect(queue.delete(first?.receiptHandle ?? "")).toBe("deleted");
    expect(receive()).toEqual(["a2"]);
    await clock.advance(30_000);
    expect(receive()).toEqual(["b1", "a2", "b3"]);
  });

  it("sends a FIFO message once within five minutes under one deduplication id", async () => {
    const { clock, queue, receive } = world({}, "q.fifo");
    const send = () => queue.send({ body: "m", groupId: "g", deduplicationId: "d" });
    const first = send();
    expect(send()).toBe(first);
    await clock.advance(299_999);
    expect(send()).toBe(first);
    await clock.advance(2);
    expect(send()).not.toBe(first);
    expect(receive()).toEqual(["m", "m"]);
  });

  it("does not let the receiver of a FIFO message delete it when it is visible again", async () => {
    const { clock, queue } = world({}, "q.fifo");
    queue.send({ body: "m", groupId: "g", deduplicationId: "d" });
    const [message] = queue.receive(1);
    await clock.advance(30_000);
    expect(queue.delete(message?.receiptHandle ?? "")).toBe("expired");
  });

  it("tells a listener of new messages and of those that time brings back, and waits only while somebody listens", async () => {
    const { clock, queue, receive } = world({ VisibilityTimeout: "30" });
    const told: number[] = [];
    const stop = queue.onAvailable(() => {
      told.push(clock.now() - 1_000_000_000);
      receive();
    });
    queue.send({ body: "m" });
    await clock.advance(30_000);
    stop();
    await clock.advance(60_000);
    expect(told).toEqual([0, 30_000]);
    await expect(clock.runUntil(new Promise(() => {}))).rejects.toThrow("no time could");
  });

  it("never loses a message and never gives a hidden one, whatever is done", async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("send" as const) }),
      fc.record({ kind: fc.constant("receive" as const), most: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ kind: fc.constant("delete" as const), which: fc.nat(20) }),
      fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 0, max: 40_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { clock, queue, letters } = world({ VisibilityTimeout: "20" });
        const hiddenUntil = new Map<string, number>();
        const handles: [messageId: string, handle: string][] = [];
        const alive = new Set<string>();
        for (const action of steps) {
          if (action.kind === "send") alive.add(queue.send({ body: "m" }).messageId);
          else if (action.kind === "wait") await clock.advance(action.ms);
          else if (action.kind === "receive") {
            for (const { messageId, receiptHandle } of queue.receive(action.most)) {
              expect(hiddenUntil.get(messageId) ?? 0).toBeLessThanOrEqual(clock.now());
              hiddenUntil.set(messageId, clock.now() + 20_000);
              handles.push([messageId, receiptHandle]);
            }
          } else {
            const [messageId, handle] = handles[action.which] ?? [];
            if (messageId && handle && queue.delete(handle) === "deleted") alive.delete(messageId);
          }
        }
        const kept = [queue, letters].flatMap((each) => Object.values(each.counts()));
        expect(kept.reduce((sum, count) => sum + count, 0)).toBe(alive.size);
      }),
      { numRuns: 40 },
    );
  });
});
