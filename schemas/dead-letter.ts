import { z } from "zod";

/** A sequence number of a Kinesis data stream: decimal, longer than a number can hold. */
const SequenceNumber = z.string().regex(/^\d{1,128}$/);

/**
 * What a stream consumer of ours lays aside: why a record could not be processed, and where it still lies; never the record itself, which may hold
 * personal data.
 */
export const DeadLetter = z.object({
  reason: z.string(),
  error: z.string(),
  streamArn: z.string(),
  shardId: z.string(),
  sequenceNumber: SequenceNumber,
  partitionKey: z.string(),
  at: z.iso.datetime(),
});
export type DeadLetter = z.infer<typeof DeadLetter>;

/**
 * What Lambda lays aside when it gives up a batch of a stream: where the records lie.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export const GivenUpBatch = z.object({
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.number().optional() }),
  KinesisBatchInfo: z.object({
    shardId: z.string(),
    startSequenceNumber: SequenceNumber,
    endSequenceNumber: SequenceNumber,
    batchSize: z.number(),
    streamArn: z.string(),
  }),
});

/**
 * What Lambda lays aside when it gives up an asynchronous invocation: the function, its input and its last error.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export const GivenUpInvocation = z.object({
  requestContext: z.object({
    functionArn: z.string(),
    condition: z.string(),
    approximateInvokeCount: z.number().optional(),
  }),
  requestPayload: z.unknown(),
  responsePayload: z.looseObject({ errorType: z.string().optional(), errorMessage: z.string().optional() }).nullish(),
});

/** Who laid a letter aside. */
export const DeadLetterOrigin = z.enum([
  "consumer",
  "event source mapping",
  "asynchronous invocation",
  "rule",
  "unknown",
]);

/** A dead letter as the API lists it: why it lies there and where it belongs, never what was said. */
export const ListedDeadLetter = z.object({
  messageId: z.string(),
  /** When it was laid aside. */
  since: z.iso.datetime(),
  origin: DeadLetterOrigin,
  error: z.string(),
  reason: z.string(),
  contactId: z.string().optional(),
  /** How often it was tried before it was laid aside. */
  attempts: z.int().nonnegative().optional(),
  /** Where on a stream the record lies, or the first and last of a batch. */
  place: z
    .object({
      stream: z.string(),
      shardId: z.string(),
      firstSequenceNumber: z.string(),
      lastSequenceNumber: z.string(),
    })
    .optional(),
  /** Why it cannot be sent back; absent when that can be tried. */
  stuckBecause: z.string().optional(),
});
export type ListedDeadLetter = z.infer<typeof ListedDeadLetter>;

/** One queue as the API lists it. */
export const DeadLetterQueueListing = z.object({
  queue: z.string(),
  letters: z.array(ListedDeadLetter),
  /** The letters above are not all: there are more than one listing shows. */
  hasMore: z.boolean(),
  /** Letters that somebody else is looking at or sending back right now, about. */
  inOtherHands: z.int().nonnegative(),
});
export type DeadLetterQueueListing = z.infer<typeof DeadLetterQueueListing>;

/** `GET /dead-letters`. */
export const DeadLetterListing = z.object({ queues: z.array(DeadLetterQueueListing) });

/** `POST /dead-letters/{queue}/redrive`: which letters to send back; exactly one of the three. */
export const RedriveRequest = z
  .strictObject({
    all: z.literal(true).exactOptional(),
    messageIds: z.array(z.string().min(1)).min(1).max(100).exactOptional(),
    count: z.int().min(1).max(10_000).exactOptional(),
  })
  .refine((request) => Object.keys(request).length === 1, {
    message: 'give exactly one of "all": true, "messageIds": […] and "count": n',
  });
export type RedriveRequest = z.infer<typeof RedriveRequest>;

/** What a redrive did. */
export const RedriveReply = z.object({
  queue: z.string(),
  sentBack: z.array(z.object({ messageId: z.string(), to: z.string() })),
  /** Letters that still lie in the queue, and why. */
  kept: z.array(z.object({ messageId: z.string(), why: z.string() })),
  /** Message ids that were asked for and do not lie in the queue. */
  notFound: z.array(z.string()),
  /** False when time ran out or a service was away before all was done that was asked for; the same request goes on from there. */
  isDone: z.boolean(),
});
export type RedriveReply = z.infer<typeof RedriveReply>;
