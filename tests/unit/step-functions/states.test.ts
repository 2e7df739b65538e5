import { describe, expect, it } from "@jest/globals";
import { createRoom, fault, functionArn, jsonata, shape } from "./test-service.ts";

describe("state types", () => {
  it("Pass hands its input on when it has no Output", async () => {
    const execution = await createRoom().run(jsonata({ Only: { Type: "Pass", End: true } }), { a: 1 });
    expect(execution.output?.value).toEqual({ a: 1 });
    expect(shape(execution.history)).toEqual([
      "1<0 ExecutionStarted",
      "2<0 PassStateEntered",
      "3<2 PassStateExited",
      "4<3 ExecutionSucceeded",
    ]);
  });

  it("Succeed ends the machine with its Output", async () => {
    const execution = await createRoom().run(
      jsonata({ Done: { Type: "Succeed", Output: "{% $states.input.a & '!' %}" } }),
      { a: "x" },
    );
    expect(execution.output?.value).toBe("x!");
  });

  it("Fail ends the machine with its computed error and cause", async () => {
    const execution = await createRoom().run(
      jsonata({ Broken: { Type: "Fail", Error: "MediaLost", Cause: "{% 'contact ' & $states.input.id %}" } }),
      { id: "7" },
    );
    expect(execution).toMatchObject({ status: "FAILED", error: "MediaLost", cause: "contact 7" });
    expect(execution.history.at(-1)?.details).toEqual({
      executionFailedEventDetails: { error: "MediaLost", cause: "contact 7" },
    });
  });

  it("Choice takes the first rule that holds, with that rule's own Assign", async () => {
    const machine = jsonata({
      Ask: {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.n > 10 %}", Next: "Say", Assign: { size: "big" } },
          { Condition: "{% $states.input.n > 1 %}", Next: "Say", Assign: { size: "medium" } },
        ],
        Default: "Say",
        Assign: { size: "small" },
      },
      Say: { Type: "Pass", Output: "{% $size %}", End: true },
    });
    const room = createRoom();
    const arn = room.machine(machine);
    const answers = [];
    for (const n of [11, 2, 0]) {
      const execution = room.start(arn, { n });
      await execution.ended;
      answers.push(execution.output?.value);
    }
    expect(answers).toEqual(["big", "medium", "small"]);
  });

  it("Choice without a match and without Default ends the execution with States.Runtime", async () => {
    const execution = await createRoom().run(
      jsonata({
        Ask: { Type: "Choice", Choices: [{ Condition: "{% false %}", Next: "End" }] },
        End: { Type: "Succeed" },
      }),
    );
    expect(execution).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    expect(execution.cause).toContain("The state does not point to a next state.");
  });

  it("Wait sleeps for its computed seconds on the injected clock", async () => {
    const room = createRoom();
    const execution = room.start(
      room.machine(jsonata({ Pause: { Type: "Wait", Seconds: "{% $states.input.s %}", End: true } })),
      { s: 90 },
    );
    await room.clock.advance(89);
    expect(execution.status).toBe("RUNNING");
    await room.clock.advance(1);
    expect(execution.status).toBe("SUCCEEDED");
  });

  it("Wait goes on at its Timestamp, and at once when that has passed", async () => {
    const room = createRoom();
    const arn = room.machine(jsonata({ Pause: { Type: "Wait", Timestamp: "{% $states.input.until %}", End: true } }));
    const past = room.start(arn, { until: "2020-01-01T00:00:00Z" });
    const future = room.start(arn, { until: "2026-01-05T00:00:30.123456789+00:00" });
    await room.clock.advance(0);
    expect(past.status).toBe("SUCCEEDED");
    await room.clock.advance(31);
    expect(future.status).toBe("SUCCEEDED");
  });

  it("Task on lambda:invoke returns the function's answer under Payload", async () => {
    const room = createRoom({ Greet: (payload) => ({ text: `hello ${(payload as { name: string }).name}` }) });
    const execution = await room.run(
      jsonata({
        Greet: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Arguments: { FunctionName: functionArn("Greet"), Payload: { name: "{% $states.input.name %}" } },
          Output: "{% $states.result.Payload.text %}",
          TimeoutSeconds: 5,
          End: true,
        },
      }),
      { name: "Min" },
    );
    expect(execution.output?.value).toBe("hello Min");
    expect(shape(execution.history)).toEqual([
      "1<0 ExecutionStarted",
      "2<0 TaskStateEntered",
      "3<2 TaskScheduled",
      "4<3 TaskStarted",
      "5<4 TaskSucceeded",
      "6<5 TaskStateExited",
      "7<6 ExecutionSucceeded",
    ]);
    expect(execution.history[2]?.details.taskScheduledEventDetails).toMatchObject({
      resourceType: "lambda",
      resource: "invoke",
      region: "ap-northeast-2",
      timeoutInSeconds: 5,
    });
  });

  it("Task on a function's ARN passes arguments and result as they are", async () => {
    const room = createRoom({ Double: (n) => Number(n) * 2 });
    const execution = await room.run(
      jsonata({
        Double: { Type: "Task", Resource: functionArn("Double"), Arguments: "{% $states.input.n %}", End: true },
      }),
      {
        n: 21,
      },
    );
    expect(execution.output?.value).toBe(42);
    expect(execution.history.map(({ type }) => type)).toContain("LambdaFunctionSucceeded");
  });

  it("Task queues an asynchronous invocation with InvocationType Event", async () => {
    const room = createRoom();
    const execution = await room.run(
      jsonata({
        Tell: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Arguments: { FunctionName: "Tell", Payload: { a: 1 }, InvocationType: "Event" },
          End: true,
        },
      }),
    );
    expect(room.functions.calls).toEqual([{ a: 1 }]);
    expect(execution.output?.value).toMatchObject({ StatusCode: 202 });
  });

  it("Parallel runs its branches at the same time and returns their outputs in order", async () => {
    const branch = (seconds: number) => ({
      StartAt: `Wait${seconds}`,
      States: { [`Wait${seconds}`]: { Type: "Wait", Seconds: seconds, Output: seconds, End: true } },
    });
    const room = createRoom();
    const begin = room.clock.now();
    const execution = await room.run(
      jsonata({ Both: { Type: "Parallel", Branches: [branch(9), branch(4)], End: true } }),
    );
    expect(execution.output?.value).toEqual([9, 4]);
    expect((execution.endedAt ?? 0) - begin).toBe(9000);
  });

  it("Parallel ends the other branches when one fails, and its Catch sees the branch's error", async () => {
    const execution = await createRoom().run(
      jsonata({
        Both: {
          Type: "Parallel",
          Branches: [
            { StartAt: "Slow", States: { Slow: { Type: "Wait", Seconds: 100, End: true } } },
            { StartAt: "Bad", States: { Bad: { Type: "Fail", Error: "Oops", Cause: "no" } } },
          ],
          Catch: [{ ErrorEquals: ["Oops"], Next: "Caught", Output: "{% $states.errorOutput %}" }],
          End: true,
        },
        Caught: { Type: "Pass", End: true },
      }),
    );
    expect(execution.output?.value).toEqual({ Error: "Oops", Cause: "no" });
    expect(execution.history.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["WaitStateAborted", "ParallelStateFailed", "ParallelStateExited"]),
    );
  });

  it("Map runs its processor for each item, at most so many at a time, and keeps the order", async () => {
    let running = 0;
    let most = 0;
    const room = createRoom({
      Work: async (payload) => {
        running += 1;
        most = Math.max(most, running);
        await room.clock.sleep(1000);
        running -= 1;
        return payload;
      },
    });
    const execution = await room.run(
      jsonata({
        Each: {
          Type: "Map",
          Items: "{% $states.input.list %}",
          MaxConcurrency: 2,
          ItemSelector: { item: "{% $states.context.Map.Item.Value %}", at: "{% $states.context.Map.Item.Index %}" },
          ItemProcessor: {
            StartAt: "Work",
            States: { Work: { Type: "Task", Resource: functionArn("Work"), End: true } },
          },
          End: true,
        },
      }),
      { list: ["a", "b", "c"] },
    );
    expect(execution.output?.value).toEqual([
      { item: "a", at: 0 },
      { item: "b", at: 1 },
      { item: "c", at: 2 },
    ]);
    expect(most).toBe(2);
  });

  it("Map fails with the first iteration's error and aborts the others", async () => {
    const room = createRoom({
      Work: async (n) => {
        if (n === 2) throw fault("Rejected");
        await room.clock.sleep(60_000);
      },
    });
    const execution = await room.run(
      jsonata({
        Each: {
          Type: "Map",
          ItemProcessor: { StartAt: "W", States: { W: { Type: "Task", Resource: functionArn("Work"), End: true } } },
          End: true,
        },
      }),
      [1, 2, 3],
    );
    expect(execution).toMatchObject({ status: "FAILED", error: "Rejected" });
    expect(execution.history.slice(-8).map(({ type }) => type)).toEqual([
      "MapIterationFailed",
      "TaskStateAborted",
      "MapIterationAborted",
      "TaskStateAborted",
      "MapIterationAborted",
      "TaskStateAborted",
      "MapStateFailed",
      "ExecutionFailed",
    ]);
  });

  it("starts nothing any more once a branch has failed", async () => {
    const execution = await createRoom().run(
      jsonata({
        Both: {
          Type: "Parallel",
          Branches: [
            { StartAt: "Bad", States: { Bad: { Type: "Fail", Error: "Oops" } } },
            { StartAt: "Late", States: { Late: { Type: "Pass", End: true } } },
          ],
          End: true,
        },
      }),
    );
    expect(execution.history.map(({ type }) => type)).not.toContain("PassStateEntered");
  });

  it("a machine goes on where Next points as often as it is told to", async () => {
    const execution = await createRoom().run(
      jsonata({
        Count: { Type: "Pass", Assign: { n: "{% $exists($n) ? $n + 1 : 1 %}" }, Next: "IsDone" },
        IsDone: { Type: "Choice", Choices: [{ Condition: "{% $n >= 1200 %}", Next: "Done" }], Default: "Count" },
        Done: { Type: "Succeed", Output: "{% $n %}" },
      }),
    );
    expect(execution.output?.value).toBe(1200);
  });
});
