import { CloudWatchClient, DescribeAlarmHistoryCommand, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DisableRuleCommand, EventBridgeClient, type EventBridgeClientConfig } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { MetricAlarm } from "../../domain/metrics/alarms/alarm.ts";
import { compositeAlarms, metricAlarms } from "../../domain/metrics/alarms/alarms.ts";
import { instanceArn } from "../../local/connect/instance.ts";
import { createServiceClient } from "../../local/gateway/service-client.ts";
import { type LocalStack, startLocalStack } from "../../local/stack/local-stack.ts";
import { openCentreDirectory } from "../support/centre-directory.ts";
import { eventually } from "../support/eventually.ts";
import { createSteppedClock } from "../support/stepped-clock.ts";
import { driverOf, type Values } from "./alarm-drivers.ts";

const minute = 60_000;
const hour = 60 * minute;
/** A Sunday, 0:00 UTC: no opening hours on that day. */
const sunday = Date.parse("2026-03-01T00:00:00.000Z");

describe("the alarms of the packaged stack", () => {
  const clock = createSteppedClock(sunday);
  let stack: LocalStack;
  let removeDirectory: () => void;
  let cloudWatch: CloudWatchClient;
  let sqs: SQSClient;
  let queueUrl: string;

  beforeAll(async () => {
    const { directory, remove } = await openCentreDirectory();
    removeDirectory = remove;
    stack = await startLocalStack({ directory, clock, parameters: { ConnectInstanceArn: instanceArn } });
    const options = {
      endpoint: stack.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "tester", secretAccessKey: "secret" },
    };
    cloudWatch = new CloudWatchClient(options);
    sqs = new SQSClient(options);
    queueUrl = await listenToAlarmTopic();
    await leaveIssuesAlone(options);
  }, 120_000);
  afterAll(async () => {
    cloudWatch?.destroy();
    sqs?.destroy();
    await stack?.close();
    removeDirectory?.();
  });

  /** Alarms are driven here through weeks within seconds: the issues that they open are tests/local/issues.test.ts's, what is done about them tests/local/remedies.test.ts's. */
  async function leaveIssuesAlone(options: EventBridgeClientConfig): Promise<void> {
    const eventBridge = new EventBridgeClient(options);
    for (const Name of ["aicc-dev-alarm-state", "aicc-dev-remedy-alarm"]) {
      await eventBridge.send(new DisableRuleCommand({ Name }));
    }
    eventBridge.destroy();
  }

  /** A queue that hears what the alarm topic is told. */
  async function listenToAlarmTopic(): Promise<string> {
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "hears-alarms" }));
    const client = createServiceClient(stack.endpointUrl, "ap-northeast-2", "tester");
    const body = new URLSearchParams({
      Action: "Subscribe",
      TopicArn: stack.outputs.AlarmTopicArn ?? "",
      Protocol: "sqs",
      Endpoint: "arn:aws:sqs:ap-northeast-2:000000000000:hears-alarms",
    });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const { statusCode } = await client.send("sns", "POST", "/", headers, body.toString());
    client.close();
    expect(statusCode).toBe(200);
    return QueueUrl;
  }

  /** Names of alarms with the state that the topic was told of, in the order of arrival; each message once. */
  const heard: string[] = [];
  async function hear(): Promise<readonly string[]> {
    const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
    for (;;) {
      const { Messages = [] } = await sqs.send(receive);
      if (Messages.length === 0) return heard;
      for (const { Body = "", ReceiptHandle = "" } of Messages) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
        const { AlarmName, NewStateValue } = JSON.parse(JSON.parse(Body).Message);
        heard.push(`${AlarmName} ${NewStateValue}`);
      }
    }
  }

  const nameOf = (name: string) => `aicc-dev-${name}`;
  async function stateOf(name: string): Promise<string | undefined> {
    const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [nameOf(name)], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] }),
    );
    return [...MetricAlarms, ...CompositeAlarms][0]?.StateValue;
  }

  /** The series that the deployed alarm really watches, by the ids of its formula; `m1` for an alarm on one series. */
  function seriesOf(name: string) {
    const view = stack.alarms.list().find(({ settings }) => settings.name === nameOf(name));
    if (view?.settings.kind !== "metric") throw new Error(`${name} is no alarm on metrics`);
    const { queries } = view.settings;
    return new Map(queries.flatMap(({ id, source }) => ("metric" in source ? [[id, source.metric] as const] : [])));
  }

  /** Puts the values into each of the newest periods. */
  function put(alarm: MetricAlarm, values: Values, endMs: number): void {
    const series = seriesOf(alarm.name);
    const periodMs = alarm.periodSeconds * 1_000;
    for (const [id, list] of Object.entries(values)) {
      const metric = series.get(id);
      if (!metric) throw new Error(`${alarm.name} watches nothing by the id ${id}`);
      for (let period = 0; period < alarm.evaluationPeriods; period += 1) {
        const timestamp = endMs - period * periodMs - periodMs / 2;
        for (const value of list) stack.metrics.put({ ...metric, unit: "None", timestamp, value });
      }
    }
  }

  /** Lets so much time go by that no earlier value is looked at any more. */
  const forget = async (alarm: MetricAlarm) => {
    await clock.to(clock.now() + (alarm.evaluationPeriods + 3) * alarm.periodSeconds * 1_000 + minute);
  };
  /** Drives one alarm into ALARM. */
  async function ring(alarm: MetricAlarm): Promise<void> {
    const next = clock.now() + minute;
    put(alarm, driverOf(alarm).ring, next);
    await clock.to(next);
  }
  const find = (name: string) => {
    const alarm = metricAlarms.find((candidate) => candidate.name === name);
    if (!alarm) throw new Error(`there is no alarm ${name}`);
    return alarm;
  };

  it("are all there, each with its reason and runbook in its description", async () => {
    const found = stack.alarms.list().map(({ settings }) => settings);
    const expected = [...metricAlarms, ...compositeAlarms];
    expect(found.map(({ name }) => name).sort()).toEqual(expected.map(({ name }) => nameOf(name)).sort());
    for (const { name, reason, runbook } of expected) {
      const { description } = found.find((settings) => settings.name === nameOf(name))!;
      expect(description).toContain(reason.en);
      expect(description).toContain(reason.ko);
      expect(description).toContain(`docs/runbooks/${runbook}.md`);
    }
    expect(stack.unsupported.filter(({ type }) => type.startsWith("AWS::CloudWatch"))).toEqual([]);
  });

  it("are OK on a Sunday on which nothing happens", async () => {
    await clock.to(sunday + 5 * minute);
    const states = stack.alarms.list().map(({ settings, state }) => [settings.name, state.value]);
    expect(states.filter(([, state]) => state !== "OK")).toEqual([]);
  });

  const driven = metricAlarms.filter(({ name }) => name !== "no-contacts");
  it.each(driven.map((alarm) => [alarm.name, alarm] as const))("%s rings, and goes back", async (name, alarm) => {
    await forget(alarm);
    const begun = clock.now();
    expect(await stateOf(name)).toBe("OK");
    await stack.alarms.settled();
    const before = (await hear()).length;
    await ring(alarm);
    expect(await stateOf(name)).toBe("ALARM");

    // What is just below the threshold does not keep it ringing.
    await forget(alarm);
    const next = clock.now() + minute;
    put(alarm, driverOf(alarm).calm, next);
    await clock.to(next);
    expect(await stateOf(name)).toBe("OK");

    const { AlarmHistoryItems = [] } = await cloudWatch.send(
      new DescribeAlarmHistoryCommand({
        AlarmName: nameOf(name),
        HistoryItemType: "StateUpdate",
        StartDate: new Date(begun + 1),
        ScanBy: "TimestampAscending",
      }),
    );
    expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toEqual([
      "Alarm updated from OK to ALARM",
      "Alarm updated from ALARM to OK",
    ]);
    await stack.alarms.settled();
    const expected = alarm.notifies ? [`${nameOf(name)} ALARM`, `${nameOf(name)} OK`] : [];
    const toldOf = async () => (await hear()).slice(before).filter((entry) => entry.startsWith(`${nameOf(name)} `));
    await eventually(`the topic was told of ${name}`, async () => (await toldOf()).length >= expected.length);
    expect(await toldOf()).toEqual(expected);
  });

  it("no-contacts rings after a silent hour of opening hours, and goes back with the first contact", async () => {
    const alarm = find("no-contacts");
    const days = Math.ceil((clock.now() - sunday) / (7 * 24 * hour)) * 7;
    const nextSunday = sunday + days * 24 * hour;
    await clock.to(nextSunday + 12 * hour);
    expect(await stateOf("no-contacts")).toBe("OK");
    // Monday, 11:00 in Seoul.
    await clock.to(nextSunday + 24 * hour + 2 * hour);
    expect(await stateOf("no-contacts")).toBe("ALARM");
    const next = clock.now() + minute;
    put(alarm, driverOf(alarm).calm, next);
    await clock.to(next);
    expect(await stateOf("no-contacts")).toBe("OK");
    // Monday, 22:00 in Seoul: nobody is expected any more.
    await clock.to(nextSunday + 24 * hour + 13 * hour);
    expect(await stateOf("no-contacts")).toBe("OK");
    await eventually("the topic was told", async () => (await hear()).includes("aicc-dev-no-contacts ALARM"));
  });

  const burns = compositeAlarms.filter(({ rule }) => "all" in rule);
  it.each(burns.map(({ name }) => name))("%s rings when both windows burn, and only then", async (name) => {
    const [long, short] = [find(`${name}-long`), find(`${name}-short`)];
    await forget(long);
    await ring(long);
    // The long window alone: what burnt has stopped burning, unless its values also lie in the short window.
    await forget(short);
    expect([await stateOf(`${name}-short`), await stateOf(name)]).toEqual(["OK", "OK"]);
    const before = (await hear()).length;

    const next = clock.now() + minute;
    put(long, driverOf(long).ring, next);
    put(short, driverOf(short).ring, next);
    put(short, driverOf(short).ring, next);
    await clock.to(next);
    expect(await stateOf(name)).toBe("ALARM");
    await stack.alarms.settled();
    await eventually("the topic was told once", async () => (await hear()).length > before);
    const toldOf = (await hear()).slice(before).filter((entry) => entry.startsWith(`${nameOf(name)} `));
    expect(toldOf).toEqual([`${nameOf(name)} ALARM`]);
    await forget(long);
    expect(await stateOf(name)).toBe("OK");
  });

  it("pipeline-failing tells after two minutes when no cause is known, and tells of the recovery", async () => {
    await clock.to(clock.now() + 24 * hour);
    await stack.alarms.settled();
    const before = (await hear()).length;
    await ring(find("contact-failed"));
    expect(await stateOf("pipeline-failing")).toBe("ALARM");
    await stack.alarms.settled();
    expect((await hear()).slice(before)).toEqual([]);
    await clock.to(clock.now() + 2 * minute);
    await stack.alarms.settled();
    await eventually("the topic was told", async () => (await hear()).length > before);
    await forget(find("contact-failed"));
    expect(await stateOf("pipeline-failing")).toBe("OK");
    await stack.alarms.settled();
    await eventually("the topic was told of the recovery", async () => (await hear()).length > before + 1);
    expect((await hear()).slice(before)).toEqual(["aicc-dev-pipeline-failing ALARM", "aicc-dev-pipeline-failing OK"]);
  });

  it("pipeline-failing keeps quiet while the ledger is throttled, which tells of itself", async () => {
    await clock.to(clock.now() + 24 * hour);
    await stack.alarms.settled();
    const before = (await hear()).length;
    const [ledger, failed, errors] = [find("ledger-throttled"), find("contact-failed"), find("utterance-steps-errors")];
    const next = clock.now() + minute;
    for (const alarm of [ledger, failed, errors]) put(alarm, driverOf(alarm).ring, next);
    await clock.to(next);
    for (const name of [
      "ledger-throttled",
      "contact-failed",
      "utterance-steps-errors",
      "known-cause",
      "pipeline-failing",
    ])
      expect([name, await stateOf(name)]).toEqual([name, "ALARM"]);
    const { CompositeAlarms } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [nameOf("pipeline-failing")], AlarmTypes: ["CompositeAlarm"] }),
    );
    expect(CompositeAlarms?.[0]).toMatchObject({ ActionsSuppressedBy: "Alarm", ActionsSuppressorWaitPeriod: 120 });
    await forget(failed);
    await clock.to(clock.now() + hour);
    await stack.alarms.settled();
    await eventually("the topic was told of the recovery", async () => (await hear()).length >= before + 2);
    expect((await hear()).slice(before)).toEqual(["aicc-dev-ledger-throttled ALARM", "aicc-dev-ledger-throttled OK"]);
  });
});
