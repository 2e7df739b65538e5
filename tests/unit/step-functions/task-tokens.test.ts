import { SendTaskFailureCommand, SendTaskHeartbeatCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "@jest/globals";
import { createRoom, jsonata, serve } from "./test-service.ts";

const waiting = (fields: object = {}) =>
  jsonata({
    Park: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Arguments: { FunctionName: "Park", Payload: { token: "{% $states.context.Task.Token %}" } },
      End: true,
      ...fields,
    },
    ...("Catch" in fields && { Caught: { Type: "Pass", End: true } }),
  });

/** A service whose Park function keeps the token that it was given. */
async function parked(fields: object = {}) {
  const tokens: string[] = [];
  const room = createRoom({ Park: (payload) => void tokens.push((payload as { token: string }).token) });
  const { client, close } = await serve(room.service);
  const execution = room.start(room.machine(waiting(fields)));
  await room.clock.advance(0);
  return { room, client, close, execution, taskToken: tokens[0] ?? "", tokens };
}

describe("a Task that waits for its token", () => {
  it("goes on with what SendTaskSuccess brings", async () => {
    const { client, close, execution, taskToken } = await parked();
    expect(execution.status).toBe("RUNNING");
    await client.send(new SendTaskSuccessCommand({ taskToken, output: '{"agent":"a-1"}' }));
    await execution.ended;
    expect(execution.output?.value).toEqual({ agent: "a-1" });
    expect(execution.history.map(({ type }) => type)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSubmitted",
      "TaskSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
    await close();
  });

  it("fails with the error and cause of SendTaskFailure, which can be caught", async () => {
    const { client, close, execution, taskToken } = await parked({
      Catch: [{ ErrorEquals: ["NotReady"], Next: "Caught" }],
    });
    await client.send(new SendTaskFailureCommand({ taskToken, error: "NotReady", cause: "no media" }));
    await execution.ended;
    expect(execution.output?.value).toEqual({ Error: "NotReady", Cause: "no media" });
    await close();
  });

  it("takes a token that comes back before the function has returned", async () => {
    const answer = async (payload: unknown): Promise<void> => {
      const { token } = payload as { token: string };
      await client.send(new SendTaskSuccessCommand({ taskToken: token, output: '"early"' }));
    };
    const room = createRoom({ Park: answer });
    const { client, close } = await serve(room.service);
    const execution = room.start(room.machine(waiting()));
    await execution.ended;
    expect(execution.output?.value).toBe("early");
    await close();
  });

  it("fails when the function fails before it waits", async () => {
    const room = createRoom({
      Park: () => {
        throw new TypeError("no");
      },
    });
    const execution = await room.run(waiting());
    expect(execution).toMatchObject({ status: "FAILED", error: "TypeError" });
  });

  it("fails with States.HeartbeatTimeout unless heartbeats come in time", async () => {
    const { room, client, close, execution, taskToken } = await parked({ HeartbeatSeconds: 10, TimeoutSeconds: 100 });
    for (let beat = 0; beat < 3; beat += 1) {
      await room.clock.advance(8);
      await client.send(new SendTaskHeartbeatCommand({ taskToken }));
    }
    expect(execution.status).toBe("RUNNING");
    await room.clock.advance(11);
    expect(execution).toMatchObject({ status: "FAILED", error: "States.HeartbeatTimeout" });
    expect((execution.endedAt ?? 0) - execution.startedAt).toBe(34_000);
    await close();
  });

  it("refuses a token whose task has ended, and one that was never given out", async () => {
    const { client, close, execution, taskToken } = await parked();
    await client.send(new SendTaskSuccessCommand({ taskToken, output: "1" }));
    await execution.ended;
    await expect(client.send(new SendTaskSuccessCommand({ taskToken, output: "2" }))).rejects.toMatchObject({
      name: "TaskTimedOut",
    });
    await expect(client.send(new SendTaskHeartbeatCommand({ taskToken: "made-up" }))).rejects.toMatchObject({
      name: "InvalidToken",
    });
    await close();
  });

  it("refuses an output that is not JSON and goes on waiting", async () => {
    const { client, close, execution, taskToken } = await parked();
    await expect(client.send(new SendTaskSuccessCommand({ taskToken, output: "{" }))).rejects.toMatchObject({
      name: "InvalidOutput",
    });
    expect(execution.status).toBe("RUNNING");
    await client.send(new SendTaskSuccessCommand({ taskToken, output: "{}" }));
    await execution.ended;
    await close();
  });

  it("gives each attempt a token of its own", async () => {
    const { room, client, close, execution, tokens } = await parked({
      Retry: [{ ErrorEquals: ["Transient"], IntervalSeconds: 1 }],
    });
    await client.send(new SendTaskFailureCommand({ taskToken: tokens[0], error: "Transient" }));
    await room.clock.advance(1);
    expect(tokens).toHaveLength(2);
    expect(tokens[0]).not.toBe(tokens[1]);
    await client.send(new SendTaskSuccessCommand({ taskToken: tokens[1], output: "2" }));
    await execution.ended;
    expect(execution.output?.value).toBe(2);
    await close();
  });
});
