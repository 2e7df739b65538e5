import { z } from "zod";
import { ServiceError } from "../../gateway/service.ts";

const range = (least: number, most: number, usual: number) =>
  z.coerce.number().int().min(least).max(most).default(usual);
const flag = z.enum(["true", "false"]).default("false");

/** Where messages go that were received too often. */
const RedrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1_000),
});

/** Those attributes that have their effect: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const Settings = z.object({
  VisibilityTimeout: range(0, 43_200, 30),
  DelaySeconds: range(0, 900, 0),
  MaximumMessageSize: range(1_024, 1_048_576, 1_048_576),
  MessageRetentionPeriod: range(60, 1_209_600, 345_600),
  ReceiveMessageWaitTimeSeconds: range(0, 20, 0),
  RedrivePolicy: z
    .string()
    .transform((text) => (text === "" ? undefined : RedrivePolicy.parse(JSON.parse(text))))
    .optional(),
  FifoQueue: flag,
  ContentBasedDeduplication: flag,
  DeduplicationScope: z.enum(["queue", "messageGroup"]).default("queue"),
});
/** A queue's attributes, parsed; times in seconds, sizes in bytes. */
export type QueueSettings = z.infer<typeof Settings>;

/** Attributes that are kept and given back, and have no effect here. */
const kept = [
  "FifoThroughputLimit",
  "KmsDataKeyReusePeriodSeconds",
  "KmsMasterKeyId",
  "Policy",
  "RedriveAllowPolicy",
  "SqsManagedSseEnabled",
];

/** @throws ServiceError naming the attribute that is unknown or out of its range */
export function parseQueueAttributes(attributes: Readonly<Record<string, string>>): QueueSettings {
  const unknown = Object.keys(attributes).find((name) => !(name in Settings.shape) && !kept.includes(name));
  if (unknown) throw new ServiceError("InvalidAttributeName", `Unknown Attribute ${unknown}.`);
  try {
    return Settings.parse(attributes);
  } catch (error) {
    const name = error instanceof z.ZodError ? error.issues[0]?.path[0] : "RedrivePolicy";
    throw new ServiceError("InvalidAttributeValue", `Invalid value for the parameter ${String(name)}.`);
  }
}

/** Every attribute in the spelling of GetQueueAttributes: what was given, over the defaults. */
export function describeQueueSettings(
  settings: QueueSettings,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const { FifoQueue, ContentBasedDeduplication, DeduplicationScope, RedrivePolicy: _, ...usual } = settings;
  const fifo = FifoQueue === "true" ? { FifoQueue, ContentBasedDeduplication, DeduplicationScope } : {};
  const texts = Object.entries({ ...usual, ...fifo }).map(([name, value]) => [name, String(value)]);
  return {
    ...Object.fromEntries(texts),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== "")),
  };
}
