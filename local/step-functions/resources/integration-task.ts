import { Payload } from "../execution/payload.ts";
import type { Integration } from "../execution/run.ts";
import { serviceTask } from "./service-task.ts";
import type { TaskResource } from "./task-resource.ts";

/** The names that optimised integrations give their errors; others are named after the service with a capital. */
const errorNames: Readonly<Record<string, string>> = {
  dynamodb: "DynamoDB",
  events: "EventBridge",
  sns: "SNS",
  sqs: "SQS",
};

/** A Task on a service that the stack gave an {@link Integration} for, e.g. `arn:aws:states:::events:putEvents`. */
export function integrationTask(resourceArn: string, integration: Integration): TaskResource {
  const [resourceType = "", resource = ""] = splitAtLastColon(resourceArn.slice("arn:aws:states:::".length));
  const serviceName = resourceType.slice(resourceType.lastIndexOf(":") + 1);
  return serviceTask({
    service: errorNames[resourceType] ?? serviceName.charAt(0).toUpperCase() + serviceName.slice(1),
    resourceType,
    resource,
    waitsForToken: resource.endsWith(".waitForTaskToken"),
    call: async (thread, work) => {
      const { value } = work;
      const input = typeof value === "object" && value !== null ? { ...value } : {};
      return { answer: Payload.of((await integration(input, thread.signal)) ?? {}) };
    },
  });
}

function splitAtLastColon(text: string): [string, string] {
  const colon = text.lastIndexOf(":");
  return [text.slice(0, colon), text.slice(colon + 1)];
}
