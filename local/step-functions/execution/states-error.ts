/**
 * An error that a state ends with, as `Retry` and `Catch` see it.
 * Names: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export class StatesError extends Error {
  override readonly name = "StatesError";
  /** The error name that `ErrorEquals` is compared with; a Fail state may leave it out. */
  readonly error: string | undefined;
  /** The text that the history and the catcher's input carry. */
  readonly causeText: string | undefined;
  /** Whether `States.ALL` lets it pass, so that it ends the execution. */
  readonly terminal: boolean;

  constructor(error: string | undefined, causeText: string | undefined, options: { readonly terminal?: boolean } = {}) {
    super(`${error ?? "no error name"}: ${causeText ?? "no cause"}`);
    this.error = error;
    this.causeText = causeText;
    this.terminal = options.terminal ?? false;
  }

  /** What a catcher receives as `$states.errorOutput` (JSONata) or as the result (JSONPath). */
  get errorOutput(): { readonly Error: string; readonly Cause: string } {
    return { Error: this.error ?? "", Cause: this.causeText ?? "" };
  }
}

/**
 * Whether a thrown value is the error `States.Runtime`, which ends the execution from wherever it arises: AWS records neither that
 * the states around it failed nor that those beside it were aborted.
 */
export function isRuntimeError(thrown: unknown): boolean {
  return thrown instanceof StatesError && thrown.error === "States.Runtime";
}

/**
 * A mistake found while a state reads or builds its data. It becomes a {@link StatesError} once the state is known, with
 * the cause text that AWS writes ("An error occurred while executing the state ...").
 */
export class DataFault extends Error {
  override readonly name = "DataFault";
  /** The error's name, e.g. `States.QueryEvaluationError`. */
  readonly error: string;
  /** The field at fault as the history names it, e.g. `Output/result`. */
  readonly location: string | undefined;

  constructor(error: string, message: string, location?: string) {
    super(message);
    this.error = error;
    this.location = location;
  }
}

/**
 * Whether an error is one that `ErrorEquals` lists.
 *
 * `States.ALL` matches everything but terminal errors, `States.TaskFailed` everything but timeouts, `States.Timeout` also
 * a missed heartbeat. `States.Runtime` is never matched, not even by its own name: that is how AWS answered in recordings.
 */
export function matchesError(error: StatesError, errorEquals: readonly string[]): boolean {
  if (error.error === "States.Runtime") return false;
  const isTimeout = error.error === "States.Timeout" || error.error === "States.HeartbeatTimeout";
  return errorEquals.some(
    (name) =>
      name === error.error ||
      (name === "States.ALL" && !error.terminal) ||
      (name === "States.TaskFailed" && !error.terminal && !isTimeout) ||
      (name === "States.Timeout" && isTimeout),
  );
}
