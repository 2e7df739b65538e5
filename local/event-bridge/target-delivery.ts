import type { Clock } from "../clock.ts";
import { ServiceError } from "../gateway/service.ts";
import type { ServiceClient } from "../gateway/service-client.ts";
import type { FunctionInvoker } from "../lambda/function-invoker.ts";
import type { BusEvent, Rule, RuleTarget } from "./rule.ts";
import { targetInput, valueAt } from "./target-input.ts";

/** A message attribute in the form of SQS SendMessage. */
type Attributes = Readonly<Record<string, { readonly DataType: "String"; readonly StringValue: string }>>;

/** What delivery needs of the stack. */
export interface TargetDeliveryDependencies {
  readonly clock: Clock;
  readonly functions: FunctionInvoker;
  readonly services: ServiceClient;
  readonly sendToQueue: (queueArn: string, body: string, attributes: Attributes) => Promise<void>;
  /** Told of an event that no dead-letter queue took. */
  readonly onLost: (ruleName: string, reason: string) => void;
}

/** Services that a rule of the local stack can send to, by the service in the target's ARN. */
export const targetServices: readonly string[] = ["lambda", "states", "sqs", "kinesis"];

/** EventBridge backs off for up to 24 hours without publishing how; here from 0.2 s, doubled up to 30 s. */
const backOffMs = (attempt: number) => Math.min(200 * 2 ** attempt, 30_000);

/**
 * Delivers an event to one target, with the target's retry policy, and puts what cannot be delivered on its dead-letter queue. Never rejects.
 * A target that does not exist is not tried again.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export async function deliverToTarget(
  dependencies: TargetDeliveryDependencies,
  rule: Rule,
  target: RuleTarget,
  event: BusEvent,
): Promise<void> {
  const { clock } = dependencies;
  const expiresAt = clock.now() + target.maximumEventAgeSeconds * 1_000;
  for (let retries = 0; ; retries += 1) {
    try {
      await send(dependencies, rule, target, event);
      return;
    } catch (error) {
      const failure = failureOf(error);
      const condition = failure.isFinal
        ? "NonRetryableError"
        : retries >= target.maximumRetryAttempts
          ? "MaximumRetryAttempts"
          : clock.now() + backOffMs(retries) > expiresAt
            ? "MaximumEventAgeInSeconds"
            : undefined;
      if (condition) return giveUp(dependencies, rule, target, event, { ...failure, condition, retries });
      await clock.sleep(backOffMs(retries));
    }
  }
}

async function send(
  { functions, services }: TargetDeliveryDependencies,
  rule: Rule,
  target: RuleTarget,
  event: BusEvent,
): Promise<void> {
  const input = targetInput(rule, target, event);
  const [, , service, region, account, name = ""] = target.arn.split(":");
  switch (service) {
    case "lambda":
      await functions.invokeAsync(target.arn, input);
      return;
    case "states":
      await services.callJson("states", "AWSStepFunctions.StartExecution", { stateMachineArn: target.arn, input });
      return;
    case "sqs":
      await services.callJson("sqs", "AmazonSQS.SendMessage", {
        QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
        MessageBody: input,
        ...(target.messageGroupId ? { MessageGroupId: target.messageGroupId, MessageDeduplicationId: event.id } : {}),
      });
      return;
    case "kinesis":
      await services.callJson("kinesis", "Kinesis_20131202.PutRecord", {
        StreamARN: target.arn,
        PartitionKey: target.partitionKeyPath ? String(valueAt(event, target.partitionKeyPath) ?? event.id) : event.id,
        Data: Buffer.from(input).toString("base64"),
      });
      return;
    default:
      throw new ServiceError("ResourceNotFoundException", `The local stack delivers no events to ${target.arn}.`);
  }
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly isFinal: boolean;
}

function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ServiceError)) return { code: "SDK_CLIENT_ERROR", message, isFinal: false };
  if (/NotFound|DoesNotExist|NonExistent/.test(error.name)) return { code: "NO_RESOURCE", message, isFinal: true };
  if (/Throttl|TooManyRequests|ThroughputExceeded/.test(error.name))
    return { code: "THROTTLING", message, isFinal: false };
  return { code: "ERROR_FROM_TARGET", message, isFinal: false };
}

async function giveUp(
  { sendToQueue, onLost }: TargetDeliveryDependencies,
  rule: Rule,
  target: RuleTarget,
  event: BusEvent,
  failure: Failure & { readonly condition: string; readonly retries: number },
): Promise<void> {
  const reason = `event ${event.id} (${event["detail-type"]}) to ${target.arn}: ${failure.code}, ${failure.message}`;
  if (!target.deadLetterArn) return onLost(rule.name, `${reason}; the target has no dead-letter queue`);
  const text = (value: string) => ({ DataType: "String", StringValue: value }) as const;
  try {
    await sendToQueue(target.deadLetterArn, JSON.stringify(event), {
      RULE_ARN: text(rule.arn),
      TARGET_ARN: text(target.arn),
      ERROR_CODE: text(failure.code),
      ERROR_MESSAGE: text(failure.message.slice(0, 1_024)),
      EXHAUSTED_RETRY_CONDITION: text(failure.condition),
      RETRY_ATTEMPTS: text(String(failure.retries)),
    });
  } catch (error) {
    onLost(rule.name, `${reason}; its dead-letter queue refused it: ${String(error)}`);
  }
}
