import type { Clock } from "../../clock.ts";
import type { FunctionInvoker } from "../../lambda/function-invoker.ts";
import type { Limits } from "../limits.ts";
import type { StateTest } from "../test-state/state-test.ts";
import type { EventSink } from "./history.ts";
import type { MapRuns } from "./map-runs.ts";
import type { Payload } from "./payload.ts";
import type { TaskTokens } from "./task-tokens.ts";
import type { Turns } from "./turns.ts";

/** How a child execution that a Task started ended. */
export interface ChildOutcome {
  readonly executionArn: string;
  /** The answer of DescribeExecution, as the integration returns it. */
  readonly description: Readonly<Record<string, unknown>>;
  readonly succeeded: boolean;
}

/** Starts executions of other machines for the `states:startExecution` resource. */
export interface ChildExecutions {
  /** Throws a ServiceError as StartExecution does. `ended` resolves when the child has ended; `stop` ends it. */
  start(request: { readonly stateMachineArn: string; readonly input: string; readonly name: string | undefined }): {
    readonly executionArn: string;
    readonly startDate: number;
    readonly ended: Promise<ChildOutcome>;
    stop(): void;
  };
}

/** An AWS API call that a Task makes besides Lambda: gets the Task's arguments and the caller's abort, returns the call's result. */
export type Integration = (input: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<unknown>;

/** What the interpreter needs of the world. */
export interface Services {
  readonly clock: Clock;
  /** A new UUID each time. */
  readonly ids: () => string;
  /** A number from 0 up to but not including 1: jitter and `$random`. */
  readonly random: () => number;
  readonly functions: FunctionInvoker;
  /** By Task resource, e.g. `arn:aws:states:::events:putEvents`. */
  readonly integrations: ReadonlyMap<string, Integration>;
  readonly children: ChildExecutions;
  readonly mapRuns: MapRuns;
  readonly tokens: TaskTokens;
  /** What JSONata expressions can call besides JSONata's own functions, by name without the dollar. */
  readonly expressionFunctions: Readonly<Record<string, unknown>>;
  readonly limits: Limits;
}

/** What all branches of one running execution share. */
export interface Run {
  readonly services: Services;
  readonly executionArn: string;
  readonly executionName: string;
  readonly stateMachineArn: string;
  readonly stateMachineName: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly roleArn: string;
  readonly region: string;
  readonly input: Payload;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** How often the execution was redriven, and when last, in milliseconds since the epoch. */
  readonly redriven: { readonly count: number; readonly at: number | undefined };
  readonly events: EventSink;
  readonly turns: Turns;
  /** Present when TestState runs one state. */
  readonly test?: StateTest;
}
