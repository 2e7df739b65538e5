import { z } from "zod";
import { ServiceError } from "../../gateway/service.ts";
import type { InvocationOutcome } from "../../lambda/function-invoker.ts";
import { Payload } from "../execution/payload.ts";
import { StatesError } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import { serviceTask } from "./service-task.ts";
import { functionNotFound, functionResult } from "./task-failure.ts";
import type { TaskResource } from "./task-resource.ts";

const argumentsSchema = z.object({
  FunctionName: z.string(),
  Payload: z.unknown(),
  InvocationType: z.enum(["RequestResponse", "Event"]).default("RequestResponse"),
});

/**
 * `arn:aws:states:::lambda:invoke`, also with `.waitForTaskToken`. Of AWS's result it returns `ExecutedVersion`, `Payload`,
 * `SdkResponseMetadata` and `StatusCode`, without the HTTP headers. https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export function lambdaInvoke(waitsForToken: boolean): TaskResource {
  return serviceTask({
    service: "Lambda",
    resourceType: "lambda",
    resource: waitsForToken ? "invoke.waitForTaskToken" : "invoke",
    waitsForToken,
    call: async (thread, work) => ({ answer: await invoke(thread, work) }),
  });
}

async function invoke(thread: Thread, work: Payload): Promise<Payload> {
  const parsed = argumentsSchema.safeParse(work.value);
  if (!parsed.success)
    throw new StatesError(
      "States.Runtime",
      `The arguments of lambda:invoke are wrong: ${z.prettifyError(parsed.error)}`,
      { terminal: true },
    );
  const { FunctionName, InvocationType } = parsed.data;
  const { functions } = thread.run.services;
  const payload = requestText(parsed.data.Payload);
  try {
    if (InvocationType === "Event") {
      const { requestId } = await functions.invokeAsync(FunctionName, payload);
      return answer("null", requestId, 202);
    }
    const outcome = await functions.invoke(FunctionName, payload);
    return answer(functionResult(outcome.ok ? outcome : compact(outcome)).text, outcome.requestId, 200);
  } catch (error) {
    throw functionNotFound(thread, FunctionName, error) ?? error;
  }
}

/** A string goes to the function as it stands, because the API's `Payload` is a text; anything else as JSON. */
function requestText(payload: unknown): string {
  if (payload === undefined || payload === null) return "{}";
  if (typeof payload !== "string") return JSON.stringify(payload);
  try {
    JSON.parse(payload);
  } catch {
    throw new ServiceError("InvalidRequestContentException", "Could not parse request body into json");
  }
  return payload;
}

/** The integration parses a function's error and prints it without white space; a Task on the function's ARN keeps its text. */
function compact(outcome: InvocationOutcome): InvocationOutcome {
  return { ...outcome, payload: JSON.stringify(JSON.parse(outcome.payload)) };
}

/** Put together as text: the function's own spelling of its JSON is kept and need not be parsed. */
function answer(payload: string, requestId: string, statusCode: number): Payload {
  const metadata = JSON.stringify({ RequestId: requestId });
  return Payload.fromText(
    `{"ExecutedVersion":"$LATEST","Payload":${payload},"SdkHttpMetadata":{"HttpStatusCode":${statusCode}},"SdkResponseMetadata":${metadata},"StatusCode":${statusCode}}`,
  );
}
