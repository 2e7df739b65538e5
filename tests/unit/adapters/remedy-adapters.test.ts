import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createFunctionHealth } from "../../../adapters/cloudwatch-function-health.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { createFunctionSettings } from "../../../adapters/lambda-function-settings.ts";
import { beginRemedy } from "../../../domain/remedy/remedy-life.ts";
import { remedyRules } from "../../../domain/remedy/remedy-rules.ts";
import type { RemedyAction } from "../../../schemas/remedy.ts";
import { at, dayStart, remedyRequest } from "../../support/builders.ts";
import { openLocalTable } from "../../support/local-table.ts";

const named = (name: string) => Object.assign(new Error(`a test's ${name}`), { name });

describe("the book of remedies in DynamoDB", () => {
  let table: Awaited<ReturnType<typeof openLocalTable>>;
  beforeAll(async () => {
    table = await openLocalTable();
  });
  afterAll(() => table.close());
  const book = (second = 10) => createRemedyBook(table.client, table.tableName, () => new Date(at(second)));
  const request = (key: string, second = 0) =>
    remedyRequest({
      remedyId: `${key}-20241219T00${String(second).padStart(4, "0")}000Z`,
      functionName: `aicc-dev-${key}`,
    });

  it("grants one of many that ask at once for the same function", async () => {
    const asked = Array.from({ length: 6 }, (_, index) => ({
      functionName: "f",
      remedyId: `f-2024121${index}T000000000Z`,
    }));
    const answers = await Promise.all(asked.map((one) => book().askPermission(one)));
    expect(answers.filter((answer) => answer === "granted")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "under-way")).toHaveLength(5);
  });
  it("never grants more than the day's budget, however many functions ask at once", async () => {
    const asked = Array.from({ length: 7 }, (_, index) => ({ functionName: `g${index}`, remedyId: `g${index}` }));
    const answers = await Promise.all(asked.map((one) => book().askPermission(one)));
    // One was granted above.
    expect(answers.filter((answer) => answer === "granted")).toHaveLength(remedyRules.mostRaisesADay - 1);
    expect(answers.filter((answer) => answer === "budget-spent")).toHaveLength(7 - remedyRules.mostRaisesADay + 1);
  });
  it("is on until somebody stops it, and grants nothing from then on", async () => {
    expect(await book().readSwitch()).toEqual({ isOn: true });
    await book().turnSwitch({ isOn: false, by: "kim", at: at(20), why: "a drill" });
    expect(await book().readSwitch()).toMatchObject({ isOn: false, by: "kim" });
    const tomorrow = createRemedyBook(table.client, table.tableName, () => new Date(dayStart + 2 * 86_400_000));
    expect(await tomorrow.askPermission({ functionName: "h", remedyId: "h" })).toBe("stopped");
    await book().turnSwitch({ isOn: true });
    expect(await tomorrow.askPermission({ functionName: "h", remedyId: "h" })).toBe("granted");
    await tomorrow.endTreatment("h");
    expect(await tomorrow.askPermission({ functionName: "h", remedyId: "h2" })).toBe("cooling-down");
  });
  it("enters a remedy once, changes it, and lists the newest first", async () => {
    const [first, second] = [request("a"), request("b", 1)];
    await book().begin(beginRemedy(first, "ISS-001", at(0)));
    await book().begin(beginRemedy(second, "ISS-001", at(1)));
    expect((await book().begin(beginRemedy(first, "ISS-002", at(9)))).issueId).toBe("ISS-001");
    const { before, after } = await book().change(first.remedyId, (remedy) => ({ ...remedy, isPersonCalled: true }));
    expect([before.isPersonCalled, after.isPersonCalled]).toEqual([undefined, true]);
    expect((await book().list()).map(({ remedyId }) => remedyId)).toEqual([second.remedyId, first.remedyId]);
    await expect(book().read("nobody-20241219T000000000Z")).rejects.toMatchObject({ name: "Rejected" });
  });
  it("takes an entry of the audit log once, and never changes it", async () => {
    const action: RemedyAction = {
      actionId: "x#1",
      at: at(0),
      who: "kim",
      what: "stop",
      phase: "done",
      why: "a drill",
    };
    expect(await book().note(action)).toBe(true);
    expect(await book().note({ ...action, why: "another" })).toBe(false);
    await book().note({ ...action, actionId: "x#2", at: at(5) });
    expect((await book().listActions()).map(({ actionId, why }) => [actionId, why])).toEqual([
      ["x#2", "a drill"],
      ["x#1", "a drill"],
    ]);
  });
});

