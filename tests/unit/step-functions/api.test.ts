import {
  SFNClient as Client,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  type SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { resolveSyncEndpoint } from "../../../local/step-functions/sync-endpoint-lookup.ts";
import { arnOf, createRoom, jsonata, type Room, serve } from "./test-service.ts";

const echo = jsonata({ Echo: { Type: "Pass", End: true } });
const pause = jsonata({ Pause: { Type: "Wait", Seconds: 60, End: true } });

describe("the API as the AWS SDK calls it", () => {
  let room: Room;
  let client: SFNClient;
  let endpoint: string;
  let close: () => Promise<void>;

  beforeEach(async () => {
    room = createRoom();
    ({ client, endpoint, close } = await serve(room.service));
  });

  afterEach(() => close());

  it("starts and describes an execution", async () => {
    const stateMachineArn = room.machine(echo, { name: "contact" });
    const { executionArn, startDate } = await client.send(
      new StartExecutionCommand({ stateMachineArn, name: "c-1", input: '{"a":1}' }),
    );
    expect(executionArn).toBe("arn:aws:states:ap-northeast-2:000000000000:execution:contact:c-1");
    expect(startDate).toEqual(new Date("2026-01-05T00:00:00Z"));
    const description = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(description).toMatchObject({
      status: "SUCCEEDED",
      input: '{"a":1}',
      output: '{"a":1}',
      name: "c-1",
      redriveStatus: "NOT_REDRIVABLE",
    });
  });

  it("returns the running execution for the same name and input", async () => {
    const stateMachineArn = room.machine(pause);
    const first = await client.send(new StartExecutionCommand({ stateMachineArn, name: "once", input: "{}" }));
    await room.clock.advance(5);
    const second = await client.send(new StartExecutionCommand({ stateMachineArn, name: "once", input: "{}" }));
    expect(second.executionArn).toBe(first.executionArn);
    expect(second.startDate).toEqual(first.startDate);
    expect(room.service.executions()).toHaveLength(1);
  });

  it("refuses the same name with another input, and after the end", async () => {
    const stateMachineArn = room.machine(pause);
    const start = (input: string) => client.send(new StartExecutionCommand({ stateMachineArn, name: "once", input }));
    await start("{}");
    await expect(start('{"other":true}')).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    await room.clock.advance(60);
    await expect(start("{}")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
  });

  it("refuses unknown machines, names with spaces, input that is not JSON and input that is too large", async () => {
    const stateMachineArn = room.machine(echo);
    const start = (fields: object) => client.send(new StartExecutionCommand({ stateMachineArn, ...fields }));
    await expect(start({ stateMachineArn: arnOf("none") })).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
    await expect(start({ stateMachineArn: "contact" })).rejects.toMatchObject({ name: "InvalidArn" });
    await expect(start({ name: "a b" })).rejects.toMatchObject({ name: "InvalidName" });
    await expect(start({ input: "{a:1}" })).rejects.toMatchObject({ name: "InvalidExecutionInput" });
    await expect(start({ input: JSON.stringify("가".repeat(90_000)) })).rejects.toMatchObject({
      name: "InvalidExecutionInput",
    });
  });

  it("pages the history forwards and backwards", async () => {
    const execution = room.start(
      room.machine(jsonata({ A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", End: true } })),
    );
    await execution.ended;
    const ids = async (reverseOrder: boolean) => {
      const found: (number | undefined)[] = [];
      for await (const page of paginateGetExecutionHistory(
        { client, pageSize: 2 },
        { executionArn: execution.arn, reverseOrder },
      )) {
        expect(page.events?.length).toBeLessThanOrEqual(2);
        found.push(...(page.events ?? []).map(({ id }) => id));
      }
      return found;
    };
    expect(await ids(false)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await ids(true)).toEqual([6, 5, 4, 3, 2, 1]);
  });

  it("leaves users' data out of the history when asked", async () => {
    const execution = room.start(room.machine(echo), { secret: "010-1234" });
    await execution.ended;
    const full = await client.send(new GetExecutionHistoryCommand({ executionArn: execution.arn }));
    const bare = await client.send(
      new GetExecutionHistoryCommand({ executionArn: execution.arn, includeExecutionData: false }),
    );
    expect(full.events?.[1]?.stateEnteredEventDetails?.input).toContain("010-1234");
    expect(JSON.stringify(bare.events)).not.toContain("010-1234");
    expect(bare.events?.[1]?.stateEnteredEventDetails?.name).toBe("Echo");
  });

  it("lists executions by status, the last started first, in pages", async () => {
    const stateMachineArn = room.machine(
      jsonata({ Pause: { Type: "Wait", Seconds: "{% $states.input.s %}", End: true } }),
    );
    for (const [name, s] of [
      ["a", 0],
      ["b", 50],
      ["c", 0],
      ["d", 0],
    ] as const)
      room.start(stateMachineArn, { s }, name);
    await room.clock.advance(0);
    const list = async (fields: object) => {
      const { executions = [], nextToken } = await client.send(
        new ListExecutionsCommand({ stateMachineArn, ...fields }),
      );
      return { names: executions.map(({ name }) => name), nextToken };
    };
    expect((await list({})).names).toEqual(["d", "c", "b", "a"]);
    expect((await list({ statusFilter: "RUNNING" })).names).toEqual(["b"]);
    const first = await list({ statusFilter: "SUCCEEDED", maxResults: 2 });
    expect(first.names).toEqual(["d", "c"]);
    expect(await list({ statusFilter: "SUCCEEDED", maxResults: 2, nextToken: first.nextToken })).toEqual({
      names: ["a"],
      nextToken: undefined,
    });
    await expect(list({ nextToken: "???" })).rejects.toMatchObject({ name: "InvalidToken" });
  });

  it("lists and describes state machines", async () => {
    room.machine(echo, { name: "utterance", type: "EXPRESS" });
    room.machine(pause, { name: "contact" });
    const { stateMachines } = await client.send(new ListStateMachinesCommand({}));
    expect(stateMachines?.map(({ name, type }) => [name, type])).toEqual([
      ["contact", "STANDARD"],
      ["utterance", "EXPRESS"],
    ]);
    const machine = await client.send(new DescribeStateMachineCommand({ stateMachineArn: arnOf("contact") }));
    expect(JSON.parse(machine.definition ?? "")).toEqual(pause);
    expect(machine.status).toBe("ACTIVE");
  });

  it("stops an execution, whose waits end with it", async () => {
    const execution = room.start(room.machine(pause));
    await room.clock.advance(1);
    await client.send(new StopExecutionCommand({ executionArn: execution.arn, error: "Operator", cause: "enough" }));
    await execution.ended;
    const description = await client.send(new DescribeExecutionCommand({ executionArn: execution.arn }));
    expect(description).toMatchObject({
      status: "ABORTED",
      error: "Operator",
      cause: "enough",
      stopDate: new Date("2026-01-05T00:00:01Z"),
    });
    expect(execution.history.at(-1)).toMatchObject({ type: "ExecutionAborted", id: 3, previousEventId: 0 });
    await room.clock.advance(100);
    expect(execution.history).toHaveLength(3);
  });

  it("answers a synchronous start with the execution's end, over the sync- host that the SDK makes up", async () => {
    const restore = resolveSyncEndpoint();
    try {
      const stateMachineArn = room.machine(
        jsonata({ Say: { Type: "Pass", Output: { answer: "{% $states.input.q & '!' %}" }, End: true } }),
        { type: "EXPRESS" },
      );
      const answer = await client.send(new StartSyncExecutionCommand({ stateMachineArn, input: '{"q":"hi"}' }));
      expect(answer).toMatchObject({
        status: "SUCCEEDED",
        output: '{"answer":"hi!"}',
        billingDetails: { billedDurationInMilliseconds: 100 },
      });
      expect(answer.executionArn).toContain(":express:");
    } finally {
      restore();
    }
  });

  it("answers a synchronous start that fails with its error", async () => {
    const direct = new Client({
      endpoint,
      region: "ap-northeast-2",
      disableHostPrefix: true,
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
    const stateMachineArn = room.machine(jsonata({ No: { Type: "Fail", Error: "Rejected", Cause: "bad" } }), {
      type: "EXPRESS",
    });
    expect(await direct.send(new StartSyncExecutionCommand({ stateMachineArn }))).toMatchObject({
      status: "FAILED",
      error: "Rejected",
      cause: "bad",
    });
    const standard = room.machine(echo);
    await expect(direct.send(new StartSyncExecutionCommand({ stateMachineArn: standard }))).rejects.toMatchObject({
      name: "StateMachineTypeNotSupported",
    });
    direct.destroy();
  });

  it("names the member that a request lacks", async () => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "x-amz-target": "AWSStepFunctions.DescribeExecution" },
      body: "{}",
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      __type: "ValidationException",
      message: expect.stringContaining("'executionArn'"),
    });
  });

  it("says which operations it does not serve", async () => {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "x-amz-target": "AWSStepFunctions.CreateActivity" },
      body: "{}",
    });
    expect(await response.json()).toMatchObject({ __type: "UnknownOperationException" });
  });
});

describe("closing", () => {
  it("ends every running execution and its waits", async () => {
    const room = createRoom();
    const execution = room.start(room.machine(pause));
    await room.clock.advance(1);
    await room.service.close();
    expect(execution).toMatchObject({ status: "ABORTED", error: "Local.Closed" });
    await room.service.close();
  });
});
