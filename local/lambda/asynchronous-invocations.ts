import type { Clock } from "../clock.ts";
import { ServiceError } from "../gateway/service.ts";
import type { EventInvokeConfiguration, FunctionConfiguration } from "./function-configuration.ts";
import type { InvocationOutcome } from "./function-invoker.ts";

/** What asynchronous invocations need of the host and of the stack. */
export interface AsynchronousInvocationDependencies {
  readonly clock: Clock;
  /** Runs the function once; throws `TooManyRequestsException` when it throttles. */
  readonly run: (
    configuration: FunctionConfiguration,
    payload: string,
    requestId: string,
  ) => Promise<InvocationOutcome>;
  readonly eventInvokeConfiguration: (functionName: string) => EventInvokeConfiguration;
  /** Sends a message to an SQS queue named by ARN. */
  readonly sendToQueue: (
    queueArn: string,
    body: string,
    attributes: Readonly<Record<string, MessageAttribute>>,
  ) => Promise<void>;
  /** Waits before the second and the third attempt, in milliseconds. */
  readonly retryDelaysMs: readonly number[];
  /** Told of an event that was lost because no destination took it. */
  readonly onLost: (functionName: string, reason: string) => void;
}

/** A message attribute in the form of SQS SendMessage. */
export interface MessageAttribute {
  readonly DataType: "String" | "Number";
  readonly StringValue: string;
}

/**
 * Carries one asynchronous invocation to its end: attempts, waits, then the on-failure destination and the dead-letter queue.
 * Never rejects. A throttled attempt is tried again until the event is too old and does not count as an attempt.
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html (attempts),
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html (records, dead-letter attributes).
 */
export async function runAsynchronousInvocation(
  dependencies: AsynchronousInvocationDependencies,
  configuration: FunctionConfiguration,
  payload: string,
  requestId: string,
): Promise<void> {
  const { clock } = dependencies;
  const settings = dependencies.eventInvokeConfiguration(configuration.functionName);
  const expiresAt = clock.now() + settings.maximumEventAgeSeconds * 1_000;
  let attempts = 0;
  let throttleDelayMs = 250;
  try {
    for (;;) {
      const outcome = await attempt(dependencies, configuration, payload, requestId);
      if (outcome === "throttled") {
        if (clock.now() + throttleDelayMs > expiresAt) {
          await giveUp(dependencies, configuration, payload, requestId, "EventAgeExceeded", attempts, undefined);
          return;
        }
        await clock.sleep(throttleDelayMs);
        throttleDelayMs = Math.min(throttleDelayMs * 2, 300_000);
        continue;
      }
      attempts += 1;
      if (outcome.ok) {
        if (settings.onSuccess) {
          const record = recordOf(configuration, payload, requestId, "Success", attempts, clock.now(), outcome);
          await dependencies.sendToQueue(settings.onSuccess, JSON.stringify(record), {});
        }
        return;
      }
      const delayMs = dependencies.retryDelaysMs[attempts - 1] ?? 0;
      const condition =
        attempts > settings.maximumRetryAttempts
          ? "RetriesExhausted"
          : clock.now() + delayMs > expiresAt
            ? "EventAgeExceeded"
            : undefined;
      if (condition) {
        await giveUp(dependencies, configuration, payload, requestId, condition, attempts, outcome);
        return;
      }
      await clock.sleep(delayMs);
    }
  } catch (error) {
    dependencies.onLost(configuration.functionName, `asynchronous event ${requestId}: ${String(error)}`);
  }
}

async function attempt(
  { run }: AsynchronousInvocationDependencies,
  configuration: FunctionConfiguration,
  payload: string,
  requestId: string,
): Promise<InvocationOutcome | "throttled"> {
  try {
    return await run(configuration, payload, requestId);
  } catch (error) {
    if (error instanceof ServiceError && error.name === "TooManyRequestsException") return "throttled";
    throw error;
  }
}

async function giveUp(
  dependencies: AsynchronousInvocationDependencies,
  configuration: FunctionConfiguration,
  payload: string,
  requestId: string,
  condition: string,
  attempts: number,
  outcome: InvocationOutcome | undefined,
): Promise<void> {
  const { onFailure } = dependencies.eventInvokeConfiguration(configuration.functionName);
  if (onFailure) {
    const record = recordOf(configuration, payload, requestId, condition, attempts, dependencies.clock.now(), outcome);
    await dependencies.sendToQueue(onFailure, JSON.stringify(record), {});
  }
  if (configuration.deadLetterArn) {
    const message = outcome && !outcome.ok ? outcome.errorMessage : condition;
    await dependencies.sendToQueue(configuration.deadLetterArn, payload, {
      RequestID: { DataType: "String", StringValue: requestId },
      ErrorCode: { DataType: "Number", StringValue: outcome ? "200" : "429" },
      ErrorMessage: { DataType: "String", StringValue: message.slice(0, 1_024) },
    });
  }
  if (!onFailure && !configuration.deadLetterArn) {
    dependencies.onLost(
      configuration.functionName,
      `asynchronous event ${requestId}: ${condition}, and no destination is configured`,
    );
  }
}

function recordOf(
  configuration: FunctionConfiguration,
  payload: string,
  requestId: string,
  condition: string,
  attempts: number,
  now: number,
  outcome: InvocationOutcome | undefined,
): Record<string, unknown> {
  return {
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${configuration.functionArn}:$LATEST`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(payload),
    ...(outcome
      ? {
          responseContext: {
            statusCode: 200,
            executedVersion: "$LATEST",
            ...(outcome.ok ? {} : { functionError: "Unhandled" }),
          },
          responsePayload: JSON.parse(outcome.payload),
        }
      : {}),
  };
}
