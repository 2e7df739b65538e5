import { z } from "zod";
import { parseEventPattern } from "../../event-bridge/event-pattern.ts";
import { defaultRetryPolicy, type RuleTarget } from "../../event-bridge/rule.ts";
import { parseSchedule } from "../../event-bridge/schedule.ts";
import { targetServices } from "../../event-bridge/target-delivery.ts";
import { arnOf, parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Target = z.looseObject({
  Id: z.string(),
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
  RetryPolicy: z
    .object({
      MaximumRetryAttempts: z.coerce.number().default(defaultRetryPolicy.maximumRetryAttempts),
      MaximumEventAgeInSeconds: z.coerce.number().default(defaultRetryPolicy.maximumEventAgeSeconds),
    })
    .default({
      MaximumRetryAttempts: defaultRetryPolicy.maximumRetryAttempts,
      MaximumEventAgeInSeconds: defaultRetryPolicy.maximumEventAgeSeconds,
    }),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
  KinesisParameters: z.object({ PartitionKeyPath: z.string() }).optional(),
  SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
  /** Who may call the target; nothing is enforced. */
  RoleArn: z.string().optional(),
});

const Properties = z.object({
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
  honoured: [...Object.keys(Properties.shape)],
  withoutEffect: { RoleArn: "nothing is enforced", Tags: "tags are not kept" },
  create(request, context) {
    const { logicalId, type } = request;
    const properties = parseProperties(Properties, request);
    const name = properties.Name ?? physicalName(context, logicalId);
    const busName = properties.EventBusName.slice(properties.EventBusName.lastIndexOf("/") + 1);
    const arn = arnOf(context, "events", busName === "default" ? `rule/${name}` : `rule/${busName}/${name}`);
    for (const target of properties.Targets) {
      const unknown = Object.keys(target).find((key) => !Object.hasOwn(Target.shape, key));
      if (unknown)
        context.report({
          logicalId,
          type,
          property: `Targets.${unknown}`,
          why: "the local stack does not know this property",
        });
      if (!targetServices.includes(target.Arn.split(":")[2] ?? "")) {
        context.report({
          logicalId,
          type,
          property: "Targets.Arn",
          why: `events go to ${targetServices.join(", ")} only; each one for ${target.Arn} fails`,
        });
      }
    }
    const schedule = properties.ScheduleExpression;
    if (schedule && !parseSchedule(schedule)) {
      context.report({
        logicalId,
        type,
        property: "ScheduleExpression",
        why: `${schedule} is not understood: the rule never fires`,
      });
    }
    const text = properties.EventPattern && JSON.stringify(properties.EventPattern);
    context.services.buses.putRule({
      name,
      arn,
      busName,
      description: properties.Description,
      isEnabled: properties.State !== "DISABLED",
      targets: properties.Targets.map(targetOf),
      ...(text ? { pattern: { text, matches: parseEventPattern(text) } } : {}),
      ...(schedule ? { schedule } : {}),
    });
    return { ref: name, attributes: { Arn: arn } };
  },
};

function targetOf(target: z.infer<typeof Target>): RuleTarget {
  return {
    id: target.Id,
    arn: target.Arn,
    maximumRetryAttempts: target.RetryPolicy.MaximumRetryAttempts,
    maximumEventAgeSeconds: target.RetryPolicy.MaximumEventAgeInSeconds,
    ...(target.Input === undefined ? {} : { input: target.Input }),
    ...(target.InputPath === undefined ? {} : { inputPath: target.InputPath }),
    ...(target.InputTransformer
      ? {
          inputTransformer: {
            paths: target.InputTransformer.InputPathsMap,
            template: target.InputTransformer.InputTemplate,
          },
        }
      : {}),
    ...(target.DeadLetterConfig ? { deadLetterArn: target.DeadLetterConfig.Arn } : {}),
    ...(target.KinesisParameters ? { partitionKeyPath: target.KinesisParameters.PartitionKeyPath } : {}),
    ...(target.SqsParameters ? { messageGroupId: target.SqsParameters.MessageGroupId } : {}),
  };
}

const BusProperties = z.object({ Name: z.string() });

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
    const { Name } = parseProperties(BusProperties, request);
    context.services.buses.createBus(Name);
    return { ref: Name, attributes: { Arn: arnOf(context, "events", `event-bus/${Name}`), Name } };
  },
};
