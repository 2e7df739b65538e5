import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  type SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
  UpdateMapRunCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import { resolveSyncEndpoint } from "../../../local/step-functions/sync-endpoint-lookup.ts";
import { arnOf, createRoom, jsonata, serve } from "./test-service.ts";

const restoreLookup = resolveSyncEndpoint();
afterAll(() => restoreLookup());

let close = async (): Promise<void> => undefined;
afterEach(() => close());

async function open(options: Parameters<typeof createRoom>[1] = {}) {
  const room = createRoom({}, options);
  const served = await serve(room.service);
  close = served.close;
  return { room, client: served.client };
}

/** What a call is refused with. */
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    ({ name, message }: Error) => `${name}: ${message}`,
  );

const pass = jsonata({ A: { Type: "Pass", End: true } });
const wait = jsonata({ A: { Type: "Wait", Seconds: 100, End: true } });
const executionArn = arnOf("machine-1").replace(":stateMachine:", ":execution:");

describe("a request that Step Functions refuses", () => {
  it.each<[string, (client: SFNClient) => Promise<unknown>, string]>([
    [
      "an ARN that is none",
      (client) => client.send(new DescribeExecutionCommand({ executionArn: "nonsense" })),
      "InvalidArn: Invalid Arn: 'Invalid ARN prefix: nonsense'",
    ],
    [
      "a machine's ARN for an execution's",
      (client) => client.send(new DescribeExecutionCommand({ executionArn: arnOf("machine-1") })),
      "InvalidArn: Invalid Arn: 'Resource type not valid in this context: stateMachine'",
    ],
    [
      "an execution's ARN for a machine's",
      (client) => client.send(new DescribeStateMachineCommand({ stateMachineArn: `${executionArn}:a` })),
      "InvalidArn: Invalid Arn: 'Resource type not valid in this context: execution'",
    ],
    [
      "an execution that is not there",
      (client) => client.send(new StopExecutionCommand({ executionArn: `${executionArn}:none` })),
      `ExecutionDoesNotExist: Execution Does Not Exist: '${executionArn}:none'`,
    ],
    [
      "the history of an execution that is not there",
      (client) => client.send(new GetExecutionHistoryCommand({ executionArn: `${executionArn}:none` })),
      `ExecutionDoesNotExist: Execution Does Not Exist: '${executionArn}:none'`,
    ],
    [
      "a machine that is not there",
      (client) => client.send(new StartExecutionCommand({ stateMachineArn: arnOf("none") })),
      `StateMachineDoesNotExist: State Machine Does Not Exist: '${arnOf("none")}'`,
    ],
    [
      "a map run that is not there",
      (client) =>
        client.send(
          new DescribeMapRunCommand({ mapRunArn: arnOf("machine-1/each:id").replace(":stateMachine:", ":mapRun:") }),
        ),
      `ResourceNotFound: Resource not found: '${arnOf("machine-1/each:id").replace(":stateMachine:", ":mapRun:")}'`,
    ],
    [
      "map runs of an execution that is not there",
      (client) => client.send(new ListMapRunsCommand({ executionArn: `${executionArn}:none` })),
      `ExecutionDoesNotExist: Execution Does Not Exist: '${executionArn}:none'`,
    ],
    [
      "a percentage over a hundred",
      (client) => client.send(new UpdateMapRunCommand({ mapRunArn: "m", toleratedFailurePercentage: 101 })),
      "ValidationException: 1 validation error detected: Value '101' at 'toleratedFailurePercentage' failed to satisfy " +
        "constraint: Member must have value less than or equal to 100",
    ],
    [
      "a name that is too long",
      (client) => client.send(new StartExecutionCommand({ stateMachineArn: arnOf("none"), name: "x".repeat(81) })),
      `ValidationException: 1 validation error detected: Value '${"x".repeat(81)}' at 'name' failed to satisfy constraint: ` +
        "Member must have length less than or equal to 80",
    ],
    [
      "a filter that there is not",
      (client) =>
        client.send(
          new ListExecutionsCommand({ stateMachineArn: arnOf("none"), redriveFilter: "NEVER" as "REDRIVEN" }),
        ),
      "ValidationException: 1 validation error detected: Value 'NEVER' at 'redriveFilter' failed to satisfy constraint: " +
        "Member must satisfy enum value set: [REDRIVEN, NOT_REDRIVEN]",
    ],
    [
      "a list of nothing",
      (client) => client.send(new ListExecutionsCommand({})),
      "ValidationException: Exactly one of stateMachineArn and mapRunArn must be specified",
    ],
    [
      "an error's name that is too long",
      (client) => client.send(new SendTaskFailureCommand({ taskToken: "t", error: "x".repeat(257) })),
      `ValidationException: 1 validation error detected: Value '${"x".repeat(257)}' at 'error' failed to satisfy constraint: ` +
        "Member must have length less than or equal to 256",
    ],
    [
      "a token that is none",
      (client) => client.send(new SendTaskHeartbeatCommand({ taskToken: "none" })),
      "InvalidToken: Invalid Token: 'Invalid token'",
    ],
    [
      "a token that came back before",
      (client) => client.send(new SendTaskHeartbeatCommand({ taskToken: "aicc-task-gone" })),
      "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'",
    ],
  ])("for %s", async (_what, call, expected) => {
    const { client } = await open();
    expect(await refusal(call(client))).toBe(expected);
  });

  it("for two members that are missing", async () => {
    const { room } = await open();
    const served = await serve(room.service);
    const response = await fetch(served.endpoint, {
      method: "POST",
      headers: { "x-amz-target": "AWSStepFunctions.SendTaskSuccess" },
      body: "{}",
    });
    expect(await response.json()).toEqual({
      __type: "ValidationException",
      message:
        "2 validation errors detected: Value null at 'taskToken' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'output' failed to satisfy constraint: Member must not be null",
    });
    await served.close();
  });

  it("for a name with white space, and a name in use", async () => {
    const { room, client } = await open();
    const stateMachineArn = room.machine(wait);
    const start = (name: string, input = "{}") =>
      refusal(client.send(new StartExecutionCommand({ stateMachineArn, name, input })));
    expect(await start("a b")).toBe("InvalidName: Invalid Name: 'a b'");
    expect(await start("same")).toBe("accepted");
    expect(await start("same")).toBe("accepted");
    expect(await start("same", '{"other":1}')).toBe(
      `ExecutionAlreadyExists: Execution Already Exists: '${executionArn}:same'`,
    );
    await room.clock.advance(101);
    expect(await start("same")).toBe(`ExecutionAlreadyExists: Execution Already Exists: '${executionArn}:same'`);
  });

  it("for one execution more than may run", async () => {
    const { room, client } = await open({ limits: { openExecutions: 1 } });
    const stateMachineArn = room.machine(wait);
    const start = () => refusal(client.send(new StartExecutionCommand({ stateMachineArn })));
    expect(await start()).toBe("accepted");
    expect(await start()).toMatch(/^ExecutionLimitExceeded/);
    await room.clock.advance(101);
    expect(await start()).toBe("accepted");
  });
});

