import { z } from "zod";
import type { Clock } from "../../local/clock.ts";
import { ServiceError } from "../../local/gateway/service.ts";
import type { FunctionInvoker, InvocationOutcome } from "../../local/lambda/function-invoker.ts";
import { respaced } from "./respaced.ts";

const failure = z.object({ name: z.string(), message: z.string(), stackTrace: z.array(z.string()).default([]) });

/** What a recorded function does: exactly one of these members says it. */
export type FunctionBehaviour =
  | { readonly echo: true }
  | { readonly return: unknown }
  | { readonly error: z.infer<typeof failure> }
  | { readonly sleepSeconds: number; readonly then: FunctionBehaviour }
  | { readonly returnRepeated: { readonly string: string; readonly count: number } }
  | { readonly missing: true };

/** What a line says of its functions. */
export interface RecordedFunctions {
  /** By name, without the ARN around it. */
  readonly lambdas: Readonly<Record<string, FunctionBehaviour>>;
  readonly expected: { readonly events: readonly unknown[] };
}

/** Reads a behaviour; one that the replay does not know is refused by name. */
export const functionBehaviour: z.ZodType<FunctionBehaviour> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ echo: z.literal(true) }),
      z.strictObject({ return: z.json() }),
      z.strictObject({ error: failure }),
      // biome-ignore lint/suspicious/noThenProperty: the recordings' name for what comes after the sleep
      z.strictObject({ sleepSeconds: z.number().nonnegative(), then: functionBehaviour }),
      z.strictObject({ returnRepeated: z.object({ string: z.string(), count: z.number().int().nonnegative() }) }),
      z.strictObject({ missing: z.literal(true) }),
    ],
    {
      error:
        "is no function behaviour that the replay knows (echo, return, error, sleepSeconds, returnRepeated, missing)",
    },
  ),
);

/**
 * Runs the functions of one recording. Texts have the spelling of a function in Python, which the recorded ones were. A function that
 * the line says nothing about does what its first recorded failure shows; without one it does not exist.
 */
export function recordedFunctions(
  { lambdas, expected }: RecordedFunctions,
  clock: Clock,
  ids: () => string,
): FunctionInvoker {
  const unnamed = recordedFailure(expected.events);
  const behaviourOf = (functionName: string): FunctionBehaviour => {
    const name = functionName.replace(/^arn:[^:]+:lambda:[^:]+:\d+:function:/, "").replace(/:[^:]+$/, "");
    const behaviour = lambdas[name] ?? unnamed;
    if ("missing" in behaviour) throw new ServiceError("ResourceNotFoundException", `Function not found: ${name}`, 404);
    return behaviour;
  };
  const perform = async (behaviour: FunctionBehaviour, payload: string): Promise<InvocationOutcome> => {
    if ("sleepSeconds" in behaviour) {
      await clock.sleep(behaviour.sleepSeconds * 1000);
      return perform(behaviour.then, payload);
    }
    const requestId = ids();
    if ("echo" in behaviour) return { ok: true, requestId, payload: respaced(payload) };
    if ("return" in behaviour) return { ok: true, requestId, payload: respaced(JSON.stringify(behaviour.return)) };
    if ("returnRepeated" in behaviour) {
      const { string, count } = behaviour.returnRepeated;
      return { ok: true, requestId, payload: JSON.stringify(string.repeat(count)) };
    }
    if ("missing" in behaviour) throw new Error("A function that does not exist was found.");
    const { name: errorType, message: errorMessage, stackTrace } = behaviour.error;
    const body = respaced(JSON.stringify({ errorMessage, errorType, requestId, stackTrace }));
    return { ok: false, requestId, payload: body, errorType, errorMessage };
  };
  return {
    invoke: async (functionName, payload) => perform(behaviourOf(functionName), payload),
    async invokeAsync(functionName) {
      behaviourOf(functionName);
      return { requestId: ids() };
    },
  };
}

const recordedFailureCause = z.object({
  lambdaFunctionFailedEventDetails: z.object({
    cause: z.object({ errorType: z.string(), errorMessage: z.string(), stackTrace: z.array(z.string()) }),
  }),
});

function recordedFailure(events: readonly unknown[]): FunctionBehaviour {
  for (const event of events) {
    const failed = recordedFailureCause.safeParse(event);
    if (!failed.success) continue;
    const { errorType, errorMessage, stackTrace } = failed.data.lambdaFunctionFailedEventDetails.cause;
    return { error: { name: errorType, message: errorMessage, stackTrace } };
  }
  return { missing: true };
}
