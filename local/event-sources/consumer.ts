import type { Clock } from "../clock.ts";
import type { FunctionInvoker } from "../lambda/function-invoker.ts";
import type { SendDiscardedBatch } from "./failure-destination.ts";

/** What feeds what: the part of a mapping that stands in events and in messages about failures. */
export interface Connection {
  /** UUID of the event source mapping. */
  readonly mappingId: string;
  readonly functionName: string;
  readonly functionArn: string;
  /** How long the function may take. */
  readonly functionTimeoutSeconds: number;
  /** ARN of the stream or queue. */
  readonly sourceArn: string;
  readonly region: string;
  /** ARN of the function's role, as Kinesis events carry it. */
  readonly roleArn: string;
}

/** What consumers need of the stack. */
export interface ConsumerDependencies {
  readonly clock: Clock;
  readonly ids: () => string;
  readonly functions: Pick<FunctionInvoker, "invoke">;
  /** Tells an on-failure destination of a batch that was given up. */
  readonly discard: SendDiscardedBatch;
  /** Told of records that were given up and which no destination took. */
  readonly onLost: (functionName: string, reason: string) => void;
}

/** Hands what arrives at an event source to a function, until it is stopped. */
export interface Consumer {
  /** True when everything that has arrived was processed or given up. */
  isIdle(): boolean;
  /** How the latest batch went, in the words of `LastProcessingResult`. */
  lastResult(): string;
  /** Takes no new batch; resolves when the one under way has come to its end or to its next retry. Safe to call twice. */
  stop(): Promise<void>;
}
