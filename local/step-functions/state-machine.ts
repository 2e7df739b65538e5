import type { CompiledMachine } from "./asl/compile-machine.ts";

/** What of an execution is logged: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
export interface LoggingConfiguration {
  readonly level: "ALL" | "ERROR" | "FATAL" | "OFF";
  /** Whether inputs, outputs, parameters and variables are in the log. */
  readonly includeExecutionData: boolean;
}

/** A state machine that the service runs. */
export interface StateMachine {
  readonly name: string;
  readonly arn: string;
  readonly type: "STANDARD" | "EXPRESS";
  /** The definition as it was given. */
  readonly definition: string;
  readonly roleArn: string;
  readonly loggingConfiguration: LoggingConfiguration;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch; {@link createdAt} until it is updated. */
  readonly updatedAt: number;
  /** Names the definition and role that are in force; `INITIAL` until they are updated. */
  readonly revisionId: string;
  readonly compiled: CompiledMachine;
}
