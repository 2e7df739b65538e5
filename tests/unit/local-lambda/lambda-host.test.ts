import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createLogStore } from "../../../local/cloudwatch/log-store.ts";
import { createMetricStore } from "../../../local/cloudwatch/metric-store.ts";
import type { FunctionConfiguration } from "../../../local/lambda/function-configuration.ts";
import { createLambdaHost, type LambdaHost, type LambdaHostOptions } from "../../../local/lambda/lambda-host.ts";
import { eventually } from "../local-stack/packaged-service.ts";

const code = `
let calls = 0;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const handler = async (event, context) => {
  calls += 1;
  if (event.log) console.log("first line\\nsecond line");
  if (event.sleep) await sleep(event.sleep);
  if (event.throw) throw Object.assign(new Error("broken"), { name: "Transient" });
  if (event.exit) process.exit(3);
  if (event.stray) { setTimeout(() => { throw new Error("stray"); }, 0); await sleep(1000); }
  if (event.grow) { const kept = []; for (;;) { kept.push(new Array(200_000).fill({})); await sleep(1); } }
  if (event.large) return "x".repeat(7_000_000);
  process.env.SEEN = String(calls);
  return { calls, seen: process.env.SEEN, mine: process.env.MINE, name: process.env.AWS_LAMBDA_FUNCTION_NAME, home: process.env.HOME, context: {
    remaining: context.getRemainingTimeInMillis(), functionName: context.functionName, memory: context.memoryLimitInMB, id: context.awsRequestId } };
};
export const withCallback = (event, context, callback) => callback(null, 1);
`;

