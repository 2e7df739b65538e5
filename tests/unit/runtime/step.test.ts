import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { Context } from "aws-lambda";
import { z } from "zod";
import { parseEmbeddedMetrics } from "../../../local/cloudwatch/embedded-metrics.ts";
import { rejected } from "../../../runtime/faults.ts";
import { type StepTools, step } from "../../../runtime/step.ts";

/** A context of AWS Lambda with so much time left. */
function contextWith(remainingMs: number, memoryLimitInMB = "100000"): Context {
  const given = { awsRequestId: "request-1", functionName: "a-function", memoryLimitInMB };
  return { ...given, getRemainingTimeInMillis: () => remainingMs } as unknown as Context;
}

/** A handler around a function of its tools. */
const handlerOf = (run: (tools: StepTools) => unknown) =>
  step({ service: "contact.a-step", input: z.unknown(), dependencies: {}, run: (_, __, tools) => run(tools) });
const handOver = { metric: "HandOvers", value: 1, dimensions: {} } as const;

describe("a step", () => {
  let printed: string[];
  beforeEach(() => {
    printed = [];
    jest.spyOn(process.stdout, "write").mockImplementation((text) => {
      printed.push(String(text));
      return true;
    });
    jest.spyOn(console, "error").mockImplementation(() => {});
  });
  afterEach(() => void jest.restoreAllMocks());
  const metrics = () => printed.flatMap((line) => parseEmbeddedMetrics(line.trim()));

  it("prints what it has measured when it ends, in one line that names step and request", async () => {
    const handler = handlerOf(({ metrics: { add } }) => {
      add(handOver);
      add({ metric: "MediaReconnects", value: 1, dimensions: {} });
      expect(printed).toEqual([]);
      return "done";
    });
    expect(await handler({}, contextWith(8_000))).toBe("done");
    expect(metrics().map(({ name }) => name)).toEqual(["HandOvers", "MediaReconnects"]);
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { service: "contact.a-step", requestId: "request-1" },
    ]);
  });

  it("prints what it has measured also when it ends badly", async () => {
    const handler = handlerOf(({ metrics: { add } }) => {
      add(handOver);
      throw rejected("for a test");
    });
    await expect(handler({}, contextWith(8_000))).rejects.toMatchObject({ name: "Rejected" });
    expect(metrics().map(({ name }) => name)).toEqual(["HandOvers"]);
  });

  it("prints nothing any more once its time is up, though what it was doing goes on in a thawed environment", async () => {
    const thaw = Promise.withResolvers<void>();
    const leftover = Promise.withResolvers<unknown>();
    const handler = handlerOf(async ({ metrics: { add, print } }) => {
      add(handOver);
      await thaw.promise;
      try {
        print([handOver], { at: 0, about: {} });
        leftover.resolve("printed");
      } catch (error) {
        leftover.resolve(error);
      }
    });
    await expect(handler({}, contextWith(10))).rejects.toMatchObject({ name: "TimeoutError" });
    expect(metrics()).toHaveLength(1);
    thaw.resolve();
    expect(await leftover.promise).toMatchObject({ name: "Transient", message: "the invocation request-1 is over" });
    expect(metrics()).toHaveLength(1);
  });

  it("tells of its memory when it fills up, and else keeps quiet about it", async () => {
    const handler = handlerOf(() => "done");
    await handler({}, contextWith(8_000));
    expect(metrics()).toEqual([]);
    await handler({}, contextWith(8_000, "1"));
    expect(metrics().map(({ name, dimensions, unit }) => [name, dimensions, unit])).toEqual([
      ["MemoryUtilization", {}, "Percent"],
      ["MemoryUtilization", { Function: "a-function" }, "Percent"],
    ]);
  });
});
