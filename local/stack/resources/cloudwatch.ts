import { z } from "zod";
import {
  CompositeAlarmInput,
  compositeAlarmOf,
  MetricAlarmInput,
  metricAlarmOf,
} from "../../cloudwatch/alarm-settings.ts";
import { putDashboard } from "../../cloudwatch/dashboard-operations.ts";
import {
  arnOf,
  parseProperties,
  physicalName,
  type ResourceRequest,
  type ResourceType,
  type StackContext,
} from "../resource-type.ts";

const withoutEffect = {
  Tags: "tags are not kept",
  EvaluateLowSampleCountPercentile: "a percentile is judged however few its values are",
};

/** Tells of actions that go elsewhere than to a topic: nobody carries them out. */
function reportActions(request: ResourceRequest, context: StackContext, actions: readonly string[]): void {
  for (const action of actions.filter((arn) => arn.split(":")[2] !== "sns")) {
    const { logicalId, type } = request;
    context.report({ logicalId, type, property: "AlarmActions", why: `${action} is no topic; nothing is done` });
  }
}

const named = (request: ResourceRequest, context: StackContext) => ({
  ...request,
  properties: { AlarmName: physicalName(context, request.logicalId), ...request.properties },
});

/** AWS::CloudWatch::Alarm */
export const cloudwatchAlarm: ResourceType = {
  honoured: Object.keys(MetricAlarmInput.shape),
  withoutEffect,
  create(request, context) {
    const input = parseProperties(MetricAlarmInput, named(request, context));
    const arn = arnOf(context, "cloudwatch", `alarm:${input.AlarmName}`);
    const settings = metricAlarmOf(input, arn);
    reportActions(request, context, [...settings.alarmActions, ...settings.okActions]);
    context.services.alarms.put(settings);
    return { ref: input.AlarmName, attributes: { Arn: arn } };
  },
};

/** AWS::CloudWatch::CompositeAlarm */
export const cloudwatchCompositeAlarm: ResourceType = {
  honoured: Object.keys(CompositeAlarmInput.shape),
  withoutEffect,
  create(request, context) {
    const input = parseProperties(CompositeAlarmInput, named(request, context));
    const arn = arnOf(context, "cloudwatch", `alarm:${input.AlarmName}`);
    const settings = compositeAlarmOf(input, arn);
    reportActions(request, context, [...settings.alarmActions, ...settings.okActions]);
    context.services.alarms.put(settings);
    return { ref: input.AlarmName, attributes: { Arn: arn } };
  },
};

const DashboardProperties = z.object({ DashboardName: z.string().optional(), DashboardBody: z.string() });

/** AWS::CloudWatch::Dashboard */
export const cloudwatchDashboard: ResourceType = {
  honoured: Object.keys(DashboardProperties.shape),
  create(request, context) {
    const { DashboardName, DashboardBody } = parseProperties(DashboardProperties, request);
    const name = DashboardName ?? physicalName(context, request.logicalId);
    const { services, accountId } = context;
    putDashboard(services.dashboards, { name, body: DashboardBody, accountId, now: services.clock.now() });
    return { ref: name, attributes: {} };
  },
};
