import type { Queue } from "../../storage/queues/queue.ts";
import { backOff, backOffMs } from "../back-off.ts";
import { judgeBatch } from "../batch-response.ts";
import type { Connection, ConsumerDependencies } from "../consumer.ts";
import { invokeWithBatch } from "../invoke-with-batch.ts";
import type { BatchedMessage } from "./message-batch.ts";
import type { QueueSettings } from "./queue-settings.ts";

/** What the delivery of a batch needs besides the batch. */
export interface MessageDelivery {
  readonly dependencies: ConsumerDependencies;
  readonly connection: Connection;
  readonly settings: QueueSettings;
  readonly queue: Queue;
  readonly signal: AbortSignal;
  /** Told how each invocation went, in the words of `LastProcessingResult`. */
  readonly onResult: (result: string) => void;
}

/**
 * Hands one batch to the function and deletes from the queue what it processed. The rest stays hidden until its visibility timeout is over and
 * then comes again, or goes to the dead-letter queue. A batch that does not reach the function is tried again only while it is hidden.
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export async function deliverMessages(delivery: MessageDelivery, batch: readonly BatchedMessage[]): Promise<void> {
  const { dependencies, connection, settings, queue, signal, onResult } = delivery;
  const { clock } = dependencies;
  const hiddenUntil = clock.now() + queue.settings().VisibilityTimeout * 1_000;
  const event = { Records: batch.map(({ record }) => record) };
  for (let retry = 0; ; retry += 1) {
    const outcome = await invokeWithBatch(dependencies, connection, event);
    if (outcome.ok === "not invoked") {
      onResult(`PROBLEM: ${outcome.reason}`);
      if (clock.now() + backOffMs(retry) >= hiddenUntil || !(await backOff(clock, retry, signal))) return;
      continue;
    }
    const identifiers = batch.map(({ message }) => message.messageId);
    const verdict = judgeBatch(
      outcome,
      settings.FunctionResponseTypes.includes("ReportBatchItemFailures"),
      identifiers,
    );
    onResult(verdict.kind === "success" ? "OK" : "PROBLEM: Function call failed");
    if (verdict.kind === "failure") return;
    for (const { message } of batch) {
      if (verdict.kind === "success" || !verdict.failed.has(message.messageId)) queue.delete(message.receiptHandle);
    }
    return;
  }
}