describe("the settings of functions on AWS Lambda", () => {
  const lambda = mockClient(LambdaClient);
  const settings = createFunctionSettings(new LambdaClient({ region: "ap-northeast-2" }));
  beforeEach(() => void lambda.reset());

  it.each([
    [undefined, "settled"],
    ["Successful", "settled"],
    ["InProgress", "in-progress"],
    ["Failed", "failed"],
  ] as const)("are read with what became of the last update: %s is %s", async (LastUpdateStatus, update) => {
    const answer = { MemorySize: 512, Timeout: 8, RevisionId: "r", ...(LastUpdateStatus && { LastUpdateStatus }) };
    lambda.on(GetFunctionConfigurationCommand).resolves(answer);
    expect(await settings.readSetting("f")).toEqual({ memoryMb: 512, timeoutS: 8, revisionId: "r", update });
  });
  it("are changed only as they were read", async () => {
    lambda.on(UpdateFunctionConfigurationCommand).resolves({});
    await settings.setMemory("f", 1024, "r");
    expect(lambda.commandCalls(UpdateFunctionConfigurationCommand)[0]?.args[0].input).toEqual({
      FunctionName: "f",
      MemorySize: 1024,
      RevisionId: "r",
    });
  });
  it.each([
    ["PreconditionFailedException", "Transient"],
    ["ResourceConflictException", "Transient"],
    ["TooManyRequestsException", "Transient"],
    ["ResourceNotFoundException", "Rejected"],
    ["AccessDeniedException", "Rejected"],
  ])("fail by %s with %s", async (error, fault) => {
    lambda.on(UpdateFunctionConfigurationCommand).rejects(named(error));
    await expect(settings.setMemory("f", 1024, "r")).rejects.toMatchObject({ name: fault });
  });
});

describe("how functions fare, by CloudWatch", () => {
  const metrics = mockClient(CloudWatchClient);
  const logs = mockClient(CloudWatchLogsClient);
  const region = "ap-northeast-2";
  const health = createFunctionHealth(new CloudWatchClient({ region }), new CloudWatchLogsClient({ region }));
  beforeEach(() => {
    metrics.reset();
    logs.reset();
  });

  it("is asked of all functions at once, page by page, and summed up over the minutes", async () => {
    metrics
      .on(GetMetricDataCommand)
      .resolvesOnce({
        MetricDataResults: [
          { Id: "invocations0", Values: [3, 4] },
          { Id: "longestms0", Values: [120, 900] },
        ],
        NextToken: "more",
      })
      .resolves({
        MetricDataResults: [
          { Id: "invocations0", Values: [1] },
          { Id: "memorypercent1", Values: [55, 84] },
          { Id: "errors1", Values: [2] },
        ],
      });
    expect(await health.measure(["f", "g"], dayStart, dayStart + 900_000)).toEqual([
      { functionName: "f", invocations: 8, errors: 0, longestMs: 900, memoryPercent: 0 },
      { functionName: "g", invocations: 0, errors: 2, longestMs: 0, memoryPercent: 84 },
    ]);
    const [first, second] = metrics.commandCalls(GetMetricDataCommand).map(({ args }) => args[0].input);
    expect(first?.MetricDataQueries).toHaveLength(8);
    expect(first).toMatchObject({ StartTime: new Date(dayStart), EndTime: new Date(dayStart + 900_000) });
    expect(second?.NextToken).toBe("more");
  });
  it("is asked in parts when there are more functions than one call takes", async () => {
    metrics.on(GetMetricDataCommand).resolves({});
    await health.measure(
      Array.from({ length: 130 }, (_, index) => `f${index}`),
      dayStart,
      dayStart + 1,
    );
    const sizes = metrics.commandCalls(GetMetricDataCommand).map(({ args }) => args[0].input.MetricDataQueries?.length);
    expect(sizes).toEqual([500, 20]);
  });
  it("counts the environments that were ended, in the function's own log", async () => {
    logs
      .on(FilterLogEventsCommand)
      .resolvesOnce({ events: [], nextToken: "more" })
      .resolves({ events: [{ message: "RequestId: x Error: Runtime exited with error: signal: killed" }] });
    expect(await health.countKills("aicc-dev-f", 1, 2)).toBe(1);
    expect(logs.commandCalls(FilterLogEventsCommand)[0]?.args[0].input).toMatchObject({
      logGroupName: "/aws/lambda/aicc-dev-f",
      startTime: 1,
      endTime: 2,
    });
  });
  it("gives up a log without end rather than call a function well", async () => {
    logs.on(FilterLogEventsCommand).resolves({ events: [], nextToken: "more" });
    await expect(health.countKills("f", 1, 2)).rejects.toMatchObject({ name: "Transient" });
  });
  it("fails with Transient when CloudWatch is throttled", async () => {
    metrics.on(GetMetricDataCommand).rejects(named("ThrottlingException"));
    await expect(health.measure(["f"], 1, 2)).rejects.toMatchObject({ name: "Transient" });
  });
});
