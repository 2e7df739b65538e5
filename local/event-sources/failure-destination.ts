import { callQuery } from "../gateway/call-query.ts";
import { ServiceError } from "../gateway/service.ts";
import type { ServiceClient } from "../gateway/service-client.ts";
import type { SendToQueue } from "../storage/send-to-queue.ts";

/** A batch that a mapping gave up. */
export interface DiscardedBatch {
  readonly mappingId: string;
  readonly shardId: string;
  /** What every destination gets: where the records lie, not the records. */
  readonly invocationRecord: Readonly<Record<string, unknown>>;
  /** The event that the function was given or would have been; buckets get it too, as escaped JSON. */
  readonly event: unknown;
}

/** Sends a discarded batch to the destination with this ARN. @throws ServiceError when it does not take it */
export type SendDiscardedBatch = (destinationArn: string, batch: DiscardedBatch) => Promise<void>;

/**
 * On-failure destinations that are SQS queues, SNS topics or S3 buckets.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export function createFailureDestinations(dependencies: {
  readonly services: Pick<ServiceClient, "send">;
  readonly sendToQueue: SendToQueue;
  readonly ids: () => string;
  readonly now: () => number;
}): SendDiscardedBatch {
  const { services, sendToQueue, ids, now } = dependencies;
  return async (destinationArn, { mappingId, shardId, invocationRecord, event }) => {
    const kind = destinationKind(destinationArn);
    if (kind === "sqs") return sendToQueue(destinationArn, JSON.stringify(invocationRecord));
    if (kind === "sns") {
      const Message = JSON.stringify(invocationRecord);
      await callQuery(services, "sns", { Action: "Publish", TopicArn: destinationArn, Message });
      return;
    }
    const bucket = destinationArn.slice(destinationArn.lastIndexOf(":") + 1);
    const key = `aws/lambda/${mappingId}/${shardId}/${timePath(now())}-${ids()}`;
    const body = JSON.stringify({ ...invocationRecord, payload: JSON.stringify(event) });
    const headers = { "content-type": "application/json" };
    const reply = await services.send("s3", "PUT", `/${bucket}/${key}`, headers, body);
    if (reply.statusCode >= 300)
      throw new ServiceError("DestinationError", `${destinationArn}: ${reply.body.toString("utf8")}`, reply.statusCode);
  };
}

/** @throws ServiceError `InvalidParameterValueException` when an ARN is none of a queue, a topic or a bucket */
export function destinationKind(arn: string): "sqs" | "sns" | "s3" {
  const service = arn.split(":")[2];
  if (service === "sqs" || service === "sns" || service === "s3") return service;
  throw new ServiceError(
    "InvalidParameterValueException",
    `The on-failure destination "${arn}" is no SQS queue, SNS topic or S3 bucket.`,
  );
}

/** `YYYY/MM/DD/YYYY-MM-DDTHH.MM.SS` */
function timePath(now: number): string {
  const text = new Date(now).toISOString();
  return `${text.slice(0, 10).replaceAll("-", "/")}/${text.slice(0, 19).replaceAll(":", ".")}`;
}
