import { at, contactEvent, contactId } from "./builders.ts";

const region = "ap-northeast-2:000000000000";

/** The function that takes contact events. */
export const routeFunctionArn = `arn:aws:lambda:${region}:function:aicc-dev-routeContactEvent`;

/** The stream of segments. */
export const segmentStreamArn = `arn:aws:kinesis:${region}:stream/aicc-dev-segments`;

/** A message of a dead-letter queue: its content as JSON, and attributes. */
const message = (content: unknown, attributes: Readonly<Record<string, string>> = {}) => ({
  body: JSON.stringify(content),
  attributes,
});

/** Laid aside by a stream consumer of ours. */
export const consumerLetter = (overrides: Readonly<Record<string, unknown>> = {}) =>
  message({
    reason: "a segment on the stream breaks its contract: text: expected string",
    error: "ContractViolation",
    streamArn: segmentStreamArn,
    shardId: "shardId-000000000001",
    sequenceNumber: "49590338271490256608559692538361571095921575989136588898",
    partitionKey: contactId,
    at: at(9),
    ...overrides,
  });

/** Laid aside by Lambda, after the example of https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html */
export const batchLetter = () =>
  message({
    requestContext: {
      requestId: "c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5",
      functionArn: `arn:aws:lambda:${region}:function:aicc-dev-consumeSegments`,
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 6,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: at(20),
    KinesisBatchInfo: {
      shardId: "shardId-000000000001",
      startSequenceNumber: "49601189658422359378836298521827638475320189012309704722",
      endSequenceNumber: "49601189658422359378836298522902373528957594348623495186",
      approximateArrivalOfFirstRecord: at(10),
      approximateArrivalOfLastRecord: at(15),
      batchSize: 3,
      streamArn: segmentStreamArn,
    },
  });

/** Laid aside by Lambda, of an asynchronous invocation: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export const invocationLetter = (responsePayload: unknown, requestPayload: unknown = contactEvent("INITIATED")) =>
  message({
    version: "1.0",
    timestamp: at(20),
    requestContext: {
      requestId: "e4b46cbf-b738-xmpl-8880-a18cdf61200e",
      functionArn: `${routeFunctionArn}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: 3,
    },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload,
  });

/** Laid aside by EventBridge: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
export const ruleLetter = (targetArn = routeFunctionArn) =>
  message(contactEvent("DISCONNECTED"), {
    RULE_ARN: `arn:aws:events:${region}:rule/aicc-dev-contact-event`,
    TARGET_ARN: targetArn,
    ERROR_CODE: "NO_RESOURCE",
    ERROR_MESSAGE: "Function not found",
    EXHAUSTED_RETRY_CONDITION: "NonRetryableError",
    RETRY_ATTEMPTS: "0",
  });
