import { randomUUID } from "node:crypto";
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingRequest,
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createEventSourceMappingService } from "../../../local/event-sources/event-source-mapping-service.ts";
import {
  createEventSourceMappings,
  type EventSourceMappings,
} from "../../../local/event-sources/event-source-mappings.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";
import { sendJson } from "../../../local/gateway/json-protocol.ts";
import type { LocalService } from "../../../local/gateway/service.ts";
import { ServiceError } from "../../../local/gateway/service.ts";
import { createStreamRegistry, type StreamRegistry } from "../../../local/kinesis/stream-registry.ts";
import { createQueueRegistry, type QueueRegistry } from "../../../local/storage/queues/queue-registry.ts";
import { consumerWorld } from "./consumer-world.ts";

const region = "ap-northeast-2";
const accountId = "000000000000";
const functionArn = (name: string) => `arn:aws:lambda:${region}:${accountId}:function:${name}`;

describe("the event source mappings, asked by the SDK", () => {
  let gateway: Gateway;
  let client: LambdaClient;
  let mappings: EventSourceMappings;
  let streams: StreamRegistry;
  let queues: QueueRegistry;
  let world: ReturnType<typeof consumerWorld>;

  beforeEach(async () => {
    world = consumerWorld(() => null, 1_000);
    const { clock, dependencies } = world;
    streams = createStreamRegistry(region, accountId, clock.now);
    queues = createQueueRegistry({ clock, ids: randomUUID, region, accountId });
    const getFunction = (nameOrArn: string) => {
      const functionName = nameOrArn.slice(nameOrArn.lastIndexOf(":") + 1);
      if (functionName === "missing")
        throw new ServiceError("ResourceNotFoundException", `Function not found: ${functionArn(functionName)}`, 404);
      return {
        functionName,
        functionArn: functionArn(functionName),
        description: "",
        runtime: "nodejs24.x",
        handler: "index.handler",
        codeDirectory: "",
        timeoutSeconds: functionName === "slow" ? 900 : 5,
        memoryMegabytes: 128,
        environment: {},
        logGroupName: "",
      };
    };
    mappings = createEventSourceMappings({ ...dependencies, region, accountId, streams, queues, getFunction });
    const lambda: LocalService = {
      signingNames: ["lambda"],
      handle: (_, response) => sendJson(response, 200, { Functions: [] }),
      close: async () => {},
    };
    gateway = await startGateway();
    gateway.mount(createEventSourceMappingService(mappings, lambda));
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    client = new LambdaClient({ endpoint: gateway.endpointUrl, region, credentials, maxAttempts: 1 });
  });
  afterEach(async () => {
    mappings.close();
    client.destroy();
    await gateway.close();
  });

  const create = (changes: Partial<CreateEventSourceMappingRequest>) =>
    client.send(new CreateEventSourceMappingCommand({ FunctionName: "consume", ...changes }));
  const stateOf = async (UUID: string | undefined) =>
    (await client.send(new GetEventSourceMappingCommand({ UUID }))).State;
  const put = (text: string) => streams.find("s").put("k", Buffer.from(text).toString("base64"));

  it("shows a mapping with its settings and AWS's defaults", async () => {
    const { arn } = streams.create({ name: "s", shardCount: 1 });
    const created = await create({ EventSourceArn: arn, StartingPosition: "TRIM_HORIZON", BatchSize: 5 });
    expect(created.State).toBe("Creating");
    const { $metadata: _, ...shown } = await client.send(new GetEventSourceMappingCommand({ UUID: created.UUID }));
    expect(shown).toEqual({
      UUID: created.UUID,
      EventSourceMappingArn: `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${created.UUID}`,
      EventSourceArn: arn,
      FunctionArn: functionArn("consume"),
      State: "Enabled",
      StateTransitionReason: "USER_INITIATED",
      LastProcessingResult: "No records processed",
      LastModified: new Date(1_000_000_000),
      StartingPosition: "TRIM_HORIZON",
      BatchSize: 5,
      MaximumBatchingWindowInSeconds: 0,
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: false,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      FunctionResponseTypes: [],
      DestinationConfig: {},
    });
  });

  it("pauses a consumer and goes on where it stood", async () => {
    const { arn } = streams.create({ name: "s", shardCount: 1 });
    const { UUID } = await create({ EventSourceArn: arn, StartingPosition: "LATEST", BatchSize: 1 });
    await world.clock.advance(0);
    for (const text of ["1", "2"]) put(text);
    await world.clock.advance(500);
    const change = (Enabled: boolean) => client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    expect((await change(false)).State).toBe("Disabling");
    expect(mappings.isIdle()).toBe(false);
    await world.clock.advance(60_000);
    expect([await stateOf(UUID), mappings.isIdle(), world.batches()]).toEqual(["Disabled", true, [["1"]]]);
    expect((await change(true)).State).toBe("Enabling");
    await world.clock.advance(60_000);
    expect([await stateOf(UUID), mappings.isIdle(), world.batches()]).toEqual(["Enabled", true, [["1"], ["2"]]]);
  });

  it("makes changes one after the other, however fast they come", async () => {
    const { arn } = streams.create({ name: "s", shardCount: 1 });
    const { UUID = "" } = await create({ EventSourceArn: arn, StartingPosition: "LATEST", BatchSize: 1 });
    await world.clock.advance(0);
    for (const text of ["1", "2", "3"]) put(text);
    await world.clock.advance(500);
    for (const Enabled of [false, true, false, true]) mappings.update(UUID, { Enabled });
    expect([mappings.get(UUID).State, mappings.isIdle()]).toEqual(["Enabling", false]);
    await world.clock.advance(60_000);
    expect([world.batches(), world.mostAtOnce()]).toEqual([[["1"], ["2"], ["3"]], 1]);
    expect([mappings.get(UUID).State, mappings.isIdle()]).toEqual(["Enabled", true]);
  });

  it("changes the settings that it is given and no others, from the next batch on", async () => {
    const { arn } = streams.create({ name: "s", shardCount: 1 });
    const { UUID } = await create({ EventSourceArn: arn, StartingPosition: "LATEST", BatchSize: 1 });
    await world.clock.advance(0);
    await client.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 2, FunctionName: "other" }));
    for (const text of ["1", "2", "3"]) put(text);
    await world.clock.advance(60_000);
    expect(world.batches()).toEqual([["1", "2"], ["3"]]);
    const shown = await client.send(new GetEventSourceMappingCommand({ UUID }));
    expect(shown).toMatchObject({
      BatchSize: 2,
      StartingPosition: "LATEST",
      FunctionArn: functionArn("other"),
      LastProcessingResult: "OK",
    });
    const wrong = client.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 10_001 }));
    await expect(wrong).rejects.toMatchObject({ name: "InvalidParameterValueException" });
    expect((await client.send(new GetEventSourceMappingCommand({ UUID }))).BatchSize).toBe(2);
  });

  it("lists mappings by source and by function, and forgets those that are deleted", async () => {
    const stream = streams.create({ name: "s", shardCount: 1 });
    const queue = queues.create("q", {});
    const one = await create({ EventSourceArn: stream.arn, StartingPosition: "LATEST" });
    const two = await create({ EventSourceArn: queue.arn, FunctionName: "other" });
    const list = async (of: object) => {
      const { EventSourceMappings } = await client.send(new ListEventSourceMappingsCommand(of));
      return EventSourceMappings?.map(({ UUID }) => UUID);
    };
    expect(await list({})).toEqual([one.UUID, two.UUID]);
    expect(await list({ EventSourceArn: queue.arn })).toEqual([two.UUID]);
    expect(await list({ FunctionName: "consume" })).toEqual([one.UUID]);
    const page = await client.send(new ListEventSourceMappingsCommand({ MaxItems: 1 }));
    expect(await list({ Marker: page.NextMarker })).toEqual([two.UUID]);
    expect((await client.send(new DeleteEventSourceMappingCommand({ UUID: two.UUID }))).State).toBe("Deleting");
    await expect(stateOf(two.UUID)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    queue.send({ body: "m" });
    await world.clock.advance(60_000);
    expect(world.batches()).toEqual([]);
  });

  it.each([
    ["no starting position", "s", {}, "StartingPosition"],
    ["a filter that is no pattern", "s", { StartingPosition: "LATEST", pattern: "{}" }, "Invalid filter pattern"],
    ["a destination of another kind", "s", { StartingPosition: "LATEST", destination: "arn:aws:lambda:x" }, "no SQS"],
    ["a setting that has no effect here", "s", { StartingPosition: "LATEST", TumblingWindowInSeconds: 60 }, "Tumbling"],
    ["a setting of the other kind of source", "q", { StartingPosition: "LATEST" }, "StartingPosition"],
    ["a large batch without a window", "q", { BatchSize: 11 }, "Maximum batch window in seconds"],
    ["a window of a FIFO queue", "q.fifo", { MaximumBatchingWindowInSeconds: 1 }, "not supported for FIFO"],
    ["a queue that hides messages too shortly", "q", { FunctionName: "slow" }, "less than Function timeout: 900"],
  ])("refuses %s", async (_, name, { pattern, destination, ...changes }: Record<string, unknown>, message) => {
    streams.create({ name: "s", shardCount: 1 });
    for (const queue of ["q", "q.fifo"]) queues.create(queue, {});
    const arn = name === "s" ? streams.find("s").arn : queues.find(name).arn;
    const refused = create({
      EventSourceArn: arn,
      ...changes,
      ...(pattern ? { FilterCriteria: { Filters: [{ Pattern: String(pattern) }] } } : {}),
      ...(destination ? { DestinationConfig: { OnFailure: { Destination: String(destination) } } } : {}),
    });
    await expect(refused).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: expect.stringContaining(message),
    });
    expect(mappings.list({})).toEqual([]);
  });

  it("refuses a source or a function that does not exist, and a second mapping of the same two", async () => {
    const { arn } = queues.create("q", {});
    await expect(create({ EventSourceArn: arn, FunctionName: "missing" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    const nowhere = `arn:aws:kinesis:${region}:${accountId}:stream/nowhere`;
    await expect(create({ EventSourceArn: nowhere })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    const { UUID } = await create({ EventSourceArn: arn });
    await expect(create({ EventSourceArn: arn })).rejects.toMatchObject({
      name: "ResourceConflictException",
      message: expect.stringContaining(UUID ?? ""),
    });
  });

  it("leaves everything else to Lambda itself", async () => {
    const answer = await fetch(`${gateway.endpointUrl}/2015-03-31/functions`, {
      headers: { authorization: `AWS4-HMAC-SHA256 Credential=a/20260101/${region}/lambda/aws4_request` },
    });
    expect(await answer.json()).toEqual({ Functions: [] });
  });
});
