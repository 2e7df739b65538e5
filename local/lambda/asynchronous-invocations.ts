import type { Clock } from "../clock.ts";
import { ServiceError } from "../gateway/service.ts";
import type { EventInvokeConfiguration, FunctionConfiguration } from "./function-configuration.ts";
import type { InvocationOutcome } from "./function-invoker.ts";
import type { InvocationRecord, InvocationRecordDelivery } from "./invocation-record-delivery.ts";

/** What asynchronous invocations need of the host and of the stack. */
export interface AsynchronousInvocationDependencies {
  readonly clock: Clock;
  readonly delivery: InvocationRecordDelivery;
  /** Waits before the second and the third attempt, in milliseconds. */
  readonly retryDelaysMs: readonly number[];
  /** Told of an event that was lost because no destination took it. */
  readonly onLost: (functionName: string, reason: string) => void;
}

/** An event that a function is to be invoked with, sooner or later. */
export interface AsynchronousInvocation {
  readonly configuration: FunctionConfiguration;
  readonly settings: EventInvokeConfiguration;
  readonly version: string;
  readonly requestId: string;
  /** The event as JSON text. */
  readonly payload: string;
  /** Runs the function once, as it is configured by then; throws `TooManyRequestsException` when it throttles. */
  readonly run: () => Promise<InvocationOutcome>;
}

/**
 * Carries one asynchronous invocation to its end: attempts, waits, then the on-failure destination and the dead-letter queue.
 * Never rejects. A throttled attempt is tried again until the event is too old and does not count as an attempt.
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html (attempts),
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html (records, dead-letter attributes).
 */
export async function runAsynchronousInvocation(
  dependencies: AsynchronousInvocationDependencies,
  invocation: AsynchronousInvocation,
): Promise<void> {
  const { clock, delivery } = dependencies;
  const { settings, requestId } = invocation;
  const expiresAt = clock.now() + settings.maximumEventAgeSeconds * 1_000;
  let attempts = 0;
  let throttleDelayMs = 250;
  try {
    for (;;) {
      const outcome = await attempt(invocation);
      if (outcome === "throttled") {
        if (clock.now() + throttleDelayMs > expiresAt) {
          await giveUp(dependencies, invocation, "EventAgeExceeded", attempts, undefined);
          return;
        }
        await clock.sleep(throttleDelayMs);
        throttleDelayMs = Math.min(throttleDelayMs * 2, 300_000);
        continue;
      }
      attempts += 1;
      if (outcome.ok) {
        const { onSuccess } = settings;
        if (onSuccess) await delivery.tell(onSuccess, recordOf(invocation, "Success", attempts, clock.now(), outcome));
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
        await giveUp(dependencies, invocation, condition, attempts, outcome);
        return;
      }
      await clock.sleep(delayMs);
    }
  } catch (error) {
    dependencies.onLost(invocation.configuration.functionName, `asynchronous event ${requestId}: ${String(error)}`);
  }
}

async function attempt({ run }: AsynchronousInvocation): Promise<InvocationOutcome | "throttled"> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ServiceError && error.name === "TooManyRequestsException") return "throttled";
    throw error;
  }
}

async function giveUp(
  { clock, delivery, onLost }: AsynchronousInvocationDependencies,
  invocation: AsynchronousInvocation,
  condition: string,
  attempts: number,
  outcome: InvocationOutcome | undefined,
): Promise<void> {
  const { configuration, settings, payload, requestId } = invocation;
  const { onFailure } = settings;
  if (onFailure) await delivery.tell(onFailure, recordOf(invocation, condition, attempts, clock.now(), outcome));
  if (configuration.deadLetterArn) {
    const message = outcome && !outcome.ok ? outcome.errorMessage : condition;
    await delivery.putAside(configuration.deadLetterArn, payload, {
      RequestID: { DataType: "String", StringValue: requestId },
      ErrorCode: { DataType: "Number", StringValue: outcome ? "200" : "429" },
      ErrorMessage: { DataType: "String", StringValue: message.slice(0, 1_024) },
    });
  }
  if (!onFailure && !configuration.deadLetterArn) {
    const reason = `asynchronous event ${requestId}: ${condition}, and no destination is configured`;
    onLost(configuration.functionName, reason);
  }
}

function recordOf(
  { configuration, version, requestId, payload }: AsynchronousInvocation,
  condition: string,
  attempts: number,
  now: number,
  outcome: InvocationOutcome | undefined,
): InvocationRecord {
  const response = outcome && {
    responseContext: {
      statusCode: 200,
      executedVersion: version,
      ...(outcome.ok ? {} : { functionError: "Unhandled" }),
    },
    responsePayload: JSON.parse(outcome.payload),
  };
  return {
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId,
      functionArn: `${configuration.functionArn}:${version}`,
      condition,
      approximateInvokeCount: attempts,
    },
    requestPayload: JSON.parse(payload),
    ...response,
  };
}
