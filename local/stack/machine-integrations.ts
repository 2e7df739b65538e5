import type { ServiceClient } from "../gateway/service-client.ts";
import type { Integration } from "../step-functions/execution/run.ts";
import { publishToTopic } from "./publish-to-topic.ts";

/** Integrations that are one call of an AWS JSON service: resource, signing name, target. */
const jsonCalls: readonly (readonly [resource: string, service: string, target: string])[] = [
  ["arn:aws:states:::dynamodb:getItem", "dynamodb", "DynamoDB_20120810.GetItem"],
  ["arn:aws:states:::dynamodb:putItem", "dynamodb", "DynamoDB_20120810.PutItem"],
  ["arn:aws:states:::dynamodb:updateItem", "dynamodb", "DynamoDB_20120810.UpdateItem"],
  ["arn:aws:states:::dynamodb:deleteItem", "dynamodb", "DynamoDB_20120810.DeleteItem"],
  ["arn:aws:states:::events:putEvents", "events", "AWSEvents.PutEvents"],
  ["arn:aws:states:::sqs:sendMessage", "sqs", "AmazonSQS.SendMessage"],
];

/**
 * What Task states may call besides Lambda and other machines, over the gateway.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export function machineIntegrations(services: ServiceClient): ReadonlyMap<string, Integration> {
  return new Map([
    ...jsonCalls.map(([resource, service, target]): [string, Integration] => [
      resource,
      (input) => services.callJson(service, target, withTextDetails(target, input)),
    ]),
    ["arn:aws:states:::sns:publish", (input) => publishToTopic(services, input)],
  ]);
}

/** PutEvents takes `Detail` as text, while a state machine may give it as JSON. SQS's body likewise. */
function withTextDetails(target: string, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (target === "AmazonSQS.SendMessage") return { ...input, MessageBody: textOf(input.MessageBody) };
  const { Entries } = input;
  if (target !== "AWSEvents.PutEvents" || !Array.isArray(Entries)) return { ...input };
  const entries: readonly unknown[] = Entries;
  return {
    ...input,
    Entries: entries.map((entry) =>
      typeof entry === "object" && entry !== null && "Detail" in entry
        ? { ...entry, Detail: textOf(entry.Detail) }
        : entry,
    ),
  };
}

function textOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
}
