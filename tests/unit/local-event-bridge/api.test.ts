import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { simulatedServiceAccessKeyId } from "../../../local/gateway/credential-scope.ts";
import { functionArn, openStage } from "./stage.ts";

let stage: Awaited<ReturnType<typeof openStage>>;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** What a command fails with. */
const failureOf = (answer: Promise<unknown>) =>
  answer.then(
    () => "no failure",
    (error: Error) => `${error.name}: ${error.message}`,
  );
const ruleArn = "arn:aws:events:ap-northeast-2:000000000000:rule/all";
const putRule = (more = {}) =>
  stage.client.send(new PutRuleCommand({ Name: "all", EventPattern: '{"source": ["shop"]}', ...more }));
const putTargets = (...targets: Partial<Target>[]) =>
  stage.client.send(
    new PutTargetsCommand({ Rule: "all", Targets: targets.map((one) => ({ Id: "t", Arn: functionArn, ...one })) }),
  );
const entry: PutEventsRequestEntry = { Source: "shop", DetailType: "Sold", Detail: '{"n": 1}' };
const putEvents = (...entries: PutEventsRequestEntry[]) =>
  stage.client.send(new PutEventsCommand({ Entries: entries }));

describe("rules over the API", () => {
  it("are made, described, listed, disabled, enabled and deleted", async () => {
    expect((await putRule({ Description: "everything" })).RuleArn).toBe(ruleArn);
    expect(await stage.client.send(new DescribeRuleCommand({ Name: "all" }))).toMatchObject({
      Name: "all",
      Arn: ruleArn,
      EventBusName: "default",
      State: "ENABLED",
      Description: "everything",
      EventPattern: '{"source": ["shop"]}',
      CreatedBy: "000000000000",
    });
    await stage.client.send(new DisableRuleCommand({ Name: "all" }));
    expect((await stage.client.send(new ListRulesCommand({ NamePrefix: "a" }))).Rules?.[0]?.State).toBe("DISABLED");
    await stage.client.send(new EnableRuleCommand({ Name: "all" }));
    expect((await stage.client.send(new DescribeRuleCommand({ Name: "all" }))).State).toBe("ENABLED");
    await stage.client.send(new DeleteRuleCommand({ Name: "all" }));
    expect(await failureOf(stage.client.send(new DescribeRuleCommand({ Name: "all" })))).toBe(
      "ResourceNotFoundException: Rule all does not exist on EventBus default.",
    );
    // Deleting what is not there is no mistake.
    await stage.client.send(new DeleteRuleCommand({ Name: "all" }));
  });

  it("keep their targets when they are put again, and lose what is left out", async () => {
    await putRule({ Description: "old" });
    await putTargets({});
    await putRule();
    expect((await stage.client.send(new DescribeRuleCommand({ Name: "all" }))).Description).toBeUndefined();
    expect((await stage.client.send(new ListTargetsByRuleCommand({ Rule: "all" }))).Targets).toHaveLength(1);
    expect(await failureOf(stage.client.send(new DeleteRuleCommand({ Name: "all" })))).toBe(
      "ValidationException: Rule can't be deleted since it has targets.",
    );
  });

  it.each([
    [
      { EventPattern: undefined },
      "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.",
    ],
    [{ ScheduleExpression: "rate(1 minutes)" }, "ValidationException: Parameter ScheduleExpression is not valid."],
    [
      { Name: "a b" },
      "ValidationException: 1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+",
    ],
    [{ EventBusName: "other" }, "ResourceNotFoundException: Event bus other does not exist."],
    [
      { EventPattern: '{"a": 1}' },
      'InvalidEventPatternException: Event pattern is not valid. Reason: "a" must be an object or an array\n at [Source: (String)"{"a": 1}"; line: 1, column: 8]',
    ],
    [{ EventPattern: `{"a": ["${"x".repeat(4_096)}"]}` }, expect.stringMatching(/length less than or equal to 4096$/)],
  ])("are refused with %j", async (more, failure) => {
    expect(await failureOf(putRule(more))).toEqual(failure);
  });

  it("are listed page by page", async () => {
    for (const Name of ["a", "b", "c"]) await putRule({ Name });
    const first = await stage.client.send(new ListRulesCommand({ Limit: 2 }));
    const second = await stage.client.send(new ListRulesCommand({ Limit: 2, ...first }));
    expect([first.Rules, second.Rules].map((rules) => rules?.map(({ Name }) => Name))).toEqual([["a", "b"], ["c"]]);
    expect(second.NextToken).toBeUndefined();
    expect(await failureOf(stage.client.send(new ListRulesCommand({ NextToken: "?" })))).toMatch(/NextToken/);
  });

  it("with a schedule fire on the stack's clock", async () => {
    await putRule({ EventPattern: undefined, ScheduleExpression: "cron(0 13 * * ? *)" });
    await putTargets({});
    await stage.clock.advance(86_400_000);
    expect(stage.calls.map(({ at }) => at)).toEqual(["2026-01-02T13:00:00.000Z"]);
  });
});

