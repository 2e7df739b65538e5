import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Execution } from "../../../local/step-functions/execution/execution.ts";
import { createRoom, fault, functionArn, jsonata, type Room, serve, shape, type TestFunction } from "./test-service.ts";

const task = (name: string, more: object = {}) => ({ Type: "Task", Resource: functionArn(name), ...more });

/** A function that fails so many times before it returns its payload. */
function failing(times: number): TestFunction {
  let left = times;
  return (payload) => {
    left -= 1;
    if (left >= 0) throw fault("Broken", "not yet");
    return payload;
  };
}

let close = async (): Promise<void> => undefined;
afterEach(() => close());

async function open(functions: Readonly<Record<string, TestFunction>>, options: Parameters<typeof createRoom>[1] = {}) {
  const room = createRoom(functions, options);
  const served = await serve(room.service);
  close = served.close;
  const redrive = async (execution: Execution, clientToken = `token-${execution.redriveCount}`) => {
    const answer = await served.client.send(new RedriveExecutionCommand({ executionArn: execution.arn, clientToken }));
    await room.clock.runUntil(execution.ended);
    return answer;
  };
  return { room, client: served.client, redrive };
}

const run = (room: Room, definition: object, input: unknown = {}) => room.run(definition, input);

describe("redriving an execution", () => {
  it("goes on at the task that failed, and appends to the history", async () => {
    const { room, redrive } = await open({ work: failing(1) });
    const definition = jsonata({
      Before: { Type: "Pass", Output: { step: 1 }, Next: "Work" },
      Work: task("work", { Next: "After" }),
      After: { Type: "Pass", End: true },
    });
    const execution = await run(room, definition);
    expect(execution.status).toBe("FAILED");
    await redrive(execution);
    expect(execution).toMatchObject({ status: "SUCCEEDED", error: undefined, redriveCount: 1 });
    expect(execution.output?.value).toEqual({ step: 1 });
    expect(shape(execution.history).slice(6)).toEqual([
      "7<6 LambdaFunctionFailed",
      "8<7 ExecutionFailed",
      "9<8 ExecutionRedriven",
      "10<9 LambdaFunctionScheduled",
      "11<10 LambdaFunctionStarted",
      "12<11 LambdaFunctionSucceeded",
      "13<12 TaskStateExited",
      "14<13 PassStateEntered",
      "15<14 PassStateExited",
      "16<15 ExecutionSucceeded",
    ]);
    expect(execution.history[8]?.details).toEqual({ executionRedrivenEventDetails: { redriveCount: 1 } });
  });

  it("gives a state all its retries again", async () => {
    const { room, redrive } = await open({ work: failing(5) });
    const retry = [{ ErrorEquals: ["Broken"], MaxAttempts: 2, IntervalSeconds: 1 }];
    const execution = await run(room, jsonata({ Work: task("work", { Retry: retry, End: true }) }));
    expect(room.functions.calls).toHaveLength(3);
    await redrive(execution);
    expect(execution.status).toBe("SUCCEEDED");
    expect(room.functions.calls).toHaveLength(6);
  });

  it("keeps variables, and shows the redrive in the context object", async () => {
    const { room, redrive } = await open({ work: failing(1) });
    const definition = jsonata({
      Set: { Type: "Pass", Assign: { kept: "{% $states.input.word %}" }, Next: "Work" },
      Work: task("work", {
        Output: {
          kept: "{% $kept %}",
          count: "{% $states.context.Execution.RedriveCount %}",
          time: "{% $states.context.Execution.RedriveTime %}",
        },
        End: true,
      }),
    });
    const execution = await run(room, definition, { word: "hello" });
    await room.clock.advance(60);
    await redrive(execution);
    expect(execution.output?.value).toEqual({ kept: "hello", count: 1, time: "2026-01-05T00:01:00.000Z" });
  });

  it("runs only the branches of a Parallel that had not succeeded", async () => {
    const { room, redrive } = await open({ good: (payload) => payload, bad: failing(1) });
    const branch = (name: string) => ({ StartAt: name, States: { [name]: task(name, { End: true }) } });
    const definition = jsonata({
      Both: { Type: "Parallel", Branches: [branch("good"), branch("bad")], End: true },
    });
    const execution = await run(room, definition, { a: 1 });
    const before = execution.history.length;
    await redrive(execution);
    expect(execution.output?.value).toEqual([{ a: 1 }, { a: 1 }]);
    expect(room.functions.calls).toHaveLength(3);
    expect(execution.history.slice(before).map(({ type }) => type)).toEqual([
      "ExecutionRedriven",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
      "TaskStateExited",
      "ParallelStateSucceeded",
      "ParallelStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("runs only the iterations of a Map that had not succeeded, from the state where each stood", async () => {
    let broken = true;
    const { room, redrive } = await open({
      first: (payload) => payload,
      second: (payload) => {
        if (payload === 2 && broken) throw fault("Broken");
        return payload;
      },
    });
    const definition = jsonata({
      Each: {
        Type: "Map",
        MaxConcurrency: 1,
        ItemProcessor: {
          StartAt: "First",
          States: { First: task("first", { Next: "Second" }), Second: task("second", { End: true }) },
        },
        End: true,
      },
    });
    const execution = await run(room, definition, [1, 2, 3]);
    expect(room.functions.calls).toEqual([1, 1, 2, 2]);
    broken = false;
    await redrive(execution);
    expect(execution.output?.value).toEqual([1, 2, 3]);
    expect(room.functions.calls.slice(4)).toEqual([2, 3, 3]);
  });

  it("goes on in a nested Parallel, twice if need be", async () => {
    const { room, redrive } = await open({ bad: failing(2), good: (payload) => payload });
    const inner = {
      Type: "Parallel",
      Branches: [{ StartAt: "B", States: { B: task("bad", { End: true }) } }],
      End: true,
    };
    const definition = jsonata({
      Outer: {
        Type: "Parallel",
        Branches: [
          { StartAt: "Inner", States: { Inner: inner } },
          { StartAt: "G", States: { G: task("good", { End: true }) } },
        ],
        End: true,
      },
    });
    const execution = await run(room, definition, 1);
    await redrive(execution);
    expect(execution.status).toBe("FAILED");
    await redrive(execution);
    expect(execution).toMatchObject({ status: "SUCCEEDED", redriveCount: 2 });
    expect(execution.output?.value).toEqual([[1], 1]);
    expect(room.functions.calls).toHaveLength(4);
  });

  it("runs all branches again when the state grew too large", async () => {
    let size = 200_000;
    const { room, redrive } = await open({ big: () => "x".repeat(size) });
    const branch = (name: string) => ({ StartAt: name, States: { [name]: task("big", { End: true }) } });
    const definition = jsonata({ Both: { Type: "Parallel", Branches: [branch("A"), branch("B")], End: true } });
    const execution = await run(room, definition);
    expect(execution.error).toBe("States.DataLimitExceeded");
    size = 10;
    await redrive(execution);
    expect(execution.status).toBe("SUCCEEDED");
    expect(room.functions.calls).toHaveLength(4);
  });

  it("enters a Fail state again, which fails again", async () => {
    const { room, redrive } = await open({});
    const execution = await run(room, jsonata({ No: { Type: "Fail", Error: "No" } }));
    await redrive(execution);
    expect(execution).toMatchObject({ status: "FAILED", error: "No" });
    expect(shape(execution.history).slice(3)).toEqual([
      "4<3 ExecutionRedriven",
      "5<4 FailStateEntered",
      "6<5 ExecutionFailed",
    ]);
  });

  it("counts the machine's TimeoutSeconds anew, and waits anew", async () => {
    const { room, redrive } = await open({});
    const definition = { ...jsonata({ Wait: { Type: "Wait", Seconds: 50, End: true } }), TimeoutSeconds: 40 };
    const execution = await run(room, definition);
    expect(execution.status).toBe("TIMED_OUT");
    await redrive(execution);
    expect(execution.status).toBe("TIMED_OUT");
    expect(execution.endedAt).toBe(execution.startedAt + 80_000);
  });

  it("takes up a stopped execution at the state where it stood, though the first attempt is still unwinding", async () => {
    const { room, client } = await open({});
    const definition = jsonata({ Wait: { Type: "Wait", Seconds: 50, Next: "End" }, End: { Type: "Succeed" } });
    const execution = room.start(room.machine(definition));
    await room.clock.advance(1);
    await client.send(new StopExecutionCommand({ executionArn: execution.arn, error: "Stop", cause: "by hand" }));
    await client.send(new RedriveExecutionCommand({ executionArn: execution.arn }));
    expect(execution).toMatchObject({ status: "RUNNING", error: undefined, cause: undefined });
    await room.clock.runUntil(execution.ended);
    expect(shape(execution.history).slice(2)).toEqual([
      "3<0 ExecutionAborted",
      "4<3 ExecutionRedriven",
      "5<4 WaitStateExited",
      "6<5 SucceedStateEntered",
      "7<6 SucceedStateExited",
      "8<7 ExecutionSucceeded",
    ]);
  });
});

describe("the redrive of an execution, as the API shows it", () => {
  it("is in DescribeExecution, GetExecutionHistory and ListExecutions", async () => {
    const { room, client, redrive } = await open({ work: failing(1) });
    const stateMachineArn = room.machine(jsonata({ Work: task("work", { End: true }) }));
    const execution = room.start(stateMachineArn, {}, "redriven");
    await room.clock.runUntil(execution.ended);
    const other = room.start(stateMachineArn, {}, "other");
    await room.clock.runUntil(other.ended);
    const describeIt = () => client.send(new DescribeExecutionCommand({ executionArn: execution.arn }));
    expect(await describeIt()).toMatchObject({ redriveCount: 0, redriveStatus: "REDRIVABLE" });
    const { redriveDate } = await redrive(execution);
    expect(redriveDate).toEqual(new Date(room.clock.now()));
    expect(await describeIt()).toMatchObject({
      status: "SUCCEEDED",
      redriveCount: 1,
      redriveDate,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
    });
    const list = async (redriveFilter: "REDRIVEN" | "NOT_REDRIVEN") =>
      (await client.send(new ListExecutionsCommand({ stateMachineArn, redriveFilter }))).executions?.map(
        ({ name, redriveCount, redriveDate: date }) => ({ name, redriveCount, date }),
      );
    expect(await list("REDRIVEN")).toEqual([{ name: "redriven", redriveCount: 1, date: redriveDate }]);
    expect(await list("NOT_REDRIVEN")).toEqual([{ name: "other", redriveCount: 0, date: undefined }]);
    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn: execution.arn }));
    expect(events?.find(({ type }) => type === "ExecutionRedriven")?.executionRedrivenEventDetails).toEqual({
      redriveCount: 1,
    });
  });

  it("is done once for each client token", async () => {
    const { room, client } = await open({ work: failing(2) });
    const execution = await run(room, jsonata({ Work: task("work", { End: true }) }));
    const send = async (clientToken: string) => {
      const answer = await client.send(new RedriveExecutionCommand({ executionArn: execution.arn, clientToken }));
      await room.clock.runUntil(execution.ended);
      return answer.redriveDate;
    };
    const first = await send("same");
    await room.clock.advance(10);
    expect(await send("same")).toEqual(first);
    expect(execution.redriveCount).toBe(1);
    await room.clock.advance(16 * 60);
    await send("same");
    expect(execution.redriveCount).toBe(2);
  });

  it("is refused with AWS's reason", async () => {
    const { room, client } = await open({ work: failing(9) }, { limits: { historyEvents: 8 } });
    const refusal = (executionArn: string) =>
      client
        .send(new RedriveExecutionCommand({ executionArn }))
        .catch(({ name, message }: Error) => `${name}: ${message}`);
    const done = await run(room, jsonata({ A: { Type: "Pass", End: true } }));
    expect(await refusal(done.arn)).toBe("ExecutionNotRedrivable: Execution is SUCCEEDED and cannot be redriven");
    const running = room.start(room.machine(jsonata({ A: { Type: "Wait", Seconds: 1000, End: true } })));
    expect(await refusal(running.arn)).toBe("ExecutionNotRedrivable: Execution is RUNNING and cannot be redriven");
    running.stop(undefined, undefined);
    await room.clock.advance(14 * 86_400 + 1);
    expect(await refusal(running.arn)).toBe("ExecutionNotRedrivable: Execution redrivable period exceeded");
    const steps = jsonata({
      A: { Type: "Pass", Next: "B" },
      B: { Type: "Pass", Next: "C" },
      C: { Type: "Fail" },
    });
    const long = await run(room, steps);
    expect(await refusal(long.arn)).toBe("ExecutionNotRedrivable: Execution history event limit exceeded");
    const unknown = done.arn.replace(/[^:]+$/, "unknown");
    expect(await refusal(unknown)).toBe(`ExecutionDoesNotExist: Execution Does Not Exist: '${unknown}'`);
    expect(await refusal("nonsense")).toBe("InvalidArn: Invalid Arn: 'Invalid ARN prefix: nonsense'");
    const express = room.machine(jsonata({ A: { Type: "Pass", End: true } }), { type: "EXPRESS" });
    expect(await refusal(room.start(express).arn)).toMatch(/^ExecutionDoesNotExist/);
  });
});
