/** What an invocation of a function came to. Payloads are JSON text, as on the wire. */
export type InvocationOutcome =
  | { readonly ok: true; readonly requestId: string; readonly payload: string }
  | {
      readonly ok: false;
      readonly requestId: string;
      /** The error object that AWS Lambda returns as payload: `{"errorType","errorMessage","trace"}` as JSON text. */
      readonly payload: string;
      readonly errorType: string;
      readonly errorMessage: string;
    };

/** What other services of the local stack need of the Lambda host. */
export interface FunctionInvoker {
  /**
   * Runs a function once and waits for it.
   * @param functionName name or ARN (qualifier ignored)
   * @throws ServiceError `ResourceNotFoundException` (404) when there is no such function
   */
  invoke(functionName: string, payload: string): Promise<InvocationOutcome>;
  /** Queues an asynchronous invocation: two retries, then the function's dead-letter queue or on-failure destination. */
  invokeAsync(functionName: string, payload: string): Promise<{ requestId: string }>;
}
