import { gzipSync } from "node:zlib";
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  UpdateMapRunCommand,
} from "@aws-sdk/client-sfn";
import { afterEach, describe, expect, it } from "@jest/globals";
import { ServiceError } from "../../../local/gateway/service.ts";
import type { Execution } from "../../../local/step-functions/execution/execution.ts";
import type { Integration } from "../../../local/step-functions/execution/run.ts";
import { createRoom, fault, functionArn, jsonata, serve, shape, type TestFunction } from "./test-service.ts";

let close = async (): Promise<void> => undefined;
afterEach(() => close());

/** An S3 of one test: objects by `bucket/key`. */
function testS3(objects: Record<string, string | Uint8Array> = {}) {
  const integrations = new Map<string, Integration>([
    [
      "arn:aws:states:::s3:getObject",
      async ({ Bucket, Key }) => {
        const Body = objects[`${Bucket}/${Key}`];
        if (Body === undefined) throw new ServiceError("NoSuchKey", "The specified key does not exist.", 404);
        return { Body };
      },
    ],
    [
      "arn:aws:states:::s3:listObjectsV2",
      async ({ Bucket, Prefix = "", ContinuationToken = "0" }) => {
        const keys = Object.keys(objects).filter((name) => name.startsWith(`${Bucket}/${Prefix}`));
        const start = Number(ContinuationToken);
        const Contents = keys.slice(start, start + 2).map((name) => ({
          Key: name.slice(String(Bucket).length + 1),
          ETag: '"tag"',
          LastModified: "2026-01-05T00:00:00.000Z",
          Size: objects[name]?.length,
          StorageClass: "STANDARD",
        }));
        return { Contents, ...(start + 2 < keys.length && { NextContinuationToken: String(start + 2) }) };
      },
    ],
    [
      "arn:aws:states:::s3:putObject",
      async ({ Bucket, Key, Body }) => {
        if (Bucket === "closed") throw new ServiceError("AccessDenied", "Access Denied", 403);
        objects[`${Bucket}/${Key}`] = String(Body);
        return { ETag: '"tag"' };
      },
    ],
  ]);
  return { objects, integrations };
}

/** A machine of one distributed Map in JSONPath. */
const distributed = (fields: object, state: object = { Type: "Pass", End: true }, type = "STANDARD") => ({
  StartAt: "Each",
  States: {
    Each: {
      Type: "Map",
      Label: "each",
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: type },
        StartAt: "Work",
        States: { Work: state },
      },
      End: true,
      ...fields,
    },
  },
});
const work = { Type: "Task", Resource: functionArn("work"), End: true };
const types = ({ history }: Execution) => history.map(({ type }) => type);
const noNegative: TestFunction = (payload) => {
  if (Number(payload) < 0) throw fault("Negative", String(payload));
  return payload;
};

async function open(functions: Readonly<Record<string, TestFunction>> = {}, s3 = testS3()) {
  const room = createRoom(functions, { integrations: s3.integrations });
  const served = await serve(room.service);
  close = served.close;
  const mapRunArn = async ({ arn }: Execution) => {
    const { mapRuns } = await served.client.send(new ListMapRunsCommand({ executionArn: arn }));
    return mapRuns?.[0]?.mapRunArn ?? "";
  };
  return { room, client: served.client, s3, mapRunArn };
}

