import { afterAll, describe, expect, it } from "@jest/globals";
import { eventually } from "../local-stack/packaged-service.ts";
import { functionArn, openLambdaRoom } from "./lambda-room.ts";

describe("the Lambda host", () => {
  const room = openLambdaRoom();
  const { start } = room;
  afterAll(() => room.close());

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

  it("never shares a module's state, the global object or variables between two environments", async () => {
    const { invoke } = start();
    const both = await Promise.all([invoke({ sleep: 50 }), invoke({ sleep: 50 })]);
    expect(both.map(({ value }) => [value.calls, value.count, value.seen])).toEqual([
      [1, 1, "1"],
      [1, 1, "1"],
    ]);
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

  it("ends a loop that never comes back, keeps what was printed before, and says timeout in the report", async () => {
    const { invoke, lines } = start({ timeoutSeconds: 0.3 });
    const { requestId, value } = await invoke({ loop: true });
    expect(value).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 0.30 seconds`,
    });
    expect(lines()[1]).toMatch(/\tINFO\tabout to loop$/);
    expect(lines()[2]).toMatch(new RegExp(`Z ${requestId} Task timed out after 0.30 seconds$`));
    expect(lines().at(-1)).toMatch(/^REPORT .*\tStatus: timeout$/);
  });

  it("kills code whose buffers outgrow the memory size, in AWS's words, and reports the memory used", async () => {
    const { invoke, lines } = start({ timeoutSeconds: 60 });
    const { requestId, value } = await invoke({ buffers: true });
    const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
    expect(value).toEqual({ errorType: "Runtime.ExitError", errorMessage });
    expect(lines().slice(1, 4)).toEqual([errorMessage, "Runtime.ExitError", `END RequestId: ${requestId}`]);
    const [, used] =
      /Max Memory Used: (\d+) MB.*\tStatus: error\tError Type: Runtime.ExitError$/.exec(lines()[4] ?? "") ?? [];
    expect(Number(used)).toBeGreaterThan(128);
  });

  it.each([
    ["exits", { exit: true }, "Runtime.ExitError", /exit status 3/],
    ["throws outside of its promise", { stray: true }, "Runtime.UncaughtException", /stray/],
    ["outgrows its memory", { grow: true }, "Runtime.ExitError", /signal: killed/],
    ["answers more than 6 MB", { large: true }, "Function.ResponseSizeTooLarge", /maximum allowed/],
    ["answers what is no JSON", { notJson: true }, "Error", /^Unable to stringify response body$/],
  ])("reports code that %s", async (_, event, errorType, message) => {
    const { invoke } = start();
    expect(await invoke(event)).toMatchObject({ ok: false, errorType, errorMessage: expect.stringMatching(message) });
    expect(await invoke({})).toMatchObject({ ok: true });
  });

  it.each([
    ["a module that cannot be found", "nothing.handler", "Runtime.ImportModuleError"],
    ["a module that does not load", "broken.handler", "Error"],
    ["a module that exits", "exits.handler", "Runtime.ExitError"],
    ["an export that is not there", "index.nothing", "Runtime.HandlerNotFound"],
    ["a callback handler, which Node.js 24 no longer has", "index.withCallback", "Runtime.CallbackHandlerDeprecated"],
  ])("reports %s", async (_, handler, errorType) => {
    const { invoke } = start({ handler });
    expect(await invoke({})).toMatchObject({ ok: false, errorType });
  });

  it.each([
    ["index.nothing", "Runtime.HandlerNotFound"],
    ["exits.handler", "Runtime.ExitError"],
  ])("logs the failed init of %s with AWS's report line", async (handler, errorType) => {
    const { invoke, lines } = start({ handler });
    expect(await invoke({})).toMatchObject({ ok: false, errorType });
    const report = lines().find((line) => line.startsWith("INIT_REPORT"));
    expect(report).toMatch(/^INIT_REPORT Init Duration: \S+ ms\tPhase: init\tStatus: error\tError Type: \S+$/);
    expect(report).toContain(`Error Type: ${errorType}`);
  });

  it("ends an init that takes too long, and starts anew for the next invocation", async () => {
    const { invoke, lines, host } = start({ handler: "endless.handler" }, { initLimitSeconds: 0.3 });
    const { requestId, value } = await invoke({});
    expect(value).toEqual({
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${requestId} Error: Init timed out after 0.30 seconds`,
    });
    expect(lines()[0]).toMatch(/^INIT_REPORT Init Duration: \S+ ms\tPhase: init\tStatus: timeout$/);
    host.updateFunction("f", { handler: "index.handler" });
    expect((await invoke({})).value.calls).toBe(1);
  });

  it("runs what an update made of a function in new environments, and lets running invocations end in theirs", async () => {
    const { invoke, host } = start({ memoryMegabytes: 512 });
    await invoke({});
    const running = invoke({ sleep: 100 });
    host.updateFunction("f", { memoryMegabytes: 1_024, environment: { MINE: "new" } });
    const { value } = await invoke({});
    expect(value).toMatchObject({ calls: 1, mine: "new", context: { memory: "1024" } });
    expect((await running).value).toMatchObject({ calls: 2, mine: "stack", context: { memory: "512" } });
    await eventually(() => host.load().environments === 1);
  });

  it("gives no environment of the old configuration to what is asked for after an update", async () => {
    const { invoke, host } = start({ memoryMegabytes: 512 }, { maximumEnvironments: 1 });
    const running = [invoke({ sleep: 50 }), invoke({})];
    await eventually(() => host.load().waiting === 1);
    host.updateFunction("f", { memoryMegabytes: 1_024 });
    expect((await Promise.all(running)).map(({ value }) => value.context.memory)).toEqual(["512", "512"]);
    expect((await invoke({})).value.context.memory).toBe("1024");
  });

  it("runs a published version as it was published, in environments of its own", async () => {
    const { invoke, host } = start();
    expect(host.publishVersion("f")).toBe("1");
    host.updateFunction("f", { environment: { MINE: "latest" } });
    const latest = await invoke({});
    const first = await invoke({}, { qualifier: "1" });
    expect(latest).toMatchObject({
      executedVersion: "$LATEST",
      value: { calls: 1, mine: "latest", version: "$LATEST" },
    });
    expect(first).toMatchObject({ executedVersion: "1", value: { calls: 1, mine: "stack", version: "1" } });
    expect(first.value.context).toMatchObject({ functionVersion: "1", arn: `${functionArn}:1` });
    expect((await host.invoke(`${functionArn}:1`, "{}")).executedVersion).toBe("1");
    await expect(host.invoke("f:2", "{}")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(host.invoke("f:1", "{}", { qualifier: "$LATEST" })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
    });
  });

  it("loads CommonJS bundles too", async () => {
    const { invoke } = start({ handler: "common.handler" });
    expect((await invoke({})).value).toBe("common");
  });

  it("throttles above the reserved concurrency", async () => {
    const { invoke } = start({ reservedConcurrency: 1 });
    const first = invoke({ sleep: 100 });
    await expect(invoke({})).rejects.toMatchObject({
      name: "TooManyRequestsException",
      statusCode: 429,
      members: { Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" },
    });
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
    const { invoke, lines: written } = start();
    await invoke({ log: true });
    const lines = written();
    expect(lines[0]).toMatch(/^START RequestId: /);
    expect(lines[1]).toMatch(/\tINFO\tfirst line\rsecond line$/);
    expect(lines[2]).toMatch(/^END RequestId: /);
    expect(lines[3]).toMatch(
      /^REPORT RequestId: \S+\tDuration: \S+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: \S+ ms$/,
    );
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

  it("tries a failing event again with what was updated in between", async () => {
    const { host, lines } = start({ timeoutSeconds: 0.05 }, { asynchronousRetryDelaysMs: [200] });
    await host.invokeAsync("f", '{"sleep":200}');
    await eventually(() => lines().some((line) => line.endsWith("Status: timeout")));
    host.updateFunction("f", { timeoutSeconds: 5 });
    await host.settled();
    expect(host.statistics().f).toMatchObject({ invocations: 2, timeouts: 1, errors: 1 });
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