describe("includedData METADATA_ONLY", () => {
  it("leaves users' data out of DescribeExecution", async () => {
    const { room, client } = await open();
    const execution = await room.run(pass, { secret: 1 });
    const describeIt = (includedData?: "METADATA_ONLY") =>
      client.send(new DescribeExecutionCommand({ executionArn: execution.arn, ...(includedData && { includedData }) }));
    expect(await describeIt()).toMatchObject({ input: '{"secret":1}', output: '{"secret":1}' });
    const metadata = await describeIt("METADATA_ONLY");
    expect(metadata).toMatchObject({
      status: "SUCCEEDED",
      inputDetails: { included: false },
      outputDetails: { included: false },
    });
    expect(metadata).not.toHaveProperty("input");
    expect(metadata).not.toHaveProperty("output");
  });

  it("leaves users' data out of StartSyncExecution", async () => {
    const { room, client } = await open();
    const stateMachineArn = room.machine(pass, { type: "EXPRESS" });
    const answer = await client.send(
      new StartSyncExecutionCommand({ stateMachineArn, input: '{"secret":1}', includedData: "METADATA_ONLY" }),
    );
    expect(answer).toMatchObject({
      status: "SUCCEEDED",
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
    });
    expect(JSON.stringify(answer)).not.toContain("secret");
  });
});

describe("what an execution was started with", () => {
  it("includes the trace header, which is handed back", async () => {
    const { room, client } = await open();
    const stateMachineArn = room.machine(pass);
    const traceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793";
    const started = await client.send(new StartExecutionCommand({ stateMachineArn, traceHeader }));
    const described = await client.send(new DescribeExecutionCommand({ executionArn: started.executionArn }));
    expect(described.traceHeader).toBe(traceHeader);
  });
});

describe("lists", () => {
  it("of executions have those started last first, page by page, of one status if asked", async () => {
    const { room, client } = await open();
    const stateMachineArn = room.machine(wait);
    for (const name of ["a", "b", "c"]) room.start(stateMachineArn, {}, name);
    await client.send(new StopExecutionCommand({ executionArn: `${executionArn}:b` }));
    const first = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
    expect(first.executions?.map(({ name }) => name)).toEqual(["c", "b"]);
    const { nextToken } = first;
    const rest = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken }));
    expect(rest.executions?.map(({ name }) => name)).toEqual(["a"]);
    expect(rest.nextToken).toBeUndefined();
    const stopped = await client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "ABORTED" }));
    expect(stopped.executions?.map(({ name }) => name)).toEqual(["b"]);
    expect(
      await refusal(client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: "PENDING_REDRIVE" }))),
    ).toMatch(/^ValidationException/);
  });

  it("of events can be turned around, page by page", async () => {
    const { room, client } = await open();
    const { arn } = await room.run(pass);
    const read = (nextToken?: string) =>
      client.send(
        new GetExecutionHistoryCommand({
          executionArn: arn,
          reverseOrder: true,
          maxResults: 3,
          ...(nextToken && { nextToken }),
        }),
      );
    const first = await read();
    const second = await read(first.nextToken);
    expect([...(first.events ?? []), ...(second.events ?? [])].map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    expect(second.nextToken).toBeUndefined();
    expect(
      await refusal(client.send(new GetExecutionHistoryCommand({ executionArn: arn, nextToken: "nonsense" }))),
    ).toBe("InvalidToken: Invalid Token: 'Invalid token'");
  });
});
