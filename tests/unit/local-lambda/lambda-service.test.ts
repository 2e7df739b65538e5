import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
  ListFunctionsCommand,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import { createLambdaService } from "../../../local/lambda/lambda-service.ts";
import { functionArn, openLambdaRoom } from "./lambda-room.ts";

describe("the Lambda API, with AWS's own client", () => {
  const room = openLambdaRoom();
  let gateway: Gateway;
  let client: LambdaClient;
  let host: ReturnType<typeof room.start>["host"];
  let letters: ReturnType<typeof room.start>["letters"];
  beforeEach(async () => {
    ({ host, letters } = room.start({ deadLetterArn: "arn:aws:sqs:r:0:dlq" }));
    gateway = await startGateway();
    gateway.mount(createLambdaService(host));
    client = new LambdaClient({
      endpoint: gateway.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await gateway.close();
  });
  afterAll(() => room.close());

  const invoke = async (event: unknown, input: Partial<InvokeCommandInput> = {}) => {
    const answer = await client.send(
      new InvokeCommand({ FunctionName: "f", Payload: Buffer.from(JSON.stringify(event)), ...input }),
    );
    const text = Buffer.from(answer.Payload ?? []).toString();
    return { ...answer, value: text === "" ? undefined : JSON.parse(text) };
  };

  it("invokes by name, by ARN and by qualifier, and names the version that ran", async () => {
    host.publishVersion("f");
    expect(await invoke({})).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST", value: { name: "f" } });
    expect(await invoke({}, { FunctionName: `${functionArn}:1` })).toMatchObject({ ExecutedVersion: "1" });
    expect(await invoke({}, { Qualifier: "1" })).toMatchObject({ ExecutedVersion: "1" });
    await expect(invoke({}, { Qualifier: "7" })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("marks a function's error as unhandled and gives the error object as payload", async () => {
    const { FunctionError, StatusCode, value } = await invoke({ throw: true });
    expect({ FunctionError, StatusCode }).toEqual({ FunctionError: "Unhandled", StatusCode: 200 });
    expect(value).toMatchObject({ errorType: "Transient", errorMessage: "broken", trace: expect.any(Array) });
  });

  it("returns the end of the log when it is asked for, at most 4 KB of it", async () => {
    const tailOf = ({ LogResult }: { LogResult?: string | undefined }) =>
      Buffer.from(LogResult ?? "", "base64").toString();
    const short = tailOf(await invoke({ log: true }, { LogType: "Tail" }));
    expect(short).toMatch(/^START RequestId: [\s\S]*\tINFO\tfirst line\rsecond line\nEND RequestId: [\s\S]*\nREPORT /);
    const long = tailOf(await invoke({ say: "x".repeat(3_000) }, { LogType: "Tail" }));
    expect(Buffer.byteLength(long)).toBe(4_096);
    expect(long).toMatch(/\nREPORT [^\n]*\n$/);
    expect(await invoke({})).not.toHaveProperty("LogResult");
  });

  it("hands the client context to the handler, and refuses one that is none", async () => {
    const context = { custom: { tenant: "one" } };
    const ClientContext = Buffer.from(JSON.stringify(context)).toString("base64");
    expect((await invoke({}, { ClientContext })).value.client).toEqual(context);
    await expect(invoke({}, { ClientContext: "%%" })).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });

  it("checks a dry run without running it", async () => {
    expect((await invoke({}, { InvocationType: "DryRun" })).StatusCode).toBe(204);
    expect(host.statistics().f).toBeUndefined();
    await expect(invoke({}, { FunctionName: "g", InvocationType: "DryRun" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("takes an event at once and carries it to the dead-letter queue", async () => {
    expect(await invoke({ throw: true }, { InvocationType: "Event" })).toMatchObject({ StatusCode: 202 });
    await host.settled();
    expect(letters).toMatchObject([{ queue: "arn:aws:sqs:r:0:dlq", body: '{"throw":true}' }]);
  });

  it("refuses a payload that is no JSON", async () => {
    await expect(invoke({}, { Payload: Buffer.from("{") })).rejects.toMatchObject({
      name: "InvalidRequestContentException",
      message: expect.stringContaining("Could not parse request body into json"),
    });
  });

  it("raises a function's memory for the environments that start from now on", async () => {
    await invoke({});
    const changes = { FunctionName: "f", MemorySize: 1_024, Timeout: 9, Environment: { Variables: { MINE: "new" } } };
    expect(await client.send(new UpdateFunctionConfigurationCommand(changes))).toMatchObject({
      MemorySize: 1_024,
      Timeout: 9,
      LastUpdateStatus: "Successful",
    });
    expect((await invoke({})).value).toMatchObject({ calls: 1, mine: "new", context: { memory: "1024" } });
    const read = await client.send(new GetFunctionConfigurationCommand({ FunctionName: "f" }));
    expect(read).toMatchObject({ MemorySize: 1_024, Environment: { Variables: { MINE: "new" } } });
  });

  it("updates a function only as the caller has seen it, where the caller names the revision", async () => {
    const read = async () => client.send(new GetFunctionConfigurationCommand({ FunctionName: "f" }));
    const { RevisionId } = await read();
    const update = (MemorySize: number) =>
      client.send(new UpdateFunctionConfigurationCommand({ FunctionName: "f", MemorySize, RevisionId }));
    const updated = await update(256);
    expect(updated.RevisionId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(updated.RevisionId).not.toBe(RevisionId);
    await expect(update(512)).rejects.toMatchObject({
      name: "PreconditionFailedException",
      $metadata: { httpStatusCode: 412 },
    });
    expect(await read()).toMatchObject({ MemorySize: 256, RevisionId: updated.RevisionId });
  });

  it("refuses an update that is out of bounds or that it cannot make, naming the field", async () => {
    const update = (changes: object) =>
      client.send(new UpdateFunctionConfigurationCommand({ FunctionName: "f", ...changes }));
    await expect(update({ MemorySize: 64 })).rejects.toThrow(/MemorySize/);
    await expect(update({ KMSKeyArn: "arn:aws:kms:r:0:key/1" })).rejects.toThrow(/KMSKeyArn/);
  });

  it("reserves concurrency, throttles above it with AWS's reason, and takes the reservation back", async () => {
    const FunctionName = "f";
    await client.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    const read = () => client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    expect(await read()).toMatchObject({ ReservedConcurrentExecutions: 0 });
    await expect(invoke({})).rejects.toMatchObject({
      name: "TooManyRequestsException",
      message: "Rate Exceeded.",
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    });
    expect(await client.send(new GetFunctionCommand({ FunctionName }))).toMatchObject({
      Concurrency: { ReservedConcurrentExecutions: 0 },
      Configuration: { FunctionName, FunctionArn: functionArn },
    });
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect(await read()).not.toHaveProperty("ReservedConcurrentExecutions");
    expect((await invoke({})).StatusCode).toBe(200);
    expect(host.statistics().f).toMatchObject({ throttles: 1, invocations: 1 });
  });

  it("lists its functions and says which operation it does not serve", async () => {
    const { Functions } = await client.send(new ListFunctionsCommand({}));
    expect(Functions?.map(({ FunctionName }) => FunctionName)).toEqual(["f"]);
    const answer = await fetch(`${gateway.endpointUrl}/2015-03-31/layers`, {
      headers: { authorization: "Credential=me/20260101/ap-northeast-2/lambda/aws4_request" },
    });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("does not serve GET /2015-03-31/layers");
  });
});
