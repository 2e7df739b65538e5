import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { z } from "zod";
import { type Clock, wallClock } from "../../clock.ts";
import { FlowActionFailed, type FunctionCall } from "./flow-session.ts";

/** Tries inside the time limit, for throttles and faults of the service. Source: https://docs.aws.amazon.com/connect/latest/adminguide/connect-lambda-functions.html */
const tries = 3;
/** Bytes of an answer, UTF-8; same source. */
const answerBytes = 32_768;

const stringMap = z.record(z.string(), z.string());
const anyObject = z.record(z.string(), z.unknown());

/**
 * Calls a Lambda function the way a flow does.
 * @param client made with `maxAttempts: 1`: the tries are counted here
 * @param event the `ContactFlowEvent`
 * @param signal aborted when the caller hangs up
 * @param clock counts the time limit
 * @returns what becomes `$.External`; empty when the flow does not wait
 * @throws FlowActionFailed when the function fails, is too slow, or answers what a flow cannot take
 */
export async function callFunction(
  client: LambdaClient,
  call: FunctionCall,
  event: unknown,
  signal: AbortSignal,
  clock: Clock = wallClock,
): Promise<Record<string, unknown>> {
  const answered = new AbortController();
  const limit = new AbortController();
  clock.sleep(call.timeLimitSeconds * 1_000, answered.signal).then(
    () => limit.abort(),
    () => undefined,
  );
  try {
    return await callWithin(client, call, event, { limit: limit.signal, signal });
  } finally {
    answered.abort("answered");
  }
}

async function callWithin(
  client: LambdaClient,
  call: FunctionCall,
  event: unknown,
  { limit, signal }: { readonly limit: AbortSignal; readonly signal: AbortSignal },
): Promise<Record<string, unknown>> {
  const command = new InvokeCommand({
    FunctionName: call.functionArn,
    InvocationType: call.waits ? "RequestResponse" : "Event",
    Payload: Buffer.from(JSON.stringify(event)),
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await client.send(command, { abortSignal: AbortSignal.any([limit, signal]) });
      const payload = Buffer.from(answer.Payload ?? new Uint8Array()).toString("utf8");
      if (answer.FunctionError) throw new FlowActionFailed(`The function failed: ${payload.slice(0, 300)}`);
      return call.waits ? parseAnswer(payload, call.responseType) : {};
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof FlowActionFailed) throw error;
      if (limit.aborted) {
        throw new FlowActionFailed(`No answer within ${call.timeLimitSeconds} s.`, "NoMatchingError", { cause: error });
      }
      if (attempt >= tries || !isWorthAnotherTry(error)) {
        throw new FlowActionFailed(`The function could not be called: ${String(error)}`, "NoMatchingError", {
          cause: error,
        });
      }
    }
  }
}

function parseAnswer(payload: string, responseType: "STRING_MAP" | "JSON"): Record<string, unknown> {
  if (Buffer.byteLength(payload) > answerBytes)
    throw new FlowActionFailed(`The answer is longer than ${answerBytes} bytes.`);
  let raw: unknown;
  try {
    raw = JSON.parse(payload);
  } catch (error) {
    throw new FlowActionFailed("The answer is not JSON.", "NoMatchingError", { cause: error });
  }
  const parsed = (responseType === "STRING_MAP" ? stringMap : anyObject).safeParse(raw);
  if (!parsed.success)
    throw new FlowActionFailed("The answer is not a flat object of strings.", "NoMatchingError", {
      cause: parsed.error,
    });
  return parsed.data;
}

function isWorthAnotherTry(error: unknown): boolean {
  const status = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) }).safeParse(error);
  return !status.success || status.data.$metadata.httpStatusCode === 429 || status.data.$metadata.httpStatusCode >= 500;
}
