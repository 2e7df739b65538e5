import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { retryDelaySeconds } from "../../../local/step-functions/asl/recovery.ts";
import { matchesError, StatesError } from "../../../local/step-functions/execution/states-error.ts";
import { createRoom, fault, functionArn, jsonata, type TestFunction } from "./test-service.ts";

/** A machine of one Task, with a state to catch its errors when it catches any. */
const task = (fields: object) =>
  jsonata({
    Work: { Type: "Task", Resource: functionArn("Work"), End: true, ...fields },
    ...("Catch" in fields && { Caught: { Type: "Pass", End: true } }),
  });

/** Fails so many times, then returns the number of the call. */
function failing(times: number, name: string): TestFunction {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls <= times) throw fault(name);
    return calls;
  };
}

describe("Retry", () => {
  it("runs the Task again after a back-off that grows", async () => {
    const room = createRoom({ Work: failing(3, "Transient") });
    const begin = room.clock.now();
    const execution = await room.run(
      task({ Retry: [{ ErrorEquals: ["Transient"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3 }] }),
    );
    expect(execution.output?.value).toBe(4);
    expect((execution.endedAt ?? 0) - begin).toBe((2 + 6 + 18) * 1000);
  });

  it("gives up when the attempts of the retrier are used up", async () => {
    const room = createRoom({ Work: failing(9, "Transient") });
    const execution = await room.run(task({ Retry: [{ ErrorEquals: ["Transient"], MaxAttempts: 2 }] }));
    expect(execution).toMatchObject({ status: "FAILED", error: "Transient" });
    expect(room.functions.calls).toHaveLength(3);
  });

  it("leaves other errors alone", async () => {
    const room = createRoom({ Work: failing(1, "Rejected") });
    const execution = await room.run(task({ Retry: [{ ErrorEquals: ["Transient", "NotReady"] }] }));
    expect(execution.error).toBe("Rejected");
    expect(room.functions.calls).toHaveLength(1);
  });

  it("shows the number of retries in the context object", async () => {
    const room = createRoom({ Work: failing(2, "NotReady") });
    await room.run(
      task({ Arguments: "{% $states.context.State.RetryCount %}", Retry: [{ ErrorEquals: ["States.ALL"] }] }),
    );
    expect(room.functions.calls).toEqual([0, 1, 2]);
  });

  it("never waits longer than MaxDelaySeconds, and with full jitter anything up to that", () => {
    const retrier = fc.record({
      ErrorEquals: fc.array(fc.string()),
      IntervalSeconds: fc.integer({ min: 1, max: 100 }),
      MaxAttempts: fc.constant(10),
      BackoffRate: fc.double({ min: 1, max: 10, noNaN: true }),
      MaxDelaySeconds: fc.integer({ min: 1, max: 1000 }),
      JitterStrategy: fc.constantFrom("FULL" as const, "NONE" as const),
    });
    fc.assert(
      fc.property(
        retrier,
        fc.nat(20),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (fields, attempts, random) => {
          const delay = retryDelaySeconds(fields, attempts, () => random);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(fields.MaxDelaySeconds);
        },
      ),
    );
  });
});

describe("Catch", () => {
  it("goes on with the catcher's Output and Assign", async () => {
    const execution = await createRoom({ Work: failing(1, "Rejected") }).run(
      jsonata({
        Work: {
          Type: "Task",
          Resource: functionArn("Work"),
          End: true,
          Catch: [
            { ErrorEquals: ["Transient"], Next: "Never" },
            {
              ErrorEquals: ["States.ALL"],
              Next: "Caught",
              Assign: { why: "{% $states.errorOutput.Error %}" },
              Output: { id: "{% $states.input.id %}" },
            },
          ],
        },
        Caught: { Type: "Pass", Output: { id: "{% $states.input.id %}", why: "{% $why %}" }, End: true },
        Never: { Type: "Fail" },
      }),
      { id: 3 },
    );
    expect(execution.output?.value).toEqual({ id: 3, why: "Rejected" });
  });

  it("catches a failed evaluation, which the history names by field", async () => {
    const execution = await createRoom({ Work: () => 1 }).run(
      task({
        Output: { a: { b: "{% $states.result.missing %}" } },
        Catch: [{ ErrorEquals: ["States.QueryEvaluationError"], Next: "Caught" }],
      }),
    );
    expect(execution.status).toBe("SUCCEEDED");
    expect(
      execution.history.find(({ type }) => type === "EvaluationFailed")?.details.evaluationFailedEventDetails,
    ).toMatchObject({
      state: "Work",
      location: "Output/a/b",
      cause:
        "An error occurred while executing the state 'Work' (entered at the event id #2). The JSONata expression '$states.result.missing' specified for the field 'Output/a/b' returned nothing (undefined).",
    });
  });

  it("names an unknown function as AWS does", async () => {
    const execution = await createRoom().run(
      task({ Catch: [{ ErrorEquals: ["Lambda.ResourceNotFoundException"], Next: "Caught" }] }),
    );
    expect(execution.status).toBe("SUCCEEDED");
  });

  it("does not let States.ALL catch an output that is too large", async () => {
    const execution = await createRoom({ Work: () => "x".repeat(200_000) }).run(
      task({
        Output: "{% $states.result & $states.result %}",
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught" }],
      }),
    );
    expect(execution).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  });

  it("lets States.ALL catch a function's result that is too large, as AWS was recorded to", async () => {
    const execution = await createRoom({ Work: () => "x".repeat(263_168) }).run(
      task({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught" }] }),
    );
    expect(execution.status).toBe("SUCCEEDED");
    expect(execution.output?.value).toMatchObject({ Error: "States.DataLimitExceeded" });
  });
});

describe("ErrorEquals", () => {
  it.each([
    ["Transient", ["Transient"], true],
    ["Transient", ["States.ALL"], true],
    ["Transient", ["States.TaskFailed"], true],
    ["Transient", ["NotReady"], false],
    ["States.Timeout", ["States.TaskFailed"], false],
    ["States.Timeout", ["States.ALL"], true],
    ["States.HeartbeatTimeout", ["States.Timeout"], true],
    ["States.HeartbeatTimeout", ["States.HeartbeatTimeout"], true],
    ["States.Timeout", ["States.HeartbeatTimeout"], false],
    ["States.Runtime", ["States.ALL"], false],
    ["States.Runtime", ["States.Runtime"], false],
  ])("matches %s with %j: %s", (name, errorEquals, expected) => {
    expect(matchesError(new StatesError(name, undefined), errorEquals)).toBe(expected);
  });
});

describe("time limits", () => {
  it("a Task fails with States.Timeout after TimeoutSeconds, whatever the function does later", async () => {
    const room = createRoom({ Work: () => room.clock.sleep(60_000) });
    const execution = await room.run(
      task({ TimeoutSeconds: 5, Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Caught" }] }),
    );
    expect(execution.output?.value).toEqual({ Error: "States.Timeout", Cause: "" });
    expect((execution.endedAt ?? 0) - execution.startedAt).toBe(5000);
    expect(execution.history.map(({ type }) => type)).toContain("LambdaFunctionTimedOut");
  });

  it("TimeoutSeconds can be computed", async () => {
    const room = createRoom({ Work: () => room.clock.sleep(60_000) });
    const execution = await room.run(task({ TimeoutSeconds: "{% $states.input.limit * 2 %}" }), { limit: 4 });
    expect((execution.endedAt ?? 0) - execution.startedAt).toBe(8000);
  });

  it("a machine's own TimeoutSeconds ends the execution as TIMED_OUT", async () => {
    const execution = await createRoom().run({
      ...jsonata({ Pause: { Type: "Wait", Seconds: 60, End: true } }),
      TimeoutSeconds: 10,
    });
    expect(execution.status).toBe("TIMED_OUT");
    expect((execution.endedAt ?? 0) - execution.startedAt).toBe(10_000);
    expect(execution.history.at(-1)?.type).toBe("ExecutionTimedOut");
  });

  it("an Express execution ends after five minutes", async () => {
    const execution = await createRoom().run(
      jsonata({ Pause: { Type: "Wait", Seconds: 3600, End: true } }),
      {},
      "EXPRESS",
    );
    expect(execution.status).toBe("TIMED_OUT");
    expect((execution.endedAt ?? 0) - execution.startedAt).toBe(300_000);
  });

  it("a Standard execution ends when its history is full", async () => {
    const room = createRoom({}, { limits: { historyEvents: 50 } });
    const execution = await room.run(
      jsonata({
        Ping: { Type: "Pass", Next: "Pong" },
        Pong: { Type: "Choice", Choices: [{ Condition: "{% true %}", Next: "Ping" }], Default: "End" },
        End: { Type: "Succeed" },
      }),
    );
    expect(execution).toMatchObject({
      status: "FAILED",
      cause: "The execution reached the maximum number of history events (50).",
    });
    expect(execution.history).toHaveLength(50);
  });
});
