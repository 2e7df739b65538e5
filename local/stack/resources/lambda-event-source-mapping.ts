import { StreamSettings } from "../../event-sources/kinesis/stream-settings.ts";
import { QueueSettings } from "../../event-sources/sqs/queue-settings.ts";
import { type ResourceType, suffixOf } from "../resource-type.ts";

const honoured = [
  ...new Set([
    "EventSourceArn",
    "FunctionName",
    "Enabled",
    ...Object.keys(StreamSettings.shape),
    ...Object.keys(QueueSettings.shape),
  ]),
];

/** AWS::Lambda::EventSourceMapping, for Kinesis streams and SQS queues. */
export const lambdaEventSourceMapping: ResourceType = {
  honoured,
  withoutEffect: {
    KmsKeyArn: "nothing is encrypted",
    MetricsConfig: "there are no metrics of event source mappings",
    ProvisionedPollerConfig: "nothing is polled",
    Tags: "tags are not kept",
    TumblingWindowInSeconds: "there are no windows with state",
  },
  create({ logicalId, type, properties }, context) {
    const uuid = `${suffixOf(logicalId, 8)}-0000-4000-8000-${suffixOf(logicalId, 12)}`;
    const service = String(properties.EventSourceArn).split(":")[2];
    if (service !== "kinesis" && service !== "sqs") {
      const why = "only Kinesis streams and SQS queues feed functions; this source feeds nothing";
      context.report({ logicalId, type, property: "EventSourceArn", why });
      return { ref: uuid, attributes: { Id: uuid } };
    }
    const known = Object.entries(properties).filter(([property]) => honoured.includes(property));
    const { EventSourceMappingArn } = context.services.mappings.create(Object.fromEntries(known), uuid);
    return { ref: uuid, attributes: { Id: uuid, EventSourceMappingArn } };
  },
};
