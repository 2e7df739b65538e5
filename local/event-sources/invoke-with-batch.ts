import { ServiceError } from "../gateway/service.ts";
import type { InvocationOutcome } from "../lambda/function-invoker.ts";
import type { Connection, ConsumerDependencies } from "./consumer.ts";

/** A batch that did not reach the function, such as one that was throttled. It uses up no retry. */
export interface NotInvoked {
  readonly ok: "not invoked";
  readonly reason: string;
}

/** Hands a batch to the function. An event that is too large for it counts as an invocation that failed: trying again will not help. */
export async function invokeWithBatch(
  { functions, ids }: Pick<ConsumerDependencies, "functions" | "ids">,
  { functionName }: Connection,
  event: unknown,
): Promise<InvocationOutcome | NotInvoked> {
  try {
    return await functions.invoke(functionName, JSON.stringify(event));
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    if (!(error instanceof ServiceError && name === "RequestTooLargeException"))
      return { ok: "not invoked", reason: `${name}: ${message}` };
    return { ok: false, requestId: ids(), payload: "null", errorType: name, errorMessage: message };
  }
}
