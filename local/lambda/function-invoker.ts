import type { InvocationAnswer } from "./invocation-answer.ts";

/** What an invocation of a function came to. Payloads are JSON text, as on the wire; an error's is `{"errorType","errorMessage","trace"}`. */
export type InvocationOutcome = InvocationAnswer & {
  readonly requestId: string;
  /** The version that ran; `$LATEST` where it is not given. */
  readonly executedVersion?: string;
  /** The end of what the invocation logged, where it was asked for. */
  readonly logTail?: string;
};

/** What the caller of a function may ask for besides its result. */
export interface InvocationOptions {
  /** A version's number or `$LATEST`, instead of one at the end of the name. */
  readonly qualifier?: string;
  /** What the handler sees as `context.clientContext`. */
  readonly clientContext?: unknown;
  /** Whether the outcome is to hold the end of the log: at most 4 KB. */
  readonly wantsLogTail?: boolean;
}

/** What other services of the local stack need of the Lambda host. */
export interface FunctionInvoker {
  /**
   * Runs a function once and waits for it.
   * @param functionName name or ARN, with or without a qualifier
   * @throws ServiceError `ResourceNotFoundException` (404) when there is no such function or version, `TooManyRequestsException` (429) when its
   * reserved concurrency is used up, `RequestTooLargeException` (413)
   */
  invoke(functionName: string, payload: string, options?: InvocationOptions): Promise<InvocationOutcome>;
  /** Queues an asynchronous invocation: two retries, then the function's dead-letter queue or on-failure destination. */
  invokeAsync(functionName: string, payload: string, options?: InvocationOptions): Promise<{ requestId: string }>;
}
