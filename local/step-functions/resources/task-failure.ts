import { ServiceError } from "../../gateway/service.ts";
import type { InvocationOutcome } from "../../lambda/function-invoker.ts";
import { Payload } from "../execution/payload.ts";
import { StatesError } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";

/**
 * What a thrown value means for a Task: an error that a service answers with gets the service's name in front
 * (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html), e.g. `Lambda.TooManyRequestsException`.
 */
export function taskFailure(service: string, thrown: unknown): StatesError {
  if (thrown instanceof StatesError) return thrown;
  if (!(thrown instanceof Error)) return new StatesError(`${service}.Unknown`, String(thrown));
  const status =
    thrown instanceof ServiceError
      ? ` (Service: ${service}; Status Code: ${thrown.statusCode}; Error Code: ${thrown.name})`
      : "";
  return new StatesError(`${service}.${thrown.name}`, `${thrown.message}${status}`);
}

/** The result of an invocation, or the function's error under its own name with Lambda's error object as the cause. */
export function functionResult(outcome: InvocationOutcome): Payload {
  if (outcome.ok) return Payload.fromText(outcome.payload === "" ? "null" : outcome.payload);
  if (outcome.errorType !== "") throw new StatesError(outcome.errorType, outcome.payload);
  throw new StatesError(
    "Lambda.Unknown",
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${outcome.payload}`,
  );
}

/** AWS's error of a Task whose function does not exist; undefined when that is not what was thrown. */
export function functionNotFound(thread: Thread, functionName: string, thrown: unknown): StatesError | undefined {
  if (!(thrown instanceof ServiceError) || thrown.name !== "ResourceNotFoundException") return undefined;
  const { region, executionArn, services } = thread.run;
  const account = executionArn.split(":")[4] ?? "";
  const arn = functionName.startsWith("arn:")
    ? functionName
    : `arn:aws:lambda:${region}:${account}:function:${functionName}`;
  return new StatesError(
    "Lambda.ResourceNotFoundException",
    `Function not found: ${arn}:$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: ${services.ids()}; Proxy: null)`,
  );
}

/** Throws when a result is larger than what a Task may return; unlike a too large output, `States.ALL` catches this. */
export function checkResultSize(resource: string, result: Payload, maximumBytes: number): void {
  if (!result.exceeds(maximumBytes)) return;
  throw new StatesError(
    "States.DataLimitExceeded",
    `The state/task '${resource}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

/** Whether an error is a timeout, which has events of its own. */
export function isTimeout(error: StatesError): boolean {
  return error.error === "States.Timeout" || error.error === "States.HeartbeatTimeout";
}

/**
 * Lets the other branches' tasks whose time is up at this same instant time out, too, before the state acts on its own timeout: AWS
 * records what came in before it decides.
 */
export async function othersDue(thread: Thread): Promise<void> {
  await thread.outside(thread.run.services.clock.sleep(0, thread.signal));
}

/** The error and cause fields of an event; what is not known is left out. */
export function failureDetails(error: StatesError): { error?: string; cause?: string } {
  return {
    ...(error.error !== undefined && { error: error.error }),
    ...(error.causeText !== undefined && { cause: error.causeText }),
  };
}
