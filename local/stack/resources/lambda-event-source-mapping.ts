import { z } from "zod";
import { startEventSourceMapping } from "../../kinesis/event-source-mapping.ts";
import { parseProperties, type ResourceType, suffixOf } from "../resource-type.ts";

/** Defaults: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html */
const Properties = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.coerce.boolean().default(true),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]),
  BatchSize: z.coerce.number().int().min(1).max(10_000).default(100),
  MaximumBatchingWindowInSeconds: z.coerce.number().min(0).max(300).default(0),
  ParallelizationFactor: z.coerce.number().int().min(1).max(10).default(1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.coerce.number().int().min(-1).default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().int().min(-1).default(-1),
  FunctionResponseTypes: z.array(z.string()).default([]),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
});

/** AWS::Lambda::EventSourceMapping, for Kinesis streams and on-failure destinations that are SQS queues. */
export const lambdaEventSourceMapping: ResourceType = {
  honoured: [...Object.keys(Properties.shape)],
  withoutEffect: {
    FilterCriteria: "every record reaches the function",
    TumblingWindowInSeconds: "there are no windows with state",
  },
  create(request, context) {
    const { logicalId, type, properties: given } = request;
    const ref = `${suffixOf(logicalId, 8)}-0000-4000-8000-${suffixOf(logicalId, 12)}`;
    if (String(given.EventSourceArn).split(":")[2] !== "kinesis") {
      context.report({
        logicalId,
        type,
        property: "EventSourceArn",
        why: "only Kinesis streams feed functions; this source feeds nothing",
      });
      return { ref, attributes: { Id: ref } };
    }
    const properties = parseProperties(Properties, request);
    const onFailure = properties.DestinationConfig.OnFailure?.Destination;
    const isQueue = onFailure?.split(":")[2] === "sqs";
    if (onFailure && !isQueue) {
      context.report({
        logicalId,
        type,
        property: "DestinationConfig.OnFailure",
        why: "records of failed batches go to SQS queues only",
      });
    }
    const { functions, streams, mappings, clock, sendToQueue, onLost } = context.services;
    const { functionName, functionArn } = functions.getFunction(properties.FunctionName);
    const settings = {
      stream: streams.find(properties.EventSourceArn),
      streamArn: properties.EventSourceArn,
      functionName,
      functionArn,
      region: context.region,
      roleArn: `arn:aws:iam::${context.accountId}:role/${functionName}`,
      startingPosition: properties.StartingPosition,
      batchSize: properties.BatchSize,
      maximumBatchingWindowSeconds: properties.MaximumBatchingWindowInSeconds,
      parallelizationFactor: properties.ParallelizationFactor,
      bisectBatchOnFunctionError: properties.BisectBatchOnFunctionError,
      reportBatchItemFailures: properties.FunctionResponseTypes.includes("ReportBatchItemFailures"),
      maximumRetryAttempts: properties.MaximumRetryAttempts,
      maximumRecordAgeSeconds: properties.MaximumRecordAgeInSeconds,
      ...(onFailure && isQueue ? { onFailure } : {}),
    };
    if (properties.Enabled) mappings.push(startEventSourceMapping({ clock, functions, sendToQueue, onLost }, settings));
    return { ref, attributes: { Id: ref, EventSourceMappingArn: ref } };
  },
};
