import type { Clock } from "../../clock.ts";
import type { QueueMessageAttribute, SendToQueue } from "../../storage/send-to-queue.ts";
import type { RetryPolicy } from "../rule.ts";
import { deliveryFailure } from "./delivery-failure.ts";

/** What becomes of something that cannot be delivered. */
export interface DeadLetter {
  /** ARN of an SQS queue; without it the loss is told. */
  readonly queueArn?: string;
  /** What lies in the queue: for a rule the event as it matched, for a schedule the input. */
  readonly body: string;
  /** Attributes besides those about the failure. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** One thing on its way to one target. */
export interface Delivery {
  /** Makes one attempt. */
  readonly send: (attempt: number) => Promise<void>;
  readonly retryPolicy: RetryPolicy;
  readonly deadLetter: DeadLetter;
  /** Who is told of its loss, and what is lost. */
  readonly from: string;
  readonly what: string;
}

/** What happened to a delivery, to be counted. */
export type DeliveryStep =
  | "attempt"
  | "retry"
  | "delivered"
  | "failed"
  | "sent-to-dead-letters"
  | "dead-letter-refused";

/** What delivering needs of the stack. */
export interface DeliveryDependencies {
  readonly clock: Clock;
  /** From 0 inclusive to 1 exclusive. */
  readonly random: () => number;
  readonly sendToQueue: SendToQueue;
  /** Told of what no dead-letter queue took. */
  readonly onLost: (from: string, reason: string) => void;
}

/**
 * EventBridge backs off exponentially and with jitter, and does not publish how. Here the pause doubles from 0.2 s to 10 minutes, and half
 * of it is chance, so that the default 185 attempts take about the default day.
 */
function pauseMs(retries: number, random: () => number): number {
  const longest = Math.min(200 * 2 ** Math.min(retries, 20), 600_000);
  return longest / 2 + (longest / 2) * random();
}

/**
 * Delivers to one target within its retry policy, and puts what cannot be delivered on its dead-letter queue. Never rejects.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @param count told of each step, once
 * @param signal ends the waiting; what was not delivered by then is dropped with the stack
 */
export async function deliver(
  dependencies: DeliveryDependencies,
  delivery: Delivery,
  count: (step: DeliveryStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const { clock, random } = dependencies;
  const { maximumRetryAttempts, maximumEventAgeSeconds } = delivery.retryPolicy;
  const expiresAt = clock.now() + maximumEventAgeSeconds * 1_000;
  for (let retries = 0; !signal.aborted; retries += 1) {
    count(retries === 0 ? "attempt" : "retry");
    const failure = await delivery.send(retries + 1).then(() => undefined, deliveryFailure);
    if (!failure) return count("delivered");
    const pause = pauseMs(retries, random);
    const exhausted =
      retries >= maximumRetryAttempts
        ? "MaximumRetryAttempts"
        : clock.now() + pause > expiresAt
          ? "MaximumEventAgeInSeconds"
          : undefined;
    if (!failure.isRetried || exhausted) {
      count("failed");
      return giveUp(dependencies, delivery, count, {
        ERROR_CODE: failure.code,
        ERROR_MESSAGE: failure.message.slice(0, 1_024),
        RETRY_ATTEMPTS: String(retries),
        // An error that is not tried again exhausts nothing.
        ...(failure.isRetried && exhausted ? { EXHAUSTED_RETRY_CONDITION: exhausted } : {}),
      });
    }
    // The sleep rejects when the signal is aborted, and then only.
    await clock.sleep(pause, signal).catch(() => {});
  }
}

async function giveUp(
  { sendToQueue, onLost }: DeliveryDependencies,
  { deadLetter, from, what }: Delivery,
  count: (step: DeliveryStep) => void,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const reason = `${what}: ${attributes.ERROR_CODE}, ${attributes.ERROR_MESSAGE}`;
  if (!deadLetter.queueArn) return onLost(from, `${reason}; the target has no dead-letter queue`);
  try {
    await sendToQueue(
      deadLetter.queueArn,
      deadLetter.body,
      textAttributes({ ...deadLetter.attributes, ...attributes }),
    );
    count("sent-to-dead-letters");
  } catch (error) {
    count("dead-letter-refused");
    onLost(from, `${reason}; its dead-letter queue refused it: ${String(error)}`);
  }
}

function textAttributes(texts: Readonly<Record<string, string>>): Record<string, QueueMessageAttribute> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, { DataType: "String", StringValue: text || "-" }]),
  );
}
