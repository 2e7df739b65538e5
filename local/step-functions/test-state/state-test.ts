import type { Block } from "../asl/block.ts";
import type { ContextObject } from "../execution/context-object.ts";
import type { Payload } from "../execution/payload.ts";
import type { StatesError } from "../execution/states-error.ts";

/** What a Parallel or Map state would run inside. */
export type InnerWork =
  | { readonly branches: readonly Block[] }
  | {
      readonly body: Block;
      /** How many items there are, before they are put into batches. */
      readonly items: number;
      /** How many iterations or child executions there would be. */
      readonly iterations: number;
      /** Whether so many failed items are more than the state tolerates. */
      readonly exceeds: (failedItems: number) => boolean;
      /** Whether the results go to S3, so that the state's own result is an object. */
      readonly writesResults: boolean;
    };

/**
 * How TestState takes part in the run of the state under test: it sees the state's recovery, and stands in for what the state
 * would run inside. https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
 */
export interface StateTest {
  /** The context object to be seen in place of the run's own. */
  readonly context: ContextObject | undefined;
  /** How many retries were made before of the retrier that takes the error. */
  readonly retriesMade: number;
  /** What an ItemReader would have read, as it stands in its source; undefined when the items are in the state's input. */
  readonly readerData: string | undefined;
  /** The mocked result of the branches or iterations; rejects with the mocked error. */
  inner(work: InnerWork): Promise<Payload>;
  /** Ends the run where a retrier would wait. */
  retry(index: number, delaySeconds: number, error: StatesError): never;
  /** A catcher took the error. */
  caught(index: number, error: StatesError): void;
  /** A value that the state computed on its way, under its name in `inspectionData`. */
  inspect(name: string, value: unknown): void;
}
