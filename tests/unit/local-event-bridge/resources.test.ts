import { describe, expect, it } from "@jest/globals";
import type { StackContext, Unsupported } from "../../../local/stack/resource-type.ts";
import { eventBus, eventsRule } from "../../../local/stack/resources/events.ts";
import { schedulerSchedule } from "../../../local/stack/resources/scheduler-schedule.ts";
import { createStage, event, functionArn } from "./stage.ts";

function createContext() {
  const stage = createStage();
  const reports: Unsupported[] = [];
  const context = {
    stackName: "aicc-dev",
    region: stage.region,
    accountId: stage.accountId,
    services: { buses: stage.buses, clock: stage.clock },
    report: (entry: Unsupported) => void reports.push(entry),
  } as unknown as StackContext;
  return { ...stage, context, reports };
}
const request = (type: string, properties: Record<string, unknown>) => ({ logicalId: "Thing", type, properties });

describe("resources of EventBridge in a template", () => {
  it("are buses and rules, with targets as the API has them", async () => {
    const { context, buses, clock, calls, reports } = createContext();
    await eventBus.create(request("AWS::Events::EventBus", { Name: "orders" }), context);
    const rule = await eventsRule.create(
      request("AWS::Events::Rule", {
        EventBusName: "orders",
        EventPattern: { source: ["s"] },
        Targets: [
          { Id: "t", Arn: functionArn, InputPath: "$.detail.state", RetryPolicy: { MaximumRetryAttempts: "3" } },
        ],
      }),
      context,
    );
    expect(rule.attributes.Arn).toMatch(/:rule\/orders\/aicc-dev-Thing-/);
    buses.publish("orders", event);
    await clock.runUntil(buses.settled());
    expect([calls.map(({ body }) => body), reports]).toEqual([['"open"'], []]);
    expect(buses.rules("orders")[0]?.targets[0]?.maximumRetryAttempts).toBe(3);
  });

  it("report a schedule that never fires and a target that nothing is sent to, and refuse what AWS refuses", async () => {
    const { context, reports } = createContext();
    const create = (properties: Record<string, unknown>) =>
      eventsRule.create(request("AWS::Events::Rule", properties), context);
    await create({
      ScheduleExpression: "rate(1 minutes)",
      Targets: [{ Id: "t", Arn: "arn:aws:batch:r:0:job-queue/q" }],
    });
    expect(reports.map(({ property }) => property)).toEqual(["Targets.Arn", "ScheduleExpression"]);
    expect(() => create({ EventPattern: { a: [] } })).toThrow(/Empty arrays are not allowed/);
    expect(() => create({ Targets: [{ Id: "t", Arn: functionArn, Input: "{" }] })).toThrow(/JSON syntax error/);
  });

  it("are schedules in a time zone", async () => {
    const { context, clock, calls, reports } = createContext();
    const schedule = await schedulerSchedule.create(
      request("AWS::Scheduler::Schedule", {
        Name: "open",
        ScheduleExpression: "cron(0 9 ? * MON-FRI *)",
        ScheduleExpressionTimezone: "Asia/Seoul",
        EndDate: "2026-01-06T12:00:00Z",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: { Arn: functionArn, Input: '{"hours": "open"}', RoleArn: "arn:aws:iam::000000000000:role/r" },
      }),
      context,
    );
    expect(schedule.attributes.Arn).toBe("arn:aws:scheduler:ap-northeast-2:000000000000:schedule/default/open");
    await clock.advance(7 * 86_400_000);
    expect(calls.map(({ at, body }) => [at, body])).toEqual([
      ["2026-01-05T00:00:00.000Z", '{"hours": "open"}'],
      ["2026-01-06T00:00:00.000Z", '{"hours": "open"}'],
    ]);
    expect(reports).toEqual([]);
  });

  it("are schedules that send the scheduler's own event, and are refused where they mean no time", async () => {
    const { context, clock, calls } = createContext();
    const create = (more: Record<string, unknown>) =>
      schedulerSchedule.create(
        request("AWS::Scheduler::Schedule", {
          ScheduleExpression: "at(2026-01-02T12:05:00)",
          FlexibleTimeWindow: { Mode: "OFF" },
          Target: { Arn: functionArn },
          ...more,
        }),
        context,
      );
    await create({});
    await create({ Name: "off", State: "DISABLED" });
    await clock.advance(3_600_000);
    expect(calls.map(({ body }) => JSON.parse(body))).toMatchObject([{ source: "aws.scheduler", detail: "{}" }]);
    expect(() => create({ ScheduleExpressionTimezone: "Mars/Olympus" })).toThrow(/no time zone Mars\/Olympus/);
    expect(() => create({ ScheduleExpression: "soon" })).toThrow(/soon is no at\(\), rate\(\) or cron\(\)/);
  });
});
