import { z } from "zod";
import { arnOf, parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Properties = z.object({
  StateMachineName: z.string().optional(),
  StateMachineType: z.enum(["STANDARD", "EXPRESS"]).default("STANDARD"),
  RoleArn: z.string(),
  Definition: z.record(z.string(), z.unknown()).optional(),
  DefinitionString: z.string().optional(),
  DefinitionSubstitutions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  LoggingConfiguration: z
    .object({
      Level: z.enum(["ALL", "ERROR", "FATAL", "OFF"]).default("OFF"),
      IncludeExecutionData: z.boolean().default(false),
      Destinations: z.array(z.object({ CloudWatchLogsLogGroup: z.object({ LogGroupArn: z.string() }) })).default([]),
    })
    .optional(),
});

/** AWS::StepFunctions::StateMachine */
export const stateMachine: ResourceType = {
  honoured: [
    "StateMachineName",
    "StateMachineType",
    "RoleArn",
    "Definition",
    "DefinitionString",
    "DefinitionSubstitutions",
    "LoggingConfiguration",
  ],
  withoutEffect: {
    DefinitionS3Location: "give the definition as Definition or DefinitionString",
    TracingConfiguration: "nothing is traced",
    EncryptionConfiguration: "nothing is encrypted",
    Tags: "tags are not kept",
  },
  create(request, context) {
    const properties = parseProperties(Properties, request);
    const name = properties.StateMachineName ?? physicalName(context, request.logicalId);
    const arn = arnOf(context, "states", `stateMachine:${name}`);
    const text = properties.DefinitionString ?? JSON.stringify(properties.Definition);
    if (text === undefined)
      throw new Error(`${request.logicalId} (${request.type}): there is neither Definition nor DefinitionString.`);
    const logging = properties.LoggingConfiguration;
    const { stepFunctions, executionLogs } = context.services;
    stepFunctions.createStateMachine({
      name,
      arn,
      type: properties.StateMachineType,
      definition: substitute(text, properties.DefinitionSubstitutions),
      roleArn: properties.RoleArn,
      loggingConfiguration: logging && { level: logging.Level, includeExecutionData: logging.IncludeExecutionData },
    });
    for (const {
      CloudWatchLogsLogGroup: { LogGroupArn },
    } of logging?.Destinations ?? []) {
      executionLogs.connect(arn, LogGroupArn.replace(/^.*:log-group:/, "").replace(/:\*$/, ""));
    }
    return { ref: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: "INITIAL" } };
  },
};

/** Replaces `${Name}` in the definition's text; names without a substitution stay, as JSONata and text may hold them. */
function substitute(definition: string, substitutions: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(substitutions).reduce(
    (text, [name, value]) => text.replaceAll(`\${${name}}`, () => JSON.stringify(String(value)).slice(1, -1)),
    definition,
  );
}
