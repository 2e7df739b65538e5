/** What an execution environment is started with. */
export interface EnvironmentSetup {
  /** Directory of the unpacked bundle. */
  readonly codeDirectory: string;
  /** `<path without extension>.<export>`, as in the function's configuration. */
  readonly handler: string;
  readonly context: {
    readonly functionName: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
  };
  /** Where compiled code is kept between environments and runs. */
  readonly compileCacheDirectory: string;
}

/** Host to environment: run the handler once. */
export interface Invocation {
  readonly requestId: string;
  /** The event as JSON text. */
  readonly payload: string;
  readonly timeoutSeconds: number;
  readonly traceId: string;
}

/** An error as AWS Lambda's Node.js runtime reports it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** Environment to host. */
export type EnvironmentMessage =
  /** The module is loaded, or failed to load. */
  | { readonly kind: "ready"; readonly error?: FunctionError }
  /** The handler is about to run; its time limit begins. */
  | { readonly kind: "started" }
  /** Text that the code wrote. */
  | { readonly kind: "log"; readonly text: string }
  | { readonly kind: "result"; readonly payload: string }
  /** The handler threw. The environment lives on. */
  | { readonly kind: "error"; readonly error: FunctionError }
  /** Something threw outside of the handler's promise. The environment ends. */
  | { readonly kind: "crash"; readonly error: FunctionError };
