import { describe, expect, it } from "@jest/globals";
import { createLogStore } from "../../../local/cloudwatch/log-store.ts";
import { ServiceError } from "../../../local/gateway/service.ts";
import { createStage, deadLetterArn, event, functionArn, functionTarget, ruleFor } from "./stage.ts";

const broken = () => new ServiceError("ServiceException", "broken", 500);
const gone = () => new ServiceError("ResourceNotFoundException", "no such function", 404);
const target = { ...functionTarget, maximumRetryAttempts: 2, maximumEventAgeSeconds: 60, deadLetterArn };

describe("delivery to a target", () => {
  it("tries again what may pass, as often as the retry policy allows", async () => {
    const { buses, clock, calls, letters, failures } = createStage();
    failures.push(new ServiceError("ThrottlingException", "slow down"));
    buses.putRule(ruleFor([target]));
    buses.publish("default", event);
    await clock.runUntil(buses.settled());
    expect([calls.length, letters.length, buses.pending()]).toEqual([2, 0, 0]);
  });

  it("puts the event on the dead-letter queue with AWS's attributes once the attempts are used up", async () => {
    const { buses, clock, calls, letters, failures } = createStage();
    failures.push(broken(), broken(), broken());
    buses.putRule(ruleFor([target]));
    buses.publish("default", event);
    await clock.runUntil(buses.settled());
    expect(calls).toHaveLength(3);
    expect(letters).toEqual([
      {
        queueArn: deadLetterArn,
        body: JSON.stringify(event),
        attributes: {
          RULE_ARN: "arn:aws:events:ap-northeast-2:000000000000:rule/rule",
          TARGET_ARN: target.arn,
          ERROR_CODE: "ERROR_FROM_TARGET",
          ERROR_MESSAGE: "broken",
          EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
          RETRY_ATTEMPTS: "2",
        },
      },
    ]);
  });

  it("gives an event up that gets too old", async () => {
    const { buses, clock, letters, failures, calls } = createStage();
    failures.push(...Array.from({ length: 300 }, () => new Error("connection refused")));
    buses.putRule(ruleFor([{ ...target, maximumRetryAttempts: 185 }]));
    buses.publish("default", event);
    await clock.runUntil(buses.settled());
    expect(letters[0]?.attributes).toMatchObject({
      ERROR_CODE: "SDK_CLIENT_ERROR",
      EXHAUSTED_RETRY_CONDITION: "MaximumEventAgeInSeconds",
      RETRY_ATTEMPTS: String(calls.length - 1),
    });
    expect(Date.parse(calls.at(-1)?.at ?? "")).toBeLessThanOrEqual(Date.parse("2026-01-02T12:01:00Z"));
  });

  it("backs off exponentially, half of each pause by chance", async () => {
    const pausesWith = async (chance: number) => {
      const { buses, clock, failures, calls } = createStage({ random: () => chance });
      failures.push(...Array.from({ length: 5 }, broken));
      buses.putRule(ruleFor([functionTarget]));
      buses.publish("default", event);
      await clock.runUntil(buses.settled());
      const times = calls.map(({ at }) => Date.parse(at));
      return times.slice(1).map((time, index) => time - (times[index] ?? 0));
    };
    expect(await pausesWith(0)).toEqual([100, 200, 400, 800, 1_600]);
    expect(await pausesWith(0.5)).toEqual([150, 300, 600, 1_200, 2_400]);
  });

  it("makes the default 185 attempts within about the default day", async () => {
    const { buses, clock, failures, letters, calls } = createStage({ random: () => 0.5 });
    failures.push(...Array.from({ length: 300 }, broken));
    buses.putRule(ruleFor([{ ...functionTarget, deadLetterArn }]));
    buses.publish("default", event);
    await clock.runUntil(buses.settled());
    expect([calls.length, letters[0]?.attributes.EXHAUSTED_RETRY_CONDITION]).toEqual([186, "MaximumRetryAttempts"]);
    const hours = (clock.now() - Date.parse("2026-01-02T12:00:00Z")) / 3_600_000;
    expect(Math.round(hours)).toBe(22);
  });

  it.each([
    [gone(), "NO_RESOURCE"],
    [new ServiceError("AccessDeniedException", "no", 403), "NO_PERMISSIONS"],
    [new ServiceError("ValidationException", "no", 400), "INVALID_PARAMETER"],
  ])("does not try again after %s", async (failure, code) => {
    const { buses, clock, calls, letters, failures } = createStage();
    failures.push(failure);
    buses.putRule(ruleFor([target]));
    buses.publish("default", event);
    await clock.runUntil(buses.settled());
    expect([calls.length, letters[0]?.attributes.ERROR_CODE, letters[0]?.attributes.RETRY_ATTEMPTS]).toEqual([
      1,
      code,
      "0",
    ]);
    expect(letters[0]?.attributes).not.toHaveProperty("EXHAUSTED_RETRY_CONDITION");
  });

  it("says so when an event is lost without a dead-letter queue, or with one that refuses it", async () => {
    const { buses, clock, lost, failures } = createStage();
    const { deadLetterArn: _, ...bare } = target;
    failures.push(gone(), gone());
    buses.putRule(ruleFor([bare, { ...target, id: "u", deadLetterArn: "arn:aws:sqs:r:0:missing" }]));
    buses.publish("default", event);
    await clock.runUntil(buses.settled());
    expect(lost).toEqual([
      expect.stringMatching(
        /^rule: event e1 \(T\) to .*NO_RESOURCE, no such function; the target has no dead-letter queue/,
      ),
      expect.stringMatching(/its dead-letter queue refused it: Error: no such queue/),
    ]);
  });

  it("ends its waiting when the buses are closed", async () => {
    const { buses, clock, failures } = createStage();
    failures.push(broken());
    buses.putRule(ruleFor([target]));
    buses.publish("default", event);
    await clock.advance(0);
    buses.close();
    await buses.settled();
    expect(buses.pending()).toBe(0);
  });

  it("counts what happens in CloudWatch", async () => {
    const { buses, clock, failures, metrics } = createStage();
    failures.push(broken(), broken(), broken());
    buses.putRule(ruleFor([target]));
    buses.publish("default", event);
    await clock.runUntil(buses.settled());
    const counted = metrics.list().map((metric) => [metric.name, metrics.values(metric).length]);
    expect(metrics.list().every((metric) => metric.namespace === "AWS/Events" && metric.dimensions.RuleName)).toBe(
      true,
    );
    expect(Object.fromEntries(counted)).toEqual({
      MatchedEvents: 1,
      TriggeredRules: 1,
      Invocations: 1,
      InvocationAttempts: 3,
      RetryInvocationAttempts: 2,
      FailedInvocations: 1,
      InvocationsSentToDlq: 1,
    });
  });
});