describe("a distributed Map", () => {
  it("runs each item in a child execution with a history of its own, listed by the map run", async () => {
    const { room, client, mapRunArn } = await open({ work: noNegative });
    const execution = await room.run(distributed({}, work), [1, 2]);
    expect(execution.output?.value).toEqual([1, 2]);
    expect(shape(execution.history)).toEqual([
      "1<0 ExecutionStarted",
      "2<0 MapStateEntered",
      "3<2 MapStateStarted",
      "4<3 MapRunStarted",
      "5<4 MapRunSucceeded",
      "6<5 MapStateSucceeded",
      "7<4 MapStateExited",
      "8<7 ExecutionSucceeded",
    ]);
    const arn = await mapRunArn(execution);
    expect(arn).toMatch(/^arn:aws:states:ap-northeast-2:000000000000:mapRun:machine-1\/each:[0-9a-f-]{36}$/);
    const { executions = [] } = await client.send(new ListExecutionsCommand({ mapRunArn: arn }));
    expect(executions).toHaveLength(2);
    expect(executions[0]).toMatchObject({ mapRunArn: arn, itemCount: 1, status: "SUCCEEDED" });
    const executionArn = executions[0]?.executionArn ?? "";
    expect(executionArn).toMatch(/:execution:machine-1\/each:[0-9a-f-]{36}$/);
    expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      stateMachineArn: expect.stringMatching(/:stateMachine:machine-1\/each$/),
      mapRunArn: arn,
      input: "2",
      output: "2",
    });
    const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events?.at(0)?.type).toBe("ExecutionStarted");
    expect(events?.at(-1)?.type).toBe("ExecutionSucceeded");
    const listed = await client.send(new ListExecutionsCommand({ stateMachineArn: execution.machine.arn }));
    expect(listed.executions).toHaveLength(1);
  });

  it("counts items and executions in DescribeMapRun", async () => {
    const { room, client, mapRunArn } = await open({
      work: (payload) => (payload as { Items: unknown[] }).Items.map(noNegative),
    });
    const fields = { ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailurePercentage: 50, MaxConcurrency: 1 };
    const execution = await room.run(distributed(fields, work), [1, 2, -1, 4, 5]);
    expect(execution.status).toBe("SUCCEEDED");
    const counts = { pending: 0, running: 0, timedOut: 0, aborted: 0, resultsWritten: 0, pendingRedrive: 0 };
    expect(await client.send(new DescribeMapRunCommand({ mapRunArn: await mapRunArn(execution) }))).toMatchObject({
      executionArn: execution.arn,
      status: "SUCCEEDED",
      maxConcurrency: 1,
      toleratedFailureCount: 0,
      toleratedFailurePercentage: 50,
      itemCounts: { ...counts, total: 5, succeeded: 3, failed: 2, failuresNotRedrivable: 0 },
      executionCounts: { ...counts, total: 3, succeeded: 2, failed: 1, failuresNotRedrivable: 0 },
      redriveCount: 0,
    });
  });

  it("fails when more items fail than it tolerates, which a catcher sees", async () => {
    const { room } = await open({ work: noNegative });
    const Catch = [{ ErrorEquals: ["States.ExceedToleratedFailureThreshold"], Next: "Caught" }];
    const definition = distributed({ ToleratedFailureCount: 1, MaxConcurrency: 1, Catch }, work);
    const states = { ...definition.States, Caught: { Type: "Pass", End: true } };
    const execution = await room.run({ ...definition, States: states }, [-1, 2, -3, 4]);
    expect(execution.output?.value).toEqual({
      Error: "States.ExceedToleratedFailureThreshold",
      Cause: "The specified tolerated failure threshold was exceeded",
    });
    expect(shape(execution.history).slice(3, 7)).toEqual([
      "4<3 MapRunStarted",
      "5<4 MapRunFailed",
      "6<5 MapStateFailed",
      "7<6 MapStateExited",
    ]);
    expect(execution.history[4]?.details.mapRunFailedEventDetails).toEqual({
      error: "States.ExceedToleratedFailureThreshold",
      cause: "The specified tolerated failure threshold was exceeded",
    });
    expect(room.functions.calls).toEqual([-1, 2, -3]);
  });

  it("puts the record of a failed child that is tolerated in its place", async () => {
    const { room } = await open({ work: noNegative });
    const execution = await room.run(distributed({ ToleratedFailureCount: 1 }, work), [1, -2]);
    expect(execution.output?.value).toEqual([
      1,
      expect.objectContaining({ Status: "FAILED", Error: "Negative", Input: "-2", RedriveCount: 0 }),
    ]);
  });

  it("starts a new map run when the state is retried", async () => {
    let fails = true;
    const { room } = await open({
      work: (payload) => {
        if (fails) {
          fails = false;
          throw fault("Once");
        }
        return payload;
      },
    });
    const Retry = [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1 }];
    const execution = await room.run(distributed({ Retry }, work), [1]);
    expect(execution.status).toBe("SUCCEEDED");
    expect(types(execution).filter((type) => type.startsWith("MapRun"))).toEqual([
      "MapRunStarted",
      "MapRunFailed",
      "MapRunStarted",
      "MapRunSucceeded",
    ]);
  });

  it("runs no more children at a time than MaxConcurrency, which UpdateMapRun can change", async () => {
    const { room, client, mapRunArn } = await open();
    const wait = { Type: "Wait", Seconds: 10, End: true };
    const execution = room.start(room.machine(distributed({ MaxConcurrency: 2 }, wait)), [1, 2, 3, 4, 5]);
    await room.clock.advance(1);
    const arn = await mapRunArn(execution);
    const running = async () => {
      const { executionCounts } = await client.send(new DescribeMapRunCommand({ mapRunArn: arn }));
      return [executionCounts?.running, executionCounts?.pending];
    };
    expect(await running()).toEqual([2, 3]);
    await client.send(new UpdateMapRunCommand({ mapRunArn: arn, maxConcurrency: 4 }));
    expect(await running()).toEqual([4, 1]);
    await room.clock.runUntil(execution.ended);
    expect(execution.endedAt).toBe(execution.startedAt + 20_000);
  });

  it("stops its children with the execution", async () => {
    const { room, client, mapRunArn } = await open();
    const wait = { Type: "Wait", Seconds: 10, End: true };
    const execution = room.start(room.machine(distributed({ MaxConcurrency: 1 }, wait)), [1, 2]);
    await room.clock.advance(1);
    execution.stop(undefined, undefined);
    await room.clock.advance(1);
    expect(await client.send(new DescribeMapRunCommand({ mapRunArn: await mapRunArn(execution) }))).toMatchObject({
      status: "ABORTED",
      executionCounts: { aborted: 1, pending: 1 },
    });
  });

  it("takes an object's members as items, with their names in the context object", async () => {
    const { room } = await open();
    const plain = await room.run(distributed({}), { a: 1, b: 2 });
    expect(plain.output?.value).toEqual([
      { Key: "a", Value: 1 },
      { Key: "b", Value: 2 },
    ]);
    const selector = { "key.$": "$$.Map.Item.Key", "source.$": "$$.Map.Item.Source" };
    const selected = await room.run(distributed({ ItemSelector: selector }), { a: 1 });
    expect(selected.output?.value).toEqual([{ key: "a", source: "STATE_DATA" }]);
  });

  it("is refused in an Express machine", async () => {
    const { room } = await open();
    expect(() => room.machine(distributed({}), { type: "EXPRESS" })).toThrow(/DISTRIBUTED/);
  });

  it("runs Express children to their end", async () => {
    const { room } = await open({ work: noNegative });
    const execution = await room.run(distributed({}, work, "EXPRESS"), [1, 2]);
    expect(execution.output?.value).toEqual([1, 2]);
  });

  it("is redriven with its map run: the unsuccessful children only, each from where it stood", async () => {
    let broken = true;
    const { room, client, mapRunArn } = await open({
      work: (payload) => {
        if (payload === 2 && broken) throw fault("Broken");
        return payload;
      },
    });
    const execution = await room.run(distributed({ MaxConcurrency: 1 }, work), [1, 2, 3]);
    expect(execution).toMatchObject({ status: "FAILED", error: "States.ExceedToleratedFailureThreshold" });
    const arn = await mapRunArn(execution);
    const children = (await client.send(new ListExecutionsCommand({ mapRunArn: arn }))).executions ?? [];
    const failed = children.find(({ status }) => status === "FAILED")?.executionArn ?? "";
    expect(await client.send(new DescribeExecutionCommand({ executionArn: failed }))).toMatchObject({
      redriveStatus: "REDRIVABLE_BY_MAP_RUN",
    });
    await expect(client.send(new RedriveExecutionCommand({ executionArn: failed }))).rejects.toMatchObject({
      name: "ExecutionNotRedrivable",
    });
    broken = false;
    await client.send(new RedriveExecutionCommand({ executionArn: execution.arn }));
    await room.clock.runUntil(execution.ended);
    expect(execution.output?.value).toEqual([1, 2, 3]);
    expect(room.functions.calls).toEqual([1, 2, 2, 3]);
    expect(await mapRunArn(execution)).toBe(arn);
    expect(await client.send(new DescribeMapRunCommand({ mapRunArn: arn }))).toMatchObject({ redriveCount: 1 });
    const redriven = execution.history.find(({ type }) => type === "MapRunRedriven");
    expect(redriven?.details).toEqual({ mapRunRedrivenEventDetails: { mapRunArn: arn, redriveCount: 1 } });
    const again = await client.send(new ListExecutionsCommand({ mapRunArn: arn, redriveFilter: "REDRIVEN" }));
    expect(again.executions?.map(({ executionArn, status }) => [executionArn, status])).toEqual([
      [failed, "SUCCEEDED"],
    ]);
  });
});

