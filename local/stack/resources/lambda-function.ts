import { z } from "zod";
import { arnOf, parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Properties = z.object({
  FunctionName: z.string().optional(),
  Description: z.string().default(""),
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string(),
  MemorySize: z.coerce.number().default(128),
  Timeout: z.coerce.number().default(3),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  LoggingConfig: z.looseObject({ LogGroup: z.string().optional(), LogFormat: z.string().optional() }).optional(),
});

/** AWS::Lambda::Function */
export const lambdaFunction: ResourceType = {
  honoured: [
    "FunctionName",
    "Description",
    "Code",
    "Handler",
    "Runtime",
    "MemorySize",
    "Timeout",
    "Environment",
    "DeadLetterConfig",
    "ReservedConcurrentExecutions",
    "LoggingConfig",
    "Role",
  ],
  withoutEffect: {
    Architectures: "functions run on this machine's own processor",
    EphemeralStorage: "functions share this machine's temporary directory",
    KmsKeyArn: "nothing is encrypted",
    Layers: "layers are not loaded",
    TracingConfig: "nothing is traced",
    VpcConfig: "functions run on this machine's own network",
    Tags: "tags are not kept",
  },
  create(request, context) {
    const { logicalId, type } = request;
    const properties = parseProperties(Properties, request);
    const functionName = properties.FunctionName ?? physicalName(context, logicalId);
    const functionArn = arnOf(context, "lambda", `function:${functionName}`);
    if (!properties.Runtime.startsWith("nodejs")) {
      const why = `functions run on Node.js ${process.versions.node}, whatever the runtime`;
      context.report({ logicalId, type, property: "Runtime", why });
    }
    if (properties.LoggingConfig?.LogFormat === "JSON") {
      context.report({
        logicalId,
        type,
        property: "LoggingConfig.LogFormat",
        why: "console output is logged in the text format",
      });
    }
    context.services.functions.createFunction({
      functionName,
      functionArn,
      description: properties.Description,
      runtime: properties.Runtime,
      handler: properties.Handler,
      codeDirectory: context.unpackCode(properties.Code.S3Key),
      timeoutSeconds: properties.Timeout,
      memoryMegabytes: properties.MemorySize,
      environment: properties.Environment?.Variables ?? {},
      logGroupName: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`,
      ...(properties.ReservedConcurrentExecutions === undefined
        ? {}
        : { reservedConcurrency: properties.ReservedConcurrentExecutions }),
      ...(properties.DeadLetterConfig ? { deadLetterArn: properties.DeadLetterConfig.TargetArn } : {}),
    });
    return { ref: functionName, attributes: { Arn: functionArn } };
  },
};