describe("each kind of target", () => {
  const arn = (service: string, rest: string) => `arn:aws:${service}:ap-northeast-2:000000000000:${rest}`;
  const sent = async (targetArn: string, more = {}) => {
    const stage = createStage();
    stage.buses.putRule(ruleFor([{ ...target, ...more, arn: targetArn }]));
    stage.buses.publish("default", event);
    await stage.clock.runUntil(stage.buses.settled());
    return stage;
  };

  it("is called with what it needs: state machines, queues, topics and streams", async () => {
    const body = JSON.stringify(event);
    const machine = arn("states", "stateMachine:m");
    expect((await sent(machine)).requests[0]).toMatchObject({
      target: "AWSStepFunctions.StartExecution",
      input: { stateMachineArn: machine, input: body },
    });
    expect((await sent(arn("sqs", "q.fifo"), { messageGroupId: "g" })).requests[0]?.input).toMatchObject({
      QueueUrl: "https://sqs.ap-northeast-2.amazonaws.com/000000000000/q.fifo",
      MessageGroupId: "g",
      MessageDeduplicationId: "e1",
    });
    expect((await sent(arn("sns", "t"))).requests[0]?.input).toEqual({
      Action: "Publish",
      TopicArn: arn("sns", "t"),
      Message: body,
    });
    const stream = arn("kinesis", "stream/s");
    expect((await sent(stream, { partitionKeyPath: "$.detail.state" })).requests[0]?.input).toEqual({
      StreamARN: stream,
      PartitionKey: "open",
      Data: Buffer.from(body).toString("base64"),
    });
    expect((await sent(stream, { partitionKeyPath: "$.detail.missing" })).requests[0]?.input.PartitionKey).toBe("e1");
  });

  it("may be a log group, which must exist", async () => {
    const logs = createLogStore();
    const { buses, clock, letters } = createStage({ logs });
    logs.createGroup("/aws/events/all");
    const groups = [arn("logs", "log-group:/aws/events/all:*"), arn("logs", "log-group:/other")];
    buses.putRule(ruleFor(groups.map((group, index) => ({ ...target, id: `t${index}`, arn: group }))));
    buses.publish("default", event);
    await clock.runUntil(buses.settled());
    expect(logs.events("/aws/events/all")).toMatchObject([{ message: JSON.stringify(event) }]);
    expect(letters.map(({ attributes }) => attributes.ERROR_CODE)).toEqual(["NO_RESOURCE"]);
  });

  it("may be another bus, whose rules get the event as it is; two buses that feed each other come to an end", async () => {
    const { buses, clock, calls, letters } = createStage();
    const { arn: otherArn } = buses.createBus("other");
    buses.putRule(ruleFor([{ ...target, arn: otherArn }]));
    buses.putRule(
      ruleFor([functionTarget, { ...target, id: "back", arn: arn("events", "event-bus/default") }], {
        busName: "other",
      }),
    );
    buses.publish("default", event);
    await clock.runUntil(buses.settled());
    expect(calls.map(({ body }) => JSON.parse(body))).toEqual([event, event, event]);
    expect(letters[0]?.attributes.ERROR_MESSAGE).toMatch(/from bus to bus 5 times/);
  });

  it("of which the local stack has no such kind, goes to the dead-letter queue", async () => {
    expect((await sent(arn("batch", "job-queue/q"))).letters[0]?.attributes.ERROR_CODE).toBe("NO_RESOURCE");
  });

  it("tells what SNS answers in XML", async () => {
    const { buses, clock, letters, failures } = createStage();
    failures.push(new ServiceError("NotFound", "Topic does not exist"));
    buses.putRule(ruleFor([{ ...target, arn: arn("sns", "t") }]));
    buses.publish("default", event);
    await clock.runUntil(buses.settled());
    expect(letters[0]?.attributes).toMatchObject({ ERROR_CODE: "NO_RESOURCE", ERROR_MESSAGE: "Topic does not exist" });
  });
});

