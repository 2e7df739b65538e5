import { DataFault, StatesError } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";

/** Errors of the data that end an execution whatever its catchers say. */
const terminalNames = new Set(["States.Runtime", "States.DataLimitExceeded"]);

/**
 * What a thrown value means for the state that a thread is in. A {@link DataFault} gets AWS's cause text, and an
 * `EvaluationFailed` event when an expression was at fault. Anything that is neither it nor a {@link StatesError}, such as
 * the end of the execution, is returned as it is.
 */
export function stateFailure(thread: Thread, thrown: unknown): unknown {
  if (!(thrown instanceof DataFault)) return thrown;
  const { error, location } = thrown;
  const state = thread.running?.name ?? "";
  const cause = `An error occurred while executing the state '${state}' (entered at the event id #${thread.running?.enteredEventId ?? 0}). ${thrown.message}`;
  if (error === "States.QueryEvaluationError") {
    thread.cursor = thread.decision;
    thread.record("EvaluationFailed", {
      evaluationFailedEventDetails: { cause, error, state, ...(location !== undefined && { location }) },
    });
  }
  return new StatesError(error, cause, { terminal: terminalNames.has(error) });
}
