import { DescribeExecutionCommand, GetExecutionHistoryCommand, ListExecutionsCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "@jest/globals";
import { type ExecutionLogEntry, logEntry } from "../../../local/step-functions/execution/execution-log.ts";
import type { LoggingConfiguration } from "../../../local/step-functions/state-machine.ts";
import { arnOf, createRoom, jsonata, serve } from "./test-service.ts";

const failing = jsonata({
  Say: { Type: "Pass", Assign: { phone: "{% $states.input.phone %}" }, Next: "No" },
  No: { Type: "Fail", Error: "Rejected", Cause: "bad" },
});

async function logged(loggingConfiguration: LoggingConfiguration): Promise<ExecutionLogEntry[]> {
  const entries: ExecutionLogEntry[] = [];
  const room = createRoom(
    {},
    {
      onExecutionEvent: (execution, event) => {
        const entry = logEntry(execution, event);
        if (entry) entries.push(entry);
      },
    },
  );
  room.service.createStateMachine({
    name: "u",
    arn: arnOf("u"),
    type: "EXPRESS",
    definition: JSON.stringify(failing),
    loggingConfiguration,
  });
  await room.start(arnOf("u"), { phone: "010-1234" }).ended;
  return entries;
}

describe("Express executions", () => {
  it("keep nothing once they have ended, and have no history to read", async () => {
    const room = createRoom();
    const { client, close } = await serve(room.service);
    const stateMachineArn = room.machine(jsonata({ A: { Type: "Pass", End: true } }), { type: "EXPRESS" });
    const executions = Array.from({ length: 50 }, () => room.start(stateMachineArn));
    await Promise.all(executions.map(({ ended }) => ended));
    await room.clock.advance(0);
    expect(room.service.executions()).toHaveLength(0);
    expect(executions.every(({ history }) => history.length === 0)).toBe(true);
    const executionArn = executions[0]?.arn;
    await expect(client.send(new GetExecutionHistoryCommand({ executionArn }))).rejects.toMatchObject({
      name: "ExecutionDoesNotExist",
    });
    await expect(client.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: "ExecutionDoesNotExist",
    });
    await expect(client.send(new ListExecutionsCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: "StateMachineTypeNotSupported",
    });
    await close();
  });

  it("may run twice under one name", async () => {
    const room = createRoom();
    const arn = room.machine(jsonata({ A: { Type: "Pass", End: true } }), { type: "EXPRESS" });
    const [first, second] = [room.start(arn, {}, "same"), room.start(arn, {}, "same")];
    expect(first.arn).not.toBe(second.arn);
  });
});

describe("the execution log", () => {
  it("has every event with its data at level ALL", async () => {
    const entries = await logged({ level: "ALL", includeExecutionData: true });
    expect(entries.map(({ type }) => type)).toEqual([
      "ExecutionStarted",
      "PassStateEntered",
      "PassStateExited",
      "FailStateEntered",
      "ExecutionFailed",
    ]);
    expect(entries[1]).toMatchObject({
      id: "2",
      previous_event_id: "0",
      details: { name: "Say", input: '{"phone":"010-1234"}' },
    });
    expect(entries[1]?.execution_arn).toContain(":express:u:");
  });

  it("has no users' data unless the machine asks for it", async () => {
    const entries = await logged({ level: "ALL", includeExecutionData: false });
    expect(JSON.stringify(entries)).not.toContain("010-1234");
    expect(entries.at(-1)?.details).toEqual({ error: "Rejected", cause: "bad" });
  });

  it("has only what the level lets through", async () => {
    expect((await logged({ level: "ERROR", includeExecutionData: true })).map(({ type }) => type)).toEqual([
      "ExecutionFailed",
    ]);
    expect((await logged({ level: "FATAL", includeExecutionData: true })).map(({ type }) => type)).toEqual([
      "ExecutionFailed",
    ]);
    expect(await logged({ level: "OFF", includeExecutionData: true })).toEqual([]);
  });
});

describe("Standard executions", () => {
  it("are kept up to a limit, the oldest going first", async () => {
    const room = createRoom({}, { limits: { closedExecutions: 2 } });
    const arn = room.machine(jsonata({ A: { Type: "Pass", End: true } }));
    for (const name of ["a", "b", "c"]) {
      await room.start(arn, {}, name).ended;
      await room.clock.advance(0);
    }
    expect(room.service.executions().map(({ name }) => name)).toEqual(["c", "b"]);
  });

  it("are kept for 90 days of the clock, after which their name is free again", async () => {
    const room = createRoom({});
    const arn = room.machine(jsonata({ A: { Type: "Pass", End: true } }));
    await room.start(arn, {}, "a").ended;
    await room.clock.advance(90 * 86_400);
    expect(room.service.executions()).toHaveLength(1);
    expect(() => room.start(arn, {}, "a")).toThrow("Execution Already Exists");
    await room.clock.advance(1);
    expect(room.service.executions()).toEqual([]);
    await room.start(arn, {}, "a").ended;
  });
});