describe("targets over the API", () => {
  beforeEach(() => putRule());

  it("are put, replaced by id, listed and removed", async () => {
    const full: Partial<Target> = {
      InputTransformer: { InputPathsMap: { n: "$.detail.n" }, InputTemplate: '{"n": <n>}' },
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: "arn:aws:sqs:ap-northeast-2:000000000000:dlq" },
    };
    await putTargets({ Id: "a" }, { Id: "b" });
    await putTargets({ Id: "a", ...full });
    const { Targets } = await stage.client.send(new ListTargetsByRuleCommand({ Rule: "all" }));
    expect(Targets).toMatchObject([
      { Id: "a", Arn: functionArn, ...full },
      { Id: "b", RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 } },
    ]);
    const { RuleNames } = await stage.client.send(new ListRuleNamesByTargetCommand({ TargetArn: functionArn }));
    expect(RuleNames).toEqual(["all"]);
    const removed = await stage.client.send(new RemoveTargetsCommand({ Rule: "all", Ids: ["b", "c"] }));
    expect(removed).toMatchObject({ FailedEntryCount: 1, FailedEntries: [{ TargetId: "c" }] });
  });

  it.each<[Partial<Target>, string]>([
    [{ Arn: "function" }, "Parameter function is not valid. Reason: Provided Arn is not in correct format."],
    [{ Input: "{" }, "JSON syntax error in input for target t."],
    [
      { Input: "{}", InputPath: "$" },
      "Only one of Input, InputPath, or InputTransformer must be provided for target t.",
    ],
    [{ InputPath: "detail" }, "Invalid InputPath for target t."],
    [
      { Arn: "arn:aws:sqs:ap-northeast-2:000000000000:q.fifo" },
      "Parameter SqsParameters.MessageGroupId must be specified for target: t.",
    ],
    [
      { InputTransformer: { InputTemplate: '{"a": <b>}' } },
      "Invalid InputTemplate for target t: there is no variable b.",
    ],
    [
      { InputTransformer: { InputPathsMap: { a: "$.a" }, InputTemplate: '{"a": <a>' } },
      "Invalid InputTemplate for target t: it is no JSON object, whatever its variables are.",
    ],
    [
      { InputTransformer: { InputPathsMap: { a: "$.a" }, InputTemplate: "{<a>: 1}" } },
      "Invalid InputTemplate for target t: it is no JSON object, whatever its variables are.",
    ],
    [
      { InputTransformer: { InputPathsMap: { "aws.events.x": "$.a" }, InputTemplate: '"x"' } },
      "InputPathsMap for target t has the reserved name aws.events.x.",
    ],
  ])("are refused with %j", async (target, message) => {
    expect(await failureOf(putTargets(target))).toBe(`ValidationException: ${message}`);
  });

  it("are no more than five", async () => {
    const ids = ["1", "2", "3", "4", "5", "6"];
    expect(await failureOf(putTargets(...ids.map((Id) => ({ Id }))))).toBe(
      "LimitExceededException: The requested resource exceeds the maximum number allowed.",
    );
  });
});

describe("buses over the API", () => {
  it("are made, described, listed and deleted", async () => {
    const { EventBusArn } = await stage.client.send(new CreateEventBusCommand({ Name: "orders" }));
    expect(EventBusArn).toBe("arn:aws:events:ap-northeast-2:000000000000:event-bus/orders");
    expect(await stage.client.send(new DescribeEventBusCommand({ Name: EventBusArn }))).toMatchObject({
      Name: "orders",
      CreationTime: new Date("2026-01-02T12:00:00Z"),
    });
    const { EventBuses } = await stage.client.send(new ListEventBusesCommand({}));
    expect(EventBuses?.map(({ Name }) => Name)).toEqual(["default", "orders"]);
    expect(await failureOf(stage.client.send(new CreateEventBusCommand({ Name: "orders" })))).toBe(
      "ResourceAlreadyExistsException: Event bus orders already exists.",
    );
    await putRule({ EventBusName: "orders" });
    expect(await failureOf(stage.client.send(new DeleteEventBusCommand({ Name: "orders" })))).toMatch(/has rules/);
    await stage.client.send(new DeleteRuleCommand({ Name: "all", EventBusName: "orders" }));
    await stage.client.send(new DeleteEventBusCommand({ Name: "orders" }));
    expect(await failureOf(stage.client.send(new DescribeEventBusCommand({ Name: "orders" })))).toBe(
      "ResourceNotFoundException: Event bus orders does not exist.",
    );
    expect(await failureOf(stage.client.send(new DeleteEventBusCommand({ Name: "default" })))).toMatch(/Cannot delete/);
  });
});

