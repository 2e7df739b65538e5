import { z } from "zod";
import { defaultEventInvokeConfiguration } from "../../lambda/function-configuration.ts";
import { destinationServices } from "../../lambda/invocation-record-delivery.ts";
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

/** AWS::Lambda::EventInvokeConfig, for destinations that are SQS queues, SNS topics, functions or EventBridge buses. */
export const lambdaEventInvokeConfig: ResourceType = {
  honoured: ["FunctionName", "MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig", "Qualifier"],
  create(request, context) {
    const { logicalId, type } = request;
    const properties = parseProperties(Properties, request);
    const destinationOf = (side: "OnFailure" | "OnSuccess"): string | undefined => {
      const arn = properties.DestinationConfig[side]?.Destination;
      if (arn === undefined || destinationServices.includes(arn.split(":")[2] ?? "")) return arn;
      const why = `no records can be sent to ${arn}; they go to ${destinationServices.join(", ")}`;
      context.report({ logicalId, type, property: `DestinationConfig.${side}`, why });
      return undefined;
    };
    const onFailure = destinationOf("OnFailure");
    const onSuccess = destinationOf("OnSuccess");
    context.services.functions.configureAsynchronousInvocation(properties.FunctionName, {
      maximumRetryAttempts: properties.MaximumRetryAttempts,
      maximumEventAgeSeconds: properties.MaximumEventAgeInSeconds,
      ...(onFailure ? { onFailure } : {}),
      ...(onSuccess ? { onSuccess } : {}),
    });
    return { ref: physicalName(context, logicalId), attributes: {} };
  },
};
