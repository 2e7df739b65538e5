import { z } from "zod";
import { busNameOf } from "../../event-bridge/api/bus-name.ts";
import { checkTarget } from "../../event-bridge/api/check-target.ts";
import { ruleArn } from "../../event-bridge/api/rule-operations.ts";
import { ruleTargetOf, Target } from "../../event-bridge/api/target.ts";
import { parseEventPattern } from "../../event-bridge/event-pattern.ts";
import { parseRuleSchedule } from "../../event-bridge/schedule/rule-schedule.ts";
import { targetServices } from "../../event-bridge/target/send-to-target.ts";
import {
  parseProperties,
  physicalName,
  type ResourceRequest,
  type ResourceType,
  type StackContext,
} from "../resource-type.ts";

const RuleProperties = z.object({
  Name: z.string().optional(),
  Description: z.string().default(""),
  EventBusName: z.string().default("default"),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().default("ENABLED"),
  Targets: z.array(Target).default([]),
});

/** AWS::Events::Rule */
export const eventsRule: ResourceType = {
  honoured: [...Object.keys(RuleProperties.shape)],
  withoutEffect: { RoleArn: "nothing is enforced", Tags: "tags are not kept" },
  create(request, context) {
    const properties = parseProperties(RuleProperties, request);
    const name = properties.Name ?? physicalName(context, request.logicalId);
    const busName = busNameOf(properties.EventBusName);
    const arn = ruleArn(context, busName, name);
    const targets = properties.Targets.map(ruleTargetOf);
    for (const target of properties.Targets) reportTarget(target, request, context);
    targets.forEach(checkTarget);
    const schedule = properties.ScheduleExpression;
    if (schedule && !parseRuleSchedule(schedule)) {
      context.report({
        logicalId: request.logicalId,
        type: request.type,
        property: "ScheduleExpression",
        why: `${schedule} is no schedule of EventBridge: the rule never fires`,
      });
    }
    const text = properties.EventPattern && JSON.stringify(properties.EventPattern);
    context.services.buses.putRule({
      name,
      arn,
      busName,
      description: properties.Description,
      isEnabled: properties.State !== "DISABLED",
      targets,
      ...(text ? { pattern: { text, matches: parseEventPattern(text) } } : {}),
      ...(schedule ? { schedule } : {}),
    });
    return { ref: name, attributes: { Arn: arn } };
  },
};

function reportTarget(target: Target, { logicalId, type }: ResourceRequest, context: StackContext): void {
  const report = (property: string, why: string) => context.report({ logicalId, type, property, why });
  const unknown = Object.keys(target).find((key) => !Object.hasOwn(Target.shape, key));
  if (unknown) report(`Targets.${unknown}`, "the local stack does not know this property");
  if (!targetServices.includes(target.Arn.split(":")[2] ?? ""))
    report("Targets.Arn", `events go to ${targetServices.join(", ")} only; each one for ${target.Arn} fails`);
}

const BusProperties = z.object({ Name: z.string(), Description: z.string().default("") });

/** AWS::Events::EventBus */
export const eventBus: ResourceType = {
  honoured: ["Name", "Description"],
  withoutEffect: {
    DeadLetterConfig: "targets have their own dead-letter queues",
    KmsKeyIdentifier: "nothing is encrypted",
    LogConfig: "buses write no logs",
    Policy: "nothing is enforced",
    Tags: "tags are not kept",
  },
  create(request, context) {
    const { Name, Description } = parseProperties(BusProperties, request);
    const { arn } = context.services.buses.createBus(Name, Description);
    return { ref: Name, attributes: { Arn: arn, Name } };
  },
};
