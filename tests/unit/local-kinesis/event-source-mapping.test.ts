import { afterEach, describe, expect, it } from "@jest/globals";
import { wallClock } from "../../../local/clock.ts";
import {
  type EventSourceMapping,
  type EventSourceMappingSettings,
  startEventSourceMapping,
} from "../../../local/kinesis/event-source-mapping.ts";
import { createStream } from "../../../local/kinesis/stream.ts";
import { eventually } from "../local-stack/packaged-service.ts";

describe("an event source mapping", () => {
  let mapping: EventSourceMapping | undefined;
  afterEach(() => mapping?.close());

  /** Starts a mapping whose function takes as long as it is told, and records what it was given and how many ran at once. */
  function start(changes: Partial<EventSourceMappingSettings>, durationMs = 0) {
    const stream = createStream({ name: "s", arn: "arn:s", shardCount: 1, retentionHours: 24 }, Date.now);
    const batches: string[][] = [];
    let running = 0;
    let most = 0;
    const invoke = async (_: string, payload: string) => {
      running += 1;
      most = Math.max(most, running);
      batches.push(
        JSON.parse(payload).Records.map(({ kinesis }: { kinesis: { data: string } }) =>
          Buffer.from(kinesis.data, "base64").toString(),
        ),
      );
      await wallClock.sleep(durationMs);
      running -= 1;
      return { ok: true, requestId: "r", payload: "null" } as const;
    };
    const put = (key: string, text: string) => stream.put(key, Buffer.from(text).toString("base64"));
    const settings: EventSourceMappingSettings = {
      stream,
      streamArn: "arn:s",
      functionName: "f",
      functionArn: "arn:f",
      region: "r",
      roleArn: "arn:role",
      startingPosition: "LATEST",
      batchSize: 10,
      maximumBatchingWindowSeconds: 0,
      parallelizationFactor: 1,
      bisectBatchOnFunctionError: false,
      reportBatchItemFailures: true,
      maximumRetryAttempts: 0,
      maximumRecordAgeSeconds: -1,
      ...changes,
    };
    const functions = { invoke, invokeAsync: async () => ({ requestId: "r" }) };
    const begin = () => {
      mapping = startEventSourceMapping(
        { clock: wallClock, functions, sendToQueue: async () => {}, onLost: () => {} },
        settings,
      );
    };
    return { put, begin, batches, most: () => most };
  }

  it("begins at the trim horizon or at the latest record", async () => {
    const early = start({ startingPosition: "TRIM_HORIZON" });
    early.put("k", "before");
    early.begin();
    await eventually(() => early.batches.length === 1);
    const late = start({ startingPosition: "LATEST" });
    late.put("k", "before");
    late.begin();
    late.put("k", "after");
    await eventually(() => mapping?.isIdle());
    expect([early.batches, late.batches]).toEqual([[["before"]], [["after"]]]);
  });

  it("gathers what arrives while a batch is under way, up to the batch size", async () => {
    const { put, begin, batches } = start({ batchSize: 3 }, 20);
    begin();
    put("k", "1");
    await eventually(() => batches.length === 1);
    for (const text of ["2", "3", "4", "5"]) put("k", text);
    await eventually(() => mapping?.isIdle());
    expect(batches).toEqual([["1"], ["2", "3", "4"], ["5"]]);
  });

  it("runs several batches of a shard at once and still keeps the order within each partition key", async () => {
    const { put, begin, batches, most } = start({ parallelizationFactor: 10 }, 10);
    begin();
    for (let index = 0; index < 20; index += 1)
      for (const key of ["a", "b", "c"]) put(key, `${key}${String(index).padStart(2, "0")}`);
    await eventually(() => mapping?.isIdle());
    expect(most()).toBe(3);
    for (const key of ["a", "b", "c"]) {
      const seen = batches.flat().filter((text) => text.startsWith(key));
      expect(seen).toEqual(seen.toSorted());
      expect(seen).toHaveLength(20);
    }
  });

  it("waits for a full batch, but not longer than the batching window", async () => {
    const { put, begin, batches } = start({ batchSize: 2, maximumBatchingWindowSeconds: 0.1 });
    begin();
    put("k", "1");
    put("k", "2");
    await eventually(() => mapping?.isIdle());
    put("k", "3");
    await eventually(() => mapping?.isIdle());
    expect(batches).toEqual([["1", "2"], ["3"]]);
  });
});
