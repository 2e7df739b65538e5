import type { z } from "zod";
import { DeadLetter, type DeadLetterOrigin, GivenUpBatch, GivenUpInvocation } from "../../schemas/dead-letter.ts";
import { describeFailure } from "./describe-failure.ts";
import { findContactId } from "./find-contact-id.ts";

/** Records of one shard of a stream, from the first to the last. */
export interface StreamPlace {
  readonly streamArn: string;
  readonly shardId: string;
  readonly firstSequenceNumber: string;
  readonly lastSequenceNumber: string;
}

/** What sending a dead letter back means. */
export type WayBack =
  | { readonly to: "stream"; readonly place: StreamPlace }
  | { readonly to: "function"; readonly functionArn: string; readonly payload: unknown }
  | { readonly to: "nowhere"; readonly why: string };

/** What a dead letter tells, without anything that was said. */
export interface ReadDeadLetter {
  readonly origin: z.infer<typeof DeadLetterOrigin>;
  readonly error: string;
  readonly reason: string;
  readonly contactId?: string;
  readonly attempts?: number;
  readonly wayBack: WayBack;
}

/** A message of a dead-letter queue: its text and its attributes. */
export interface DeadLetterMessage {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Reads a dead letter of any origin. A letter that nobody we know has written is `unknown`, and stays where it is. */
export function readDeadLetter({ body, attributes }: DeadLetterMessage): ReadDeadLetter {
  const content = parseJson(body);
  if (attributes.TARGET_ARN !== undefined) return ofRule(attributes, attributes.TARGET_ARN, content);
  const batch = GivenUpBatch.safeParse(content);
  if (batch.success) return ofBatch(batch.data);
  const invocation = GivenUpInvocation.safeParse(content);
  if (invocation.success) return ofInvocation(invocation.data);
  const own = DeadLetter.safeParse(content);
  if (own.success) return ofConsumer(own.data);
  return ofUnknown(attributes);
}

function ofConsumer(letter: DeadLetter): ReadDeadLetter {
  const { streamArn, shardId, sequenceNumber, reason, error } = letter;
  const place = { streamArn, shardId, firstSequenceNumber: sequenceNumber, lastSequenceNumber: sequenceNumber };
  return { origin: "consumer", error, reason, ...contactOf(letter.partitionKey), wayBack: { to: "stream", place } };
}

function ofBatch({ requestContext, KinesisBatchInfo }: z.infer<typeof GivenUpBatch>): ReadDeadLetter {
  const { streamArn, shardId, startSequenceNumber, endSequenceNumber, batchSize } = KinesisBatchInfo;
  const place = {
    streamArn,
    shardId,
    firstSequenceNumber: startSequenceNumber,
    lastSequenceNumber: endSequenceNumber,
  };
  return {
    origin: "event source mapping",
    error: requestContext.condition,
    reason: `Lambda gave up a batch of ${batchSize} record(s)`,
    ...attemptsOf(requestContext.approximateInvokeCount),
    wayBack: { to: "stream", place },
  };
}

function ofInvocation(letter: z.infer<typeof GivenUpInvocation>): ReadDeadLetter {
  const { functionArn, condition, approximateInvokeCount } = letter.requestContext;
  const { errorType, errorMessage } = letter.responsePayload ?? {};
  return {
    origin: "asynchronous invocation",
    ...describeFailure(errorType ?? condition, errorMessage),
    ...contactOf(findContactId(letter.requestPayload)),
    ...attemptsOf(approximateInvokeCount),
    wayBack: { to: "function", functionArn: unqualified(functionArn), payload: letter.requestPayload },
  };
}

/** The attributes of EventBridge's dead letters: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
function ofRule(attributes: DeadLetterMessage["attributes"], targetArn: string, event: unknown): ReadDeadLetter {
  const retries = Number(attributes.RETRY_ATTEMPTS);
  const isFunction = targetArn.split(":")[2] === "lambda";
  return {
    origin: "rule",
    error: attributes.ERROR_CODE ?? "unknown",
    reason: attributes.ERROR_MESSAGE ?? "EventBridge could not deliver the event to its target",
    ...contactOf(findContactId(event)),
    ...attemptsOf(Number.isSafeInteger(retries) ? retries + 1 : undefined),
    wayBack: isFunction
      ? { to: "function", functionArn: unqualified(targetArn), payload: event }
      : { to: "nowhere", why: `the rule's target ${targetArn} is no function: send it the event by hand` },
  };
}

/** A message of a function's own dead-letter queue does not name the function: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function ofUnknown({ RequestID, ErrorCode }: DeadLetterMessage["attributes"]): ReadDeadLetter {
  const isFunctions = RequestID !== undefined && ErrorCode !== undefined;
  const why = isFunctions
    ? "a function's dead-letter queue does not tell which function it was: invoke that one by hand, and give it an on-failure destination instead"
    : "nobody we know writes such letters: read it by hand";
  return {
    origin: isFunctions ? "asynchronous invocation" : "unknown",
    error: "unknown",
    reason: why,
    wayBack: { to: "nowhere", why },
  };
}

const contactOf = (candidate: string | undefined) => {
  const contactId = findContactId(candidate);
  return contactId === undefined ? {} : { contactId };
};
const attemptsOf = (attempts: number | undefined) => (attempts === undefined ? {} : { attempts });

/** A function without version or alias: it is the function as it is now, with its cause mended, that takes the input again. */
const unqualified = (functionArn: string) => functionArn.split(":").slice(0, 7).join(":");

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
