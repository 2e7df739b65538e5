import { z } from "zod";
import { defaultEventInvokeConfiguration } from "../../lambda/function-configuration.ts";
import { parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const Destination = z.object({ Destination: z.string() }).optional();
const Properties = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce
    .number()
    .int()
    .min(0)
    .max(2)
    .default(defaultEventInvokeConfiguration.maximumRetryAttempts),
  MaximumEventAgeInSeconds: z.coerce
    .number()
    .int()
    .min(60)
    .max(21_600)
    .default(defaultEventInvokeConfiguration.maximumEventAgeSeconds),
  DestinationConfig: z.object({ OnFailure: Destination, OnSuccess: Destination }).default({}),
});

/** AWS::Lambda::EventInvokeConfig, for destinations that are SQS queues. */
export const lambdaEventInvokeConfig: ResourceType = {
  honoured: ["FunctionName", "MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig", "Qualifier"],
  create(request, context) {
    const { logicalId, type } = request;
    const properties = parseProperties(Properties, request);
    const queueOf = (side: "OnFailure" | "OnSuccess"): string | undefined => {
      const arn = properties.DestinationConfig[side]?.Destination;
      if (arn === undefined || arn.split(":")[2] === "sqs") return arn;
      context.report({ logicalId, type, property: `DestinationConfig.${side}`, why: "records go to SQS queues only" });
      return undefined;
    };
    const onFailure = queueOf("OnFailure");
    const onSuccess = queueOf("OnSuccess");
    context.services.functions.configureAsynchronousInvocation(properties.FunctionName, {
      maximumRetryAttempts: properties.MaximumRetryAttempts,
      maximumEventAgeSeconds: properties.MaximumEventAgeInSeconds,
      ...(onFailure ? { onFailure } : {}),
      ...(onSuccess ? { onSuccess } : {}),
    });
    return { ref: physicalName(context, logicalId), attributes: {} };
  },
};