describe("ItemBatcher", () => {
  it("puts so many items into a batch, with the same input beside them", async () => {
    const { room } = await open();
    const ItemBatcher = { MaxItemsPerBatchPath: "$.most", BatchInput: { "checked.$": "$.date" } };
    const fields = { ItemsPath: "$.items", ItemBatcher };
    const execution = await room.run(distributed(fields), { items: [1, 2, 3], most: 2, date: "today" });
    expect(execution.output?.value).toEqual([
      { BatchInput: { checked: "today" }, Items: [1, 2] },
      { BatchInput: { checked: "today" }, Items: [3] },
    ]);
  });

  it("keeps a batch within so many bytes, JSONata as well", async () => {
    const { room } = await open();
    const map = {
      Type: "Map",
      ItemBatcher: { MaxInputBytesPerBatch: "{% $states.input.bytes %}", BatchInput: "{% $states.input.bytes %}" },
      Items: "{% $states.input.items %}",
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "Work",
        States: { Work: { Type: "Pass", End: true } },
      },
      End: true,
    };
    const bytes = '{"BatchInput":34,"Items":["a","b"]}'.length - 1;
    const execution = await room.run(jsonata({ Each: map }), { items: ["a", "b", "cccc"], bytes });
    expect(execution.output?.value).toEqual([
      { BatchInput: bytes, Items: ["a"] },
      { BatchInput: bytes, Items: ["b"] },
      { BatchInput: bytes, Items: ["cccc"] },
    ]);
  });

  it("is refused without a limit, and outside distributed mode", async () => {
    const { room } = await open();
    expect(() => room.machine(distributed({ ItemBatcher: {} }))).toThrow(/ItemBatcher/);
    const inline = distributed({ ItemBatcher: { MaxItemsPerBatch: 1 } });
    expect(() => room.machine(JSON.parse(JSON.stringify(inline).replace("DISTRIBUTED", "INLINE")))).toThrow(
      /ItemBatcher/,
    );
  });
});

