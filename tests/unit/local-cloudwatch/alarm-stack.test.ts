import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
  PutCompositeAlarmCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type LocalStack, startLocalStack } from "../../../local/stack/local-stack.ts";
import { createSteppedClock } from "../../support/stepped-clock.ts";
import { eventually, type PackagedService, packagedService } from "../local-stack/packaged-service.ts";

const minute = 60_000;
const start = Date.parse("2026-03-02T01:00:00.000Z");
const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });
const template = {
  Resources: {
    Heard: { Type: "AWS::SQS::Queue", Properties: { QueueName: "heard" } },
    Seen: { Type: "AWS::SQS::Queue", Properties: { QueueName: "seen" } },
    Topic: {
      Type: "AWS::SNS::Topic",
      Properties: { TopicName: "alarms", Subscription: [{ Protocol: "sqs", Endpoint: arn("Heard") }] },
    },
    Changes: {
      Type: "AWS::Events::Rule",
      Properties: {
        EventPattern: { source: ["aws.cloudwatch"], "detail-type": ["CloudWatch Alarm State Change"] },
        Targets: [{ Id: "seen", Arn: arn("Seen") }],
      },
    },
    HotAlarm: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        AlarmName: "hot",
        AlarmDescription: "too hot",
        Namespace: "n",
        MetricName: "Heat",
        Dimensions: [{ Name: "Room", Value: "1" }],
        Statistic: "Average",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 50,
        ComparisonOperator: "GreaterThanThreshold",
        TreatMissingData: "notBreaching",
        AlarmActions: [{ Ref: "Topic" }],
      },
    },
  },
};