describe("the Lambda host", () => {
  let directory: string;
  const hosts: LambdaHost[] = [];
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "aicc-lambda-"));
    writeFileSync(join(directory, "index.mjs"), code);
    writeFileSync(join(directory, "broken.mjs"), "import './nowhere.mjs';");
    writeFileSync(join(directory, "common.cjs"), "exports.handler = async () => 'common';");
  });
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.close()));
    rmSync(directory, { recursive: true, force: true });
  });

  function start(changes: Partial<FunctionConfiguration> = {}, options: Partial<LambdaHostOptions> = {}) {
    const logs = createLogStore();
    const metrics = createMetricStore();
    const letters: { queue: string; body: string; attributes: Record<string, { StringValue: string }> | undefined }[] =
      [];
    const lost: string[] = [];
    const host = createLambdaHost({
      logs,
      metrics,
      sendToQueue: async (queue, body, attributes) => void letters.push({ queue, body, attributes }),
      onLost: (_, reason) => void lost.push(reason),
      environment: () => ({ MINE: "stack" }),
      region: "ap-northeast-2",
      cacheDirectory: join(directory, "cache"),
      asynchronousRetryDelaysMs: [5, 5],
      ...options,
    });
    hosts.push(host);
    host.createFunction({
      functionName: "f",
      functionArn: "arn:aws:lambda:ap-northeast-2:000000000000:function:f",
      description: "",
      runtime: "nodejs24.x",
      handler: "index.handler",
      codeDirectory: directory,
      timeoutSeconds: 5,
      memoryMegabytes: 128,
      environment: {},
      logGroupName: "/aws/lambda/f",
      ...changes,
    });
    const invoke = async (event: unknown) => {
      const outcome = await host.invoke("f", JSON.stringify(event));
      return { ...outcome, value: JSON.parse(outcome.payload) };
    };
    return { host, invoke, logs, metrics, letters, lost };
  }

  it("runs a handler with its context and its own variables, and nothing of this process's", async () => {
    const { invoke } = start({ environment: { MINE: "own" } });
    const { value, requestId } = await invoke({});
    expect(value).toMatchObject({
      calls: 1,
      mine: "own",
      name: "f",
      context: { functionName: "f", memory: "128", id: requestId },
    });
    expect(value.home).toBeUndefined();
    expect(value.context.remaining).toBeGreaterThan(4_000);
  });

  it("uses a warm environment again, and a second one while the first is busy", async () => {
    const { invoke, host } = start();
    await invoke({});
    expect((await invoke({})).value.calls).toBe(2);
    const both = await Promise.all([invoke({ sleep: 50 }), invoke({ sleep: 50 })]);
    expect(both.map(({ value }) => value.calls).sort()).toEqual([1, 3]);
    expect(host.statistics().f).toMatchObject({ invocations: 4, coldStarts: 2 });
    expect(process.env.SEEN).toBeUndefined();
  });

  it("answers a thrown error by its name and keeps the environment", async () => {
    const { invoke } = start();
    expect(await invoke({ throw: true })).toMatchObject({ ok: false, errorType: "Transient", errorMessage: "broken" });
    expect((await invoke({})).value.calls).toBe(2);
  });

  it("ends an environment that runs out of time, with AWS's words", async () => {
    const { invoke } = start({ timeoutSeconds: 0.2 });
    const outcome = await invoke({ sleep: 5_000 });
    expect(outcome).toMatchObject({ ok: false, errorType: "Sandbox.Timedout" });
    expect(outcome.value.errorMessage).toBe(`RequestId: ${outcome.requestId} Error: Task timed out after 0.20 seconds`);
    expect((await invoke({})).value.calls).toBe(1);
  });

  it.each([
    ["exits", { exit: true }, "Runtime.ExitError", /exit status 3/],
    ["throws outside of its promise", { stray: true }, "Runtime.UncaughtException", /stray/],
    ["outgrows its memory", { grow: true }, "Runtime.ExitError", /signal: killed/],
    ["answers more than 6 MB", { large: true }, "Function.ResponseSizeTooLarge", /maximum allowed/],
  ])("reports code that %s", async (_, event, errorType, message) => {
    const { invoke } = start();
    expect(await invoke(event)).toMatchObject({ ok: false, errorType, errorMessage: expect.stringMatching(message) });
    expect(await invoke({})).toMatchObject({ ok: true });
  });

  it.each([
    ["a module that cannot be found", "nothing.handler", "Runtime.ImportModuleError"],
    ["a module that does not load", "broken.handler", "Error"],
    ["an export that is not there", "index.nothing", "Runtime.HandlerNotFound"],
    ["a callback handler, which Node.js 24 no longer has", "index.withCallback", "Runtime.CallbackHandlerDeprecated"],
  ])("reports %s", async (_, handler, errorType) => {
    const { invoke } = start({ handler });
    expect(await invoke({})).toMatchObject({ ok: false, errorType });
  });

  it("loads CommonJS bundles too", async () => {
    const { invoke } = start({ handler: "common.handler" });
    expect((await invoke({})).value).toBe("common");
  });

  it("throttles above the reserved concurrency", async () => {
    const { invoke } = start({ reservedConcurrency: 1 });
    const first = invoke({ sleep: 100 });
    await expect(invoke({})).rejects.toMatchObject({ name: "TooManyRequestsException", statusCode: 429 });
    expect((await first).ok).toBe(true);
  });

  it("lets invocations wait in line while all environments are busy", async () => {
    const { invoke, host } = start({}, { maximumEnvironments: 1 });
    const runs = [invoke({ sleep: 50 }), invoke({}), invoke({})];
    await eventually(() => host.load().waiting === 2);
    expect((await Promise.all(runs)).map(({ value }) => value.calls)).toEqual([1, 2, 3]);
    expect(host.load()).toEqual({ environments: 1, waiting: 0 });
  });

  it("ends environments that have been idle for long", async () => {
    const { invoke, host } = start({}, { idleMs: 100 });
    await invoke({});
    await eventually(() => host.load().environments === 0);
  });

  it("keeps what the code prints as log events, between START and REPORT", async () => {
    const { invoke, logs } = start();
    await invoke({ log: true });
    const lines = logs.events("/aws/lambda/f")?.map(({ message }) => message) ?? [];
    expect(lines[0]).toMatch(/^START RequestId: /);
    expect(lines[1]).toMatch(/\tINFO\tfirst line\rsecond line$/);
    expect(lines[2]).toMatch(/^END RequestId: /);
    expect(lines[3]).toMatch(/^REPORT RequestId: .*Billed Duration: \d+ ms\tMemory Size: 128 MB\tInit Duration: /);
  });

  it("tries a failing event three times and then puts it on the dead-letter queue with AWS's attributes", async () => {
    const { host, letters } = start({ deadLetterArn: "arn:aws:sqs:r:0:dlq" });
    const { requestId } = await host.invokeAsync("f", '{"throw":true}');
    await host.settled();
    expect(host.statistics().f).toMatchObject({ invocations: 3, errors: 3 });
    expect(letters).toEqual([
      {
        queue: "arn:aws:sqs:r:0:dlq",
        body: '{"throw":true}',
        attributes: {
          RequestID: { DataType: "String", StringValue: requestId },
          ErrorCode: { DataType: "Number", StringValue: "200" },
          ErrorMessage: { DataType: "String", StringValue: "broken" },
        },
      },
    ]);
  });

  it("says so when an event is lost because there is no destination", async () => {
    const { host, lost } = start();
    await host.invokeAsync("f", '{"throw":true}');
    await host.settled();
    expect(lost[0]).toMatch(/RetriesExhausted, and no destination/);
  });

  it("refuses events that are too large and functions that are not there", async () => {
    const { host } = start();
    const large = JSON.stringify("x".repeat(1_100_000));
    await expect(host.invokeAsync("f", large)).rejects.toMatchObject({
      name: "RequestTooLargeException",
      statusCode: 413,
    });
    expect((await host.invoke("f", large)).ok).toBe(true);
    await expect(host.invoke("g", "{}")).rejects.toMatchObject({ name: "ResourceNotFoundException", statusCode: 404 });
  });
});
