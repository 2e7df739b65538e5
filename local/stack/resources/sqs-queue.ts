import { z } from "zod";
import { arnOf, parseProperties, physicalName, type ResourceType } from "../resource-type.ts";

const attributes = [
  "DelaySeconds",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "VisibilityTimeout",
  "RedrivePolicy",
  "RedriveAllowPolicy",
  "FifoQueue",
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoThroughputLimit",
];

const Properties = z.looseObject({ QueueName: z.string().optional() });

/** AWS::SQS::Queue. `Ref` is the queue's URL on the gateway. */
export const sqsQueue: ResourceType = {
  honoured: ["QueueName", ...attributes],
  withoutEffect: {
    KmsDataKeyReusePeriodSeconds: "nothing is encrypted",
    KmsMasterKeyId: "nothing is encrypted",
    SqsManagedSseEnabled: "nothing is encrypted",
    Tags: "tags are not kept",
  },
  async create(request, context) {
    const { properties, logicalId } = request;
    const name =
      parseProperties(Properties, request).QueueName ??
      `${physicalName(context, logicalId)}${properties.FifoQueue ? ".fifo" : ""}`;
    const given = attributes
      .filter((key) => properties[key] !== undefined)
      .map((key) => [key, textOf(properties[key])]);
    await context.services.client.callJson("sqs", "AmazonSQS.CreateQueue", {
      QueueName: name,
      Attributes: Object.fromEntries(given),
    });
    const url = `${context.endpointUrl}/${context.accountId}/${name}`;
    context.services.sampled.watchQueue(name, url);
    return { ref: url, attributes: { Arn: arnOf(context, "sqs", name), QueueName: name, QueueUrl: url } };
  },
};

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