describe("alarms on the local stack", () => {
  const clock = createSteppedClock(start);
  let service: PackagedService;
  let stack: LocalStack;
  let cloudWatch: CloudWatchClient;
  let sqs: SQSClient;
  const lost: string[] = [];

  beforeAll(async () => {
    service = packagedService(template);
    const onLost = (from: string, reason: string) => void lost.push(`${from}: ${reason}`);
    stack = await startLocalStack({ directory: service.directory, clock, onLost });
    const credentials = { accessKeyId: "a", secretAccessKey: "b" };
    const options = { endpoint: stack.endpointUrl, region: "ap-northeast-2", credentials };
    cloudWatch = new CloudWatchClient(options);
    sqs = new SQSClient(options);
  });
  afterAll(async () => {
    cloudWatch?.destroy();
    sqs?.destroy();
    await stack?.close();
    service?.remove();
  });

  const heat = (value: number) =>
    cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: "n",
        MetricData: [{ MetricName: "Heat", Dimensions: [{ Name: "Room", Value: "1" }], Value: value }],
      }),
    );
  const nextMinute = () => clock.to(Math.floor(clock.now() / minute + 1) * minute);
  const take = (queue: string) =>
    eventually(async () => {
      const url = `${stack.endpointUrl}/000000000000/${queue}`;
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 3_600 }));
      return Messages?.[0]?.Body && JSON.parse(Messages[0].Body);
    });
  const describeAlarm = async (name: string) => {
    const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ["MetricAlarm", "CompositeAlarm"] }),
    );
    return [...MetricAlarms, ...CompositeAlarms][0];
  };

  it("begin without data, and are judged at the next full minute", async () => {
    expect(await describeAlarm("hot")).toMatchObject({
      StateValue: "INSUFFICIENT_DATA",
      StateReason: "Unchecked: Initial alarm creation",
      Statistic: "Average",
      Dimensions: [{ Name: "Room", Value: "1" }],
    });
    await nextMinute();
    expect(await describeAlarm("hot")).toMatchObject({ StateValue: "OK" });
    expect((await take("seen")).detail).toMatchObject({ state: { value: "OK" } });
  });

  it("tell the topic and the event bus, in the shapes that AWS documents", async () => {
    await heat(99.5);
    await nextMinute();
    const reason =
      "Threshold Crossed: 1 out of the last 1 datapoints [99.5 (02/03/26 01:01:00)] was greater than the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).";
    const message = JSON.parse((await take("heard")).Message);
    expect(message).toMatchObject({
      AlarmName: "hot",
      AlarmDescription: "too hot",
      AWSAccountId: "000000000000",
      NewStateValue: "ALARM",
      OldStateValue: "OK",
      NewStateReason: reason,
      StateChangeTime: "2026-03-02T01:02:00.000+0000",
      Trigger: {
        MetricName: "Heat",
        Namespace: "n",
        StatisticType: "Statistic",
        Statistic: "AVERAGE",
        Dimensions: [{ name: "Room", value: "1" }],
        Period: 60,
        Threshold: 50,
      },
    });
    const event = await take("seen");
    expect(event).toMatchObject({
      source: "aws.cloudwatch",
      resources: ["arn:aws:cloudwatch:ap-northeast-2:000000000000:alarm:hot"],
      time: "2026-03-02T01:02:00Z",
      detail: {
        alarmName: "hot",
        state: { value: "ALARM", reason, timestamp: "2026-03-02T01:02:00.000+0000" },
        previousState: { value: "OK" },
        configuration: {
          description: "too hot",
          metrics: [
            {
              id: "m1",
              returnData: true,
              metricStat: {
                metric: { namespace: "n", name: "Heat", dimensions: { Room: "1" } },
                period: 60,
                stat: "Average",
              },
            },
          ],
        },
      },
    });
    expect(JSON.parse(event.detail.state.reasonData)).toMatchObject({ recentDatapoints: [99.5], threshold: 50 });
  });

  it("keep quiet while their actions are switched off", async () => {
    await cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames: ["hot"] }));
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: "hot", StateValue: "OK", StateReason: "a test" }));
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: "hot", StateValue: "ALARM", StateReason: "a test" }));
    await cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames: ["hot"] }));
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: "hot", StateValue: "OK", StateReason: "a test" }));
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: "hot", StateValue: "ALARM", StateReason: "by hand" }));
    expect(JSON.parse((await take("heard")).Message)).toMatchObject({ NewStateReason: "by hand" });
  });

  it("may watch each other, and say what set them off", async () => {
    await cloudWatch.send(
      new PutCompositeAlarmCommand({ AlarmName: "house", AlarmRule: 'ALARM("hot") AND NOT ALARM("away")' }),
    );
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: "hot", StateValue: "ALARM", StateReason: "a test" }));
    const house = await describeAlarm("house");
    expect(house).toMatchObject({
      StateValue: "ALARM",
      StateReason: expect.stringContaining("alarm:hot transitioned"),
    });
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: "hot", StateValue: "OK", StateReason: "a test" }));
    expect(await describeAlarm("house")).toMatchObject({ StateValue: "OK" });
  });

  it("tell their history, newest first, and go when they are deleted", async () => {
    const history = async (input: object) =>
      (await cloudWatch.send(new DescribeAlarmHistoryCommand({ AlarmName: "hot", ...input }))).AlarmHistoryItems ?? [];
    expect((await history({ HistoryItemType: "ConfigurationUpdate" })).map((item) => item.HistorySummary)).toEqual([
      'Alarm "hot" created',
    ]);
    const [newest] = await history({ HistoryItemType: "StateUpdate" });
    expect(newest?.HistorySummary).toBe("Alarm updated from ALARM to OK");
    expect(await history({ HistoryItemType: "Action" })).not.toEqual([]);
    await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ["house"] }));
    expect(await describeAlarm("house")).toBeUndefined();
  });

  it("are refused where AWS refuses them", async () => {
    const usual = {
      AlarmName: "wrong",
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
    } as const;
    const stat = (id: string, Period: number) => ({
      Id: id,
      ReturnData: false,
      MetricStat: { Metric: { Namespace: "n", MetricName: "m" }, Period, Stat: "Sum" },
    });
    const put = (input: object) => cloudWatch.send(new PutMetricAlarmCommand({ ...usual, ...input }));
    await expect(put({})).rejects.toThrow(/either Metrics, or MetricName/);
    await expect(put({ Metrics: [stat("a", 60), stat("b", 300), { Id: "c", Expression: "a + b" }] })).rejects.toThrow(
      /same Period/,
    );
    await expect(put({ Metrics: [stat("a", 60)] })).rejects.toThrow(/exactly one/);
    const long = { Namespace: "n", MetricName: "m", Statistic: "Sum", Period: 300, EvaluationPeriods: 289 };
    await expect(put(long)).rejects.toThrow(/86400/);
    await expect(
      cloudWatch.send(new PutCompositeAlarmCommand({ AlarmName: "wrong", AlarmRule: "PANIC(hot)" })),
    ).rejects.toThrow(/PANIC/);
  });

  it("tell of an action that cannot be carried out", async () => {
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: "elsewhere",
        Namespace: "n",
        MetricName: "m",
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanThreshold",
        AlarmActions: ["arn:aws:automate:ap-northeast-2:ec2:reboot"],
      }),
    );
    await cloudWatch.send(new SetAlarmStateCommand({ AlarmName: "elsewhere", StateValue: "ALARM", StateReason: "a" }));
    await stack.alarms.settled();
    expect(lost).toEqual([expect.stringMatching(/^elsewhere: the action .*reboot failed: .* SNS topics only/)]);
  });

  it("stand beside dashboards, which are kept as they were put", async () => {
    const DashboardBody = JSON.stringify({ widgets: [{ type: "text", properties: { markdown: "hello" } }] });
    await cloudWatch.send(new PutDashboardCommand({ DashboardName: "mine", DashboardBody }));
    expect(await cloudWatch.send(new GetDashboardCommand({ DashboardName: "mine" }))).toMatchObject({ DashboardBody });
    const { DashboardEntries } = await cloudWatch.send(new ListDashboardsCommand({}));
    expect(DashboardEntries?.map(({ DashboardName }) => DashboardName)).toEqual(["mine"]);
    const broken = { DashboardName: "mine", DashboardBody: "{" };
    await expect(cloudWatch.send(new PutDashboardCommand(broken))).rejects.toThrow(/valid JSON/);
    await expect(cloudWatch.send(new GetDashboardCommand({ DashboardName: "no" }))).rejects.toThrow(/does not exist/);
  });

  it("on too little of something do not ring for the time before they were made", async () => {
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: "cold",
        Namespace: "n",
        MetricName: "Warmth",
        Statistic: "Average",
        Period: 60,
        EvaluationPeriods: 3,
        Threshold: 10,
        ComparisonOperator: "LessThanThreshold",
        TreatMissingData: "breaching",
      }),
    );
    for (const age of [1, 2]) {
      await nextMinute();
      expect([age, (await describeAlarm("cold"))?.StateValue]).toEqual([age, "INSUFFICIENT_DATA"]);
    }
    await nextMinute();
    await nextMinute();
    expect((await describeAlarm("cold"))?.StateValue).toBe("ALARM");
    await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ["cold"] }));
  });
});