describe("PutEvents", () => {
  it("hands events to the rules of their bus, with id, time and resources", async () => {
    await stage.client.send(new CreateEventBusCommand({ Name: "orders" }));
    await putRule();
    await putRule({ EventBusName: "orders" });
    await putTargets({});
    const answer = await putEvents(
      { ...entry, Time: new Date("2026-01-01T01:02:03.999Z"), Resources: ["arn:thing"], TraceHeader: "Root=1" },
      { ...entry, EventBusName: "arn:aws:events:ap-northeast-2:000000000000:event-bus/orders" },
    );
    expect(answer).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: "id-1" }, { EventId: "id-2" }] });
    await stage.buses.settled();
    expect(stage.calls.map(({ body }) => JSON.parse(body))).toEqual([
      {
        version: "0",
        id: "id-1",
        "detail-type": "Sold",
        source: "shop",
        account: "000000000000",
        time: "2026-01-01T01:02:03Z",
        region: "ap-northeast-2",
        resources: ["arn:thing"],
        detail: { n: 1 },
      },
    ]);
  });

  it("judges each entry by itself", async () => {
    const invalid = (member: string) => ({
      ErrorCode: "InvalidArgument",
      ErrorMessage: `Parameter ${member} is not valid. Reason: ${member} is a required argument.`,
    });
    const malformed = { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
    const { FailedEntryCount, Entries } = await putEvents(
      entry,
      { ...entry, Source: undefined },
      { ...entry, DetailType: "" },
      { ...entry, Detail: undefined },
      { ...entry, Detail: "{" },
      { ...entry, Detail: "[1]" },
      { ...entry, Detail: `{"a": ${"[".repeat(1_000)}${"]".repeat(1_000)}}` },
      { ...entry, Detail: `{"a": "\\"${"[".repeat(1_000)}"}` },
      { ...entry, Source: "aws.connect" },
    );
    expect(FailedEntryCount).toBe(7);
    expect(Entries).toEqual([
      { EventId: "id-1" },
      invalid("Source"),
      invalid("DetailType"),
      invalid("Detail"),
      malformed,
      malformed,
      malformed,
      { EventId: "id-2" },
      { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." },
    ]);
  });

  it("lets simulated services send events of aws", async () => {
    const client = stage.clientFor(simulatedServiceAccessKeyId);
    const answer = await client.send(new PutEventsCommand({ Entries: [{ ...entry, Source: "aws.connect" }] }));
    client.destroy();
    expect(answer.FailedEntryCount).toBe(0);
  });

  it("gives an id to an event for a bus that does not exist, as AWS does, and tells the loss", async () => {
    expect((await putEvents({ ...entry, EventBusName: "nowhere" })).FailedEntryCount).toBe(0);
    expect(stage.lost).toEqual(["nowhere: event id-1 (Sold): there is no such event bus"]);
  });

  it("takes 10 entries and 1 MB at most", async () => {
    expect(await failureOf(putEvents(...Array.from({ length: 11 }, () => entry)))).toMatch(
      /^ValidationException: .* at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10$/,
    );
    expect(await failureOf(putEvents())).toMatch(/greater than or equal to 1$/);
    const large = (bytes: number) => ({ ...entry, Detail: JSON.stringify({ text: "x".repeat(bytes) }) });
    expect((await putEvents(large(500_000), large(500_000))).FailedEntryCount).toBe(0);
    expect(await failureOf(putEvents(large(600_000), large(600_000)))).toBe(
      "ValidationException: Total size of the entries in the request is over the limit.",
    );
  });
});

describe("TestEventPattern", () => {
  const members = { id: "1", account: "0", source: "s", time: "t", region: "r", "detail-type": "T" };
  const test = (Event: string, EventPattern = '{"source": ["s"]}') =>
    stage.client.send(new TestEventPatternCommand({ Event, EventPattern }));

  it("asks for the members that every event has", async () => {
    expect((await test(JSON.stringify(members))).Result).toBe(true);
    for (const member of Object.keys(members))
      expect(await failureOf(test(JSON.stringify({ ...members, [member]: undefined })))).toBe(
        "ValidationException: Parameter Event is not valid.",
      );
    expect(await failureOf(test("[]"))).toBe("ValidationException: Parameter Event is not valid.");
    expect(await failureOf(test("{"))).toBe("ValidationException: Parameter Event is not valid.");
  });
});
