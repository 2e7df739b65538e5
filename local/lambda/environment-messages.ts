import type { IdleReport, TimeSetup } from "./time-messages.ts";

/** What an execution environment is started with. */
export interface EnvironmentSetup {
  /** Directory of the unpacked bundle. */
  readonly codeDirectory: string;
  /** `<path without extension>.<export>`, as in the function's configuration. */
  readonly handler: string;
  readonly context: {
    readonly functionName: string;
    readonly functionVersion: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
  };
  /** Where compiled code is kept between environments and runs. */
  readonly compileCacheDirectory: string;
  /** The host's virtual time; the environment lives in the machine's own when absent. */
  readonly time?: TimeSetup;
}

/** Host to environment: run the handler once. Several travel together when they are asked for in the same turn. */
export interface Invocation {
  readonly requestId: string;
  /** The event as JSON text. */
  readonly payload: string;
  readonly timeoutSeconds: number;
  readonly traceId: string;
  /** The function's ARN, with the qualifier that the caller named. */
  readonly invokedFunctionArn: string;
  /** What the caller gave as its client context, parsed. */
  readonly clientContext?: unknown;
}

/** An error as AWS Lambda's Node.js runtime reports it. */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** What a handler came to: its result as JSON text, or what it threw. */
export type HandlerResult =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly error: FunctionError };

/** Environment to host. Several travel together. */
export type EnvironmentMessage =
  | IdleReport
  /** The module is loaded, or failed to load. */
  | { readonly kind: "ready"; readonly memoryBytes: number; readonly error?: FunctionError }
  /** Text that the code wrote, and the invocation that wrote it as far as that is known. */
  | { readonly kind: "log"; readonly text: string; readonly requestId: string | undefined }
  /** The handler has ended. The environment lives on, whatever the result. */
  | {
      readonly kind: "ended";
      readonly requestId: string;
      readonly result: HandlerResult;
      readonly durationMs: number;
      /** The heap and what belongs to it outside, such as buffers, at this moment. */
      readonly memoryBytes: number;
    }
  /** Something threw outside of a handler's promise. The environment ends. */
  | { readonly kind: "crash"; readonly error: FunctionError };
