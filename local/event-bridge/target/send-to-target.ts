import type { LogStore } from "../../cloudwatch/log-store.ts";
import { callQuery } from "../../gateway/call-query.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { ServiceClient } from "../../gateway/service-client.ts";
import type { FunctionInvoker } from "../../lambda/function-invoker.ts";

/** What is sent to a target, and what some kinds of targets need besides. */
export interface TargetMessage {
  readonly targetArn: string;
  /** The text that the target gets. */
  readonly body: string;
  /** The event's id. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Message group of a FIFO queue. */
  readonly messageGroupId?: string;
  /** Partition key of a Kinesis record; the id without it. */
  readonly partitionKey?: string;
}

/** What sending needs of the stack. */
export interface TargetServices {
  readonly functions: FunctionInvoker;
  readonly services: ServiceClient;
  /** Log groups as targets; without it they do not exist. */
  readonly logs?: LogStore;
}

/** Services that events can be sent to, by the service in the target's ARN; `events` is another bus. */
export const targetServices: readonly string[] = ["lambda", "states", "sqs", "sns", "kinesis", "logs", "events"];

/**
 * Sends a message to a target once, other event buses excepted.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 * @throws ServiceError as the target's service answers
 */
export async function sendToTarget(stack: TargetServices, message: TargetMessage): Promise<void> {
  const { functions, services, logs } = stack;
  const { targetArn, body, id } = message;
  const [, , service, region, account, name = "", ...rest] = targetArn.split(":");
  switch (service) {
    case "lambda":
      await functions.invokeAsync(targetArn, body);
      return;
    case "states":
      await services.callJson("states", "AWSStepFunctions.StartExecution", { stateMachineArn: targetArn, input: body });
      return;
    case "sqs":
      await services.callJson("sqs", "AmazonSQS.SendMessage", {
        QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
        MessageBody: body,
        ...(message.messageGroupId ? { MessageGroupId: message.messageGroupId, MessageDeduplicationId: id } : {}),
      });
      return;
    case "sns":
      await callQuery(services, "sns", { Action: "Publish", TopicArn: targetArn, Message: body });
      return;
    case "kinesis":
      await services.callJson("kinesis", "Kinesis_20131202.PutRecord", {
        StreamARN: targetArn,
        PartitionKey: message.partitionKey ?? id,
        Data: Buffer.from(body).toString("base64"),
      });
      return;
    case "logs": {
      // arn:aws:logs:<region>:<account>:log-group:<name>[:*]
      const group = rest[0] ?? "";
      if (!logs?.groups().includes(group))
        throw new ServiceError("ResourceNotFoundException", `The log group ${group} does not exist.`);
      logs.append(group, id, message.time, body);
      return;
    }
    default:
      throw new ServiceError("ResourceNotFoundException", `The local stack delivers no events to ${targetArn}.`);
  }
}