describe("ItemReader", () => {
  const reader = (ReaderConfig: object, action = "getObject", more: object = { Key: "data" }) => ({
    ItemReader: {
      Resource: `arn:aws:states:::s3:${action}`,
      ReaderConfig,
      Parameters: { Bucket: "b", ...more },
    },
  });
  const read = async (objects: Record<string, string | Uint8Array>, fields: object, input: unknown = {}) => {
    const { room } = await open({}, testS3(objects));
    return room.run(distributed(fields), input);
  };

  it("reads the rows of a CSV file, quotes and missing fields included", async () => {
    const csv = 'id,name\r\n1,"Kim, ""J"""\r\n\r\n2\n3,Lee,more\n';
    const execution = await read({ "b/data": csv }, reader({ InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" }));
    expect(execution.output?.value).toEqual([
      { id: "1", name: 'Kim, "J"' },
      { id: "2", name: "" },
      { id: "3", name: "Lee" },
    ]);
    expect(execution.history[2]?.details).toEqual({ mapStateStartedEventDetails: { length: 0 } });
  });

  it("reads other delimiters and given headers, and no more than MaxItems", async () => {
    const config = {
      InputType: "CSV",
      CSVDelimiter: "PIPE",
      CSVHeaderLocation: "GIVEN",
      CSVHeaders: ["a", "b"],
      MaxItemsPath: "$.most",
    };
    const execution = await read({ "b/data": "1|2\n3|4\n5|6" }, reader(config), { most: 2 });
    expect(execution.output?.value).toEqual([
      { a: "1", b: "2" },
      { a: "3", b: "4" },
    ]);
  });

  it("reads JSON at a pointer, packed JSON Lines, and knows where an item is from", async () => {
    const json = await read(
      { "b/data": JSON.stringify({ "in/side": { list: [{ n: 1 }, { n: 2 }] } }) },
      {
        ...reader({ InputType: "JSON", ItemsPointer: "/in~1side/list" }),
        ItemSelector: { "from.$": "$$.Map.Item.Source" },
      },
    );
    expect(json.output?.value).toEqual([{ from: "S3://b/data" }, { from: "S3://b/data" }]);
    await close();
    const lines = await read({ "b/data": gzipSync('{"n":1}\n\n{"n":2}\n') }, reader({ InputType: "JSONL" }));
    expect(lines.output?.value).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it("lists the objects of a bucket page by page, or reads what is in them", async () => {
    const objects = { "b/in/1": "[1,2]", "b/in/2": "[3]", "b/in/3": "[4]", "b/out": "[5]" };
    const listed = await read(objects, reader({}, "listObjectsV2", { Prefix: "in/" }));
    expect(listed.output?.value).toEqual(
      ["in/1", "in/2", "in/3"].map((Key) => expect.objectContaining({ Key, Etag: '"tag"', LastModified: 1767571200 })),
    );
    await close();
    const config = { InputType: "JSON", Transformation: "LOAD_AND_FLATTEN", MaxItems: 3 };
    const flat = await read(objects, reader(config, "listObjectsV2", { Prefix: "in/" }));
    expect(flat.output?.value).toEqual([1, 2, 3]);
  });

  it("reads an inventory's files by its manifest", async () => {
    const manifest = {
      destinationBucket: "arn:aws:s3:::inventory",
      fileFormat: "CSV",
      fileSchema: "Bucket, Key",
      files: [{ key: "part1.csv.gz" }],
    };
    const objects = {
      "b/data": JSON.stringify(manifest),
      "inventory/part1.csv.gz": gzipSync('"b","one"\n"b","two"\n'),
    };
    const execution = await read(objects, reader({ ManifestType: "S3_INVENTORY" }));
    expect(execution.output?.value).toEqual([
      { Bucket: "b", Key: "one" },
      { Bucket: "b", Key: "two" },
    ]);
  });

  it("fails with States.ItemReaderFailed when the dataset is not there or holds no items", async () => {
    const missing = await read({}, reader({ InputType: "JSON" }));
    expect(missing).toMatchObject({ status: "FAILED", error: "States.ItemReaderFailed" });
    expect(missing.cause).toMatch(/^The specified key does not exist\./);
    expect(types(missing).slice(2)).toEqual([
      "MapStateStarted",
      "MapRunStarted",
      "MapRunFailed",
      "MapStateFailed",
      "ExecutionFailed",
    ]);
    await close();
    const scalar = await read({ "b/data": "3" }, reader({ InputType: "JSON" }));
    expect(scalar).toMatchObject({
      error: "States.ItemReaderFailed",
      cause: "Attempting to map over non-iterable node.",
    });
  });

  it("reads again when the execution is redriven", async () => {
    const { room, client, s3 } = await open({}, testS3());
    const execution = await room.run(distributed(reader({ InputType: "JSON" })));
    s3.objects["b/data"] = "[1]";
    await client.send(new RedriveExecutionCommand({ executionArn: execution.arn }));
    await room.clock.runUntil(execution.ended);
    expect(execution.output?.value).toEqual([1]);
  });

  it("is refused for a dataset that the local stack cannot read", async () => {
    const { room } = await open();
    expect(() => room.machine(distributed(reader({ InputType: "PARQUET" })))).toThrow(/PARQUET/);
  });
});

describe("ResultWriter", () => {
  const writer = (WriterConfig?: object, Bucket = "out") => ({
    ResultWriter: {
      Resource: "arn:aws:states:::s3:putObject",
      Parameters: { Bucket, Prefix: "jobs" },
      ...(WriterConfig && { WriterConfig }),
    },
  });

  it("writes a file for each outcome and a manifest, and returns where that is", async () => {
    const { room, s3, mapRunArn } = await open({ work: noNegative });
    const execution = await room.run(distributed({ ...writer(), ToleratedFailureCount: 1 }, work), [1, -2, 3]);
    const arn = await mapRunArn(execution);
    const folder = `jobs/${arn.slice(arn.lastIndexOf(":") + 1)}`;
    expect(execution.output?.value).toEqual({
      MapRunArn: arn,
      ResultWriterDetails: { Bucket: "out", Key: `${folder}/manifest.json` },
    });
    const file = (name: string) => JSON.parse(String(s3.objects[`out/${folder}/${name}`]));
    const size = (name: string) => String(s3.objects[`out/${folder}/${name}`]).length;
    expect(file("manifest.json")).toEqual({
      DestinationBucket: "out",
      MapRunArn: arn,
      ResultFiles: {
        FAILED: [{ Key: `${folder}/FAILED_0.json`, Size: size("FAILED_0.json") }],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: size("SUCCEEDED_0.json") }],
      },
    });
    expect(file("SUCCEEDED_0.json")).toEqual(
      [1, 3].map((n) => expect.objectContaining({ Output: String(n), Status: "SUCCEEDED" })),
    );
    expect(file("FAILED_0.json")[0]).toMatchObject({ Error: "Negative", Input: "-2", Status: "FAILED" });
    expect(Object.keys(file("SUCCEEDED_0.json")[0])).toEqual([
      "ExecutionArn",
      "Input",
      "InputDetails",
      "Name",
      "Output",
      "OutputDetails",
      "RedriveCount",
      "RedriveStatus",
      "RedriveStatusReason",
      "StartDate",
      "StateMachineArn",
      "Status",
      "StopDate",
    ]);
  });

  it("writes the results of a run that fails as well, those that were not begun too", async () => {
    const { room, s3 } = await open({ work: noNegative });
    const execution = await room.run(distributed({ ...writer(), MaxConcurrency: 1 }, work), [1, -2, 3]);
    expect(execution.error).toBe("States.ExceedToleratedFailureThreshold");
    const names = Object.keys(s3.objects).map((name) => name.replace(/^.*\//, ""));
    expect(names).toEqual(["FAILED_0.json", "PENDING_0.json", "SUCCEEDED_0.json", "manifest.json"]);
  });

  it("compacts, flattens and writes JSON Lines as WriterConfig says", async () => {
    const { room, s3 } = await open();
    const config = { Transformation: "FLATTEN", OutputType: "JSONL" };
    await room.run(distributed(writer(config)), [[1, 2], [3]]);
    const name = Object.keys(s3.objects).find((key) => key.endsWith("SUCCEEDED_0.jsonl")) ?? "";
    expect(s3.objects[name]).toBe("1\n2\n3");
    const preview = await room.run(distributed({ ResultWriter: { WriterConfig: { Transformation: "FLATTEN" } } }), [
      [1, 2],
      [3],
    ]);
    expect(preview.output?.value).toEqual([1, 2, 3]);
  });

  it("fails with States.ResultWriterFailed when it cannot write", async () => {
    const { room } = await open();
    const execution = await room.run(distributed(writer(undefined, "closed")), [1]);
    expect(execution).toMatchObject({ status: "FAILED", error: "States.ResultWriterFailed" });
    expect(execution.cause).toMatch(/^Access Denied/);
  });
});