describe("rules and schedules on the clock", () => {
  const onceAt = (time: string) => (after: number) =>
    after < Date.parse(time) ? Date.parse(time) : Number.POSITIVE_INFINITY;

  it("let a rule fire at its times, until it is disabled", async () => {
    const { buses, clock, calls } = createStage();
    const { pattern: _, ...bare } = ruleFor([functionTarget], { schedule: "rate(30 minutes)" });
    buses.putRule(bare);
    await clock.advance(3_600_000);
    buses.putRule({ ...bare, isEnabled: false });
    await clock.advance(3_600_000);
    expect(calls.map(({ at, to }) => [at, to])).toEqual([
      ["2026-01-02T12:30:00.000Z", functionArn],
      ["2026-01-02T13:00:00.000Z", functionArn],
    ]);
    expect(JSON.parse(calls[0]?.body ?? "")).toMatchObject({
      "detail-type": "Scheduled Event",
      source: "aws.events",
      time: "2026-01-02T12:30:00Z",
      resources: [bare.arn],
      detail: {},
    });
    buses.close();
  });

  it("keep the rhythm of a rule when its targets change", async () => {
    const { buses, clock, calls } = createStage();
    const { pattern: _, ...bare } = ruleFor([], { schedule: "rate(30 minutes)" });
    buses.putRule(bare);
    await clock.advance(20 * 60_000);
    buses.putRule({ ...bare, targets: [functionTarget] });
    await clock.advance(20 * 60_000);
    expect(calls.map(({ at }) => at)).toEqual(["2026-01-02T12:30:00.000Z"]);
    buses.close();
  });

  it("fill a schedule's input in for each attempt, and put what fails on its dead-letter queue", async () => {
    const { buses, clock, calls, letters, failures } = createStage({ random: () => 0 });
    failures.push(broken(), broken());
    buses.putSchedule({
      name: "callback",
      groupName: "default",
      arn: "arn:schedule",
      schedule: onceAt("2026-01-02T12:01:00Z"),
      target: {
        arn: functionArn,
        input:
          '{"try": <aws.scheduler.attempt-number>, "at": "<aws.scheduler.scheduled-time>", "is": "<aws.scheduler.execution-id>"}',
        maximumRetryAttempts: 1,
        maximumEventAgeSeconds: 60,
        deadLetterArn,
      },
    });
    await clock.advance(120_000);
    expect(calls.map(({ body }) => JSON.parse(body))).toEqual([
      { try: 1, at: "2026-01-02T12:01:00Z", is: "id-1" },
      { try: 2, at: "2026-01-02T12:01:00Z", is: "id-1" },
    ]);
    expect(letters[0]?.attributes).toMatchObject({
      SCHEDULE_ARN: "arn:schedule",
      TARGET_ARN: functionArn,
      SCHEDULED_TIME: "2026-01-02T12:01:00Z",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
    });
    buses.close();
  });

  it("put the input of a schedule on a bus as the detail of an event", async () => {
    const { buses, clock, calls } = createStage();
    buses.putRule(ruleFor([functionTarget]));
    buses.putSchedule({
      name: "tick",
      groupName: "default",
      arn: "arn:schedule",
      schedule: onceAt("2026-01-02T12:00:00Z"),
      target: {
        arn: "arn:aws:events:ap-northeast-2:000000000000:event-bus/default",
        input: '{"tier": 2}',
        event: { source: "aicc", detailType: "Tick" },
        maximumRetryAttempts: 0,
        maximumEventAgeSeconds: 60,
      },
    });
    await clock.advance(0);
    expect(JSON.parse(calls[0]?.body ?? "")).toMatchObject({
      source: "aicc",
      "detail-type": "Tick",
      detail: { tier: 2 },
    });
    buses.close();
  });
});
