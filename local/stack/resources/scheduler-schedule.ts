import { z } from "zod";
import { defaultRetryPolicy } from "../../event-bridge/rule.ts";
import { parseSchedulerExpression } from "../../event-bridge/schedule/scheduler-expression.ts";
import { zonedTime } from "../../event-bridge/schedule/zoned-time.ts";
import { targetServices } from "../../event-bridge/target/send-to-target.ts";
import { arnOf, parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const Target = z.looseObject({
  Arn: z.string(),
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  RetryPolicy: z
    .object({
      MaximumRetryAttempts: z.coerce.number().int().min(0).max(185).optional(),
      MaximumEventAgeInSeconds: z.coerce.number().int().min(60).max(86_400).optional(),
    })
    .default({}),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  KinesisParameters: z.object({ PartitionKey: z.string() }).optional(),
  SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
  EventBridgeParameters: z.object({ DetailType: z.string(), Source: z.string() }).optional(),
});
type Target = z.infer<typeof Target>;

const Properties = z.object({
  Name: z.string().optional(),
  GroupName: z.string().default("default"),
  Description: z.string().default(""),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default("UTC"),
  StartDate: instant.optional(),
  EndDate: instant.optional(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  FlexibleTimeWindow: z.object({
    Mode: z.enum(["OFF", "FLEXIBLE"]),
    MaximumWindowInMinutes: z.coerce.number().optional(),
  }),
  Target,
});

/** AWS::Scheduler::Schedule, a schedule of EventBridge Scheduler: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
export const schedulerSchedule: ResourceType = {
  honoured: [...Object.keys(Properties.shape)],
  withoutEffect: { KmsKeyArn: "nothing is encrypted" },
  create(request, context) {
    const { logicalId, type } = request;
    const properties = parseProperties(Properties, request);
    const { ScheduleExpression, ScheduleExpressionTimezone, StartDate, EndDate } = properties;
    const name = properties.Name ?? physicalName(context, logicalId);
    const arn = arnOf(context, "scheduler", `schedule/${properties.GroupName}/${name}`);
    const report = (property: string, why: string) => context.report({ logicalId, type, property, why });
    if (properties.FlexibleTimeWindow.Mode === "FLEXIBLE")
      report("FlexibleTimeWindow", "the target is called at the beginning of the window");
    if (!targetServices.includes(properties.Target.Arn.split(":")[2] ?? ""))
      report(
        "Target.Arn",
        `schedules call ${targetServices.join(", ")} only; each call of ${properties.Target.Arn} fails`,
      );
    const unknown = Object.keys(properties.Target).find((key) => !Object.hasOwn(Target.shape, key));
    if (unknown) report(`Target.${unknown}`, "the local stack does not know this property");

    const zone = zonedTime(ScheduleExpressionTimezone);
    if (!zone)
      throw new Error(
        `${logicalId} (${type}): Properties.ScheduleExpressionTimezone: no time zone ${ScheduleExpressionTimezone}`,
      );
    const schedule = parseSchedulerExpression(ScheduleExpression, {
      zone,
      createdAt: context.services.clock.now(),
      ...(StartDate === undefined ? {} : { startsAt: StartDate }),
      ...(EndDate === undefined ? {} : { endsAt: EndDate }),
    });
    if (!schedule)
      throw new Error(
        `${logicalId} (${type}): Properties.ScheduleExpression: ${ScheduleExpression} is no at(), rate() or cron()`,
      );
    if (properties.State === "ENABLED")
      context.services.buses.putSchedule({
        name,
        groupName: properties.GroupName,
        arn,
        schedule,
        target: targetOf(properties.Target),
      });
    return { ref: name, attributes: { Arn: arn } };
  },
};

function targetOf({ RetryPolicy, DeadLetterConfig, KinesisParameters, SqsParameters, ...target }: Target) {
  return {
    arn: target.Arn,
    maximumRetryAttempts: RetryPolicy.MaximumRetryAttempts ?? defaultRetryPolicy.maximumRetryAttempts,
    maximumEventAgeSeconds: RetryPolicy.MaximumEventAgeInSeconds ?? defaultRetryPolicy.maximumEventAgeSeconds,
    ...(target.Input === undefined ? {} : { input: target.Input }),
    ...(DeadLetterConfig ? { deadLetterArn: DeadLetterConfig.Arn } : {}),
    ...(KinesisParameters ? { partitionKey: KinesisParameters.PartitionKey } : {}),
    ...(SqsParameters ? { messageGroupId: SqsParameters.MessageGroupId } : {}),
    ...(target.EventBridgeParameters
      ? { event: { source: target.EventBridgeParameters.Source, detailType: target.EventBridgeParameters.DetailType } }
      : {}),
  };
}
