import { z } from "zod";
import { Payload } from "../execution/payload.ts";
import { matchesError, StatesError } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import type { Fields, Outcome, QueryLanguage } from "../query/query-language.ts";
import type { Transition } from "./state.ts";
import { stateFailure } from "./state-failure.ts";

const retrierSchema = z.object({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number().default(1),
  MaxAttempts: z.number().default(3),
  BackoffRate: z.number().default(2),
  MaxDelaySeconds: z.number().optional(),
  JitterStrategy: z.enum(["FULL", "NONE"]).default("NONE"),
});

const recoverySchema = z.object({
  Retry: z.array(retrierSchema).default([]),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string() })).default([]),
});

/** One entry of a state's `Retry`. */
export type Retrier = z.infer<typeof retrierSchema>;

/**
 * Seconds to wait before the retry that follows `attempts` earlier ones of the same retrier.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 * @param random a number from 0 up to but not including 1
 */
export function retryDelaySeconds(retrier: Retrier, attempts: number, random: () => number): number {
  const backedOff = retrier.IntervalSeconds * retrier.BackoffRate ** attempts;
  const capped = Math.min(backedOff, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return retrier.JitterStrategy === "FULL" ? capped * random() : capped;
}

/** What a state does about its own failures. */
export interface Recovery {
  /**
   * Runs a state's work; when it fails, waits and runs it again as `Retry` says, then goes where `Catch` says.
   * @param steps.givenUp called once no retrier takes an error, before a catcher is looked for
   * @param steps.leave records the state's exit with a catcher's outcome
   * @throws StatesError when nothing catches the error
   */
  run(
    thread: Thread,
    input: Payload,
    steps: {
      readonly work: () => Promise<Transition>;
      readonly givenUp?: (error: StatesError) => void;
      readonly leave: (outcome: Outcome, next: string) => Transition;
    },
  ): Promise<Transition>;
}

/** Compiles `Retry` and `Catch` of a Task, Parallel or Map state. */
export function compileRecovery(fields: Fields, language: QueryLanguage): Recovery {
  const { Retry, Catch } = recoverySchema.parse(fields);
  const catchers = Catch.map((catcher, index) => ({
    errorEquals: catcher.ErrorEquals,
    next: catcher.Next,
    outcome: language.catcherFlow(catcher, `Catch[${index}]`),
  }));
  return {
    async run(thread, input, { work, givenUp, leave }) {
      const attempts = new Map<Retrier, number>();
      for (;;) {
        try {
          return await work();
        } catch (thrown) {
          const error = stateFailure(thread, thrown);
          if (!(error instanceof StatesError)) throw error;
          if (await waitForRetry(thread, Retry, attempts, error)) continue;
          givenUp?.(error);
          const index = catchers.findIndex(({ errorEquals }) => matchesError(error, errorEquals));
          const catcher = catchers[index];
          if (!catcher) throw error;
          thread.run.test?.caught(index, error);
          const outcome = await caught(thread, catcher.outcome(thread, input, Payload.of(error.errorOutput)), givenUp);
          return leave(outcome, catcher.next);
        }
      }
    },
  };
}

/** A catcher's outcome; when its own data fields fail, the state fails once more, and no other catcher is asked. */
async function caught(
  thread: Thread,
  outcome: Promise<Outcome>,
  givenUp: ((error: StatesError) => void) | undefined,
): Promise<Outcome> {
  try {
    return await outcome;
  } catch (thrown) {
    const error = stateFailure(thread, thrown);
    if (error instanceof StatesError) givenUp?.(error);
    throw error;
  }
}

/** Waits until the state may be run again; false when no retrier takes the error or its attempts are used up. */
async function waitForRetry(
  thread: Thread,
  retriers: readonly Retrier[],
  attempts: Map<Retrier, number>,
  error: StatesError,
): Promise<boolean> {
  const { services, test } = thread.run;
  const index = retriers.findIndex(({ ErrorEquals }) => matchesError(error, ErrorEquals));
  const retrier = retriers[index];
  if (!retrier) return false;
  const made = test?.retriesMade ?? attempts.get(retrier) ?? 0;
  if (made >= retrier.MaxAttempts) return false;
  attempts.set(retrier, made + 1);
  const delaySeconds = retryDelaySeconds(retrier, made, services.random);
  test?.retry(index, delaySeconds, error);
  await thread.outside(services.clock.sleep(delaySeconds * 1000, thread.signal));
  thread.progress = undefined; // What runs inside the state begins anew.
  if (thread.running) thread.running.retryCount = (thread.running.retryCount ?? 0) + 1;
  return true;
}
