import type { ConsumerDependencies } from "../../../local/event-sources/consumer.ts";
import type { DiscardedBatch } from "../../../local/event-sources/failure-destination.ts";
import { ServiceError } from "../../../local/gateway/service.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";

/** What the function under test answers to a batch of record identifiers: an Error fails it, a ServiceError is thrown by Lambda itself. */
export type Behaviour = (identifiers: string[], event: BatchEvent) => unknown;

/** An event of Kinesis or SQS, as far as the tests look into it. */
export interface BatchEvent {
  readonly Records: readonly {
    readonly messageId?: string;
    readonly body?: string;
    readonly kinesis?: { readonly sequenceNumber: string; readonly data: string; readonly partitionKey: string };
  }[];
}

/** One invocation, with when it began. */
export interface Invocation {
  readonly at: number;
  readonly identifiers: readonly string[];
  readonly contents: readonly string[];
  readonly event: BatchEvent;
}

export const connection = {
  mappingId: "mapping",
  functionName: "consume",
  functionArn: "arn:aws:lambda:r:0:function:consume",
  functionTimeoutSeconds: 5,
  sourceArn: "arn:aws:kinesis:r:0:stream/s",
  region: "r",
  roleArn: "arn:aws:iam::0:role/consume",
};

export const throttle = () => new ServiceError("TooManyRequestsException", "Rate Exceeded.", 429);

/** A clock that stands still, a function that does as told, and everything that consumers do to the world around them. */
export function consumerWorld(behaviour: Behaviour = () => null, durationMs = 0) {
  const clock = createVirtualClock(1_000_000_000);
  const invocations: Invocation[] = [];
  const discarded: (DiscardedBatch & { readonly destination: string })[] = [];
  const lost: string[] = [];
  let ids = 0;
  let running = 0;
  let most = 0;
  const dependencies: ConsumerDependencies = {
    clock,
    ids() {
      ids += 1;
      return `id-${ids}`;
    },
    functions: {
      async invoke(_, payload) {
        const event: BatchEvent = JSON.parse(payload);
        const identifiers = event.Records.map(({ kinesis, messageId }) => kinesis?.sequenceNumber ?? messageId ?? "");
        const contents = event.Records.map(({ kinesis, body }) =>
          kinesis ? Buffer.from(kinesis.data, "base64").toString() : (body ?? ""),
        );
        invocations.push({ at: clock.now(), identifiers, contents, event });
        running += 1;
        most = Math.max(most, running);
        if (durationMs > 0) await clock.sleep(durationMs);
        running -= 1;
        const answer = behaviour(identifiers, event);
        if (answer instanceof ServiceError) throw answer;
        if (answer instanceof Error)
          return { ok: false, requestId: "r", errorType: "Error", errorMessage: answer.message, payload: "{}" };
        return { ok: true, requestId: "r", payload: JSON.stringify(answer || null) };
      },
    },
    discard: async (destination, batch) => void discarded.push({ ...batch, destination }),
    onLost: (_, reason) => void lost.push(reason),
  };
  return {
    clock,
    dependencies,
    invocations,
    discarded,
    lost,
    /** The contents that the function saw, batch by batch. */
    batches: () => invocations.map(({ contents }) => contents),
    mostAtOnce: () => most,
  };
}

/** The answer that reports these records as failed. */
export const failures = (identifiers: readonly string[]) => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
});
