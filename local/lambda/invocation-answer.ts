import { ServiceError } from "../gateway/service.ts";
import type { HandlerResult } from "./environment-messages.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution */
const limits = { synchronous: 6_291_456, asynchronous: 1_048_576, response: 6_291_556 } as const;

/** Refuses an event that is too large. @throws ServiceError `RequestTooLargeException` (413) */
export function checkRequestSize(payload: string, invocation: "synchronous" | "asynchronous"): void {
  if (Buffer.byteLength(payload) <= limits[invocation]) return;
  throw new ServiceError(
    "RequestTooLargeException",
    `Request must be smaller than ${limits[invocation]} bytes for the InvokeFunction operation`,
    413,
  );
}

/** What a caller gets for what the handler came to: its result, or its error as payload. */
export type InvocationAnswer =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly payload: string; readonly errorType: string; readonly errorMessage: string };

/** A result that is too large becomes an error of AWS's. */
export function invocationAnswer(result: HandlerResult): InvocationAnswer {
  if (!result.ok) {
    const { errorType, errorMessage, trace } = result.error;
    return { ok: false, errorType, errorMessage, payload: JSON.stringify({ errorType, errorMessage, trace }) };
  }
  if (Buffer.byteLength(result.payload) <= limits.response) return { ok: true, payload: result.payload };
  const errorType = "Function.ResponseSizeTooLarge";
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${limits.response} bytes).`;
  return { ok: false, errorType, errorMessage, payload: JSON.stringify({ errorType, errorMessage }) };
}
