import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createRoom, type Room, serve } from "./test-service.ts";

const roleArn = "arn:aws:iam::000000000000:role/machine";
const pass = (Comment: string) => JSON.stringify({ Comment, StartAt: "A", States: { A: { Type: "Pass", End: true } } });
const wait = JSON.stringify({
  StartAt: "W",
  States: { W: { Type: "Wait", Seconds: 60, Next: "P" }, P: { Type: "Pass", End: true } },
});

describe("state machines through the API", () => {
  let room: Room;
  let client: SFNClient;
  let close: () => Promise<void>;
  beforeEach(async () => {
    room = createRoom();
    ({ client, close } = await serve(room.service));
  });
  afterEach(() => close());

  const create = (input: object = {}) =>
    client.send(new CreateStateMachineCommand({ name: "made", definition: pass("one"), roleArn, ...input }));
  const refused = async (sent: Promise<unknown>) => {
    const error = await sent.catch((thrown: unknown) => thrown);
    return error instanceof Error ? `${error.name}: ${error.message}` : "it was taken";
  };

  it("are created, and described as they were given", async () => {
    const { stateMachineArn, creationDate } = await create({
      type: "EXPRESS",
      loggingConfiguration: { level: "ERROR" },
    });
    expect(stateMachineArn).toBe("arn:aws:states:ap-northeast-2:000000000000:stateMachine:made");
    expect(creationDate).toEqual(new Date("2026-01-05T00:00:00Z"));
    expect(await client.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      name: "made",
      type: "EXPRESS",
      status: "ACTIVE",
      definition: pass("one"),
      roleArn,
      revisionId: "INITIAL",
      loggingConfiguration: { level: "ERROR", includeExecutionData: false },
    });
  });

  it("may be created again in the same way, whatever the role", async () => {
    const first = await create();
    await room.clock.advance(5);
    expect(await create({ roleArn: "arn:aws:iam::000000000000:role/other" })).toMatchObject({
      stateMachineArn: first.stateMachineArn,
      creationDate: first.creationDate,
    });
    expect(await refused(create({ definition: pass("two") }))).toBe(
      `StateMachineAlreadyExists: State Machine Already Exists: '${first.stateMachineArn}'`,
    );
  });

  it.each<[string, object, string]>([
    ["a name", { name: "no good" }, "InvalidName: Invalid Name: 'no good'"],
    ["a role", { roleArn: "me" }, "InvalidArn: Invalid Role Arn: 'me'"],
    [
      "a definition",
      { definition: "{}" },
      "InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt, States] at /'",
    ],
  ])("%s that AWS refuses is refused", async (_what, input, expected) => {
    expect(await refused(create(input))).toBe(expected);
  });

  it("are updated for the executions that start from then on", async () => {
    const { stateMachineArn } = await create({ definition: wait });
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    await room.clock.advance(1);
    const { revisionId, updateDate } = await client.send(
      new UpdateStateMachineCommand({ stateMachineArn, definition: pass("two") }),
    );
    expect(updateDate).toEqual(new Date("2026-01-05T00:00:01Z"));
    expect(await client.send(new DescribeStateMachineCommand({ stateMachineArn }))).toMatchObject({
      definition: pass("two"),
      revisionId,
    });
    expect(await client.send(new DescribeStateMachineForExecutionCommand({ executionArn }))).toMatchObject({
      definition: wait,
      revisionId: "INITIAL",
    });
    await room.clock.advance(60);
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: "SUCCEEDED" });
  });

  it("an update must say what to change, of a machine that is there", async () => {
    const { stateMachineArn } = await create();
    expect(await refused(client.send(new UpdateStateMachineCommand({ stateMachineArn })))).toMatch(
      /^MissingRequiredParameter: /,
    );
    const other = `${stateMachineArn}2`;
    expect(await refused(client.send(new UpdateStateMachineCommand({ stateMachineArn: other, roleArn })))).toBe(
      `StateMachineDoesNotExist: State Machine Does Not Exist: '${other}'`,
    );
  });

  it("are deleted with the executions that run, and may be deleted twice", async () => {
    const { stateMachineArn } = await create({ definition: wait });
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    expect(await refused(client.send(new StartExecutionCommand({ stateMachineArn })))).toMatch(
      /^StateMachineDoesNotExist/,
    );
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({ status: "ABORTED" });
  });

  it("definitions are validated without being kept", async () => {
    const validate = (input: object) =>
      client.send(new ValidateStateMachineDefinitionCommand({ definition: pass("one"), ...input }));
    expect(await validate({})).toMatchObject({ result: "OK", diagnostics: [], truncated: false });
    const wrong = JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass" }, B: { Type: "Pass" } } });
    const { result, diagnostics, truncated } = await validate({ definition: wrong, maxResults: 1 });
    expect({ result, truncated }).toEqual({ result: "FAIL", truncated: true });
    expect(diagnostics).toMatchObject([{ severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", location: "/States/A" }]);
    const doubtful = JSON.stringify({
      StartAt: "A",
      States: { A: { Type: "Pass", Parameters: { v: "$.a" }, End: true } },
    });
    expect(await validate({ definition: doubtful })).toMatchObject({ result: "OK", diagnostics: [] });
    expect(await validate({ definition: doubtful, severity: "WARNING" })).toMatchObject({
      result: "OK",
      diagnostics: [{ severity: "WARNING", code: "NO_DOLLAR" }],
    });
  });
});
