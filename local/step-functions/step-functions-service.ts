import type { Clock } from "../clock.ts";
import { serveJson } from "../gateway/json-protocol.ts";
import type { LocalService } from "../gateway/service.ts";
import type { FunctionInvoker } from "../lambda/function-invoker.ts";
import { executionOperations } from "./api/execution-operations.ts";
import { historyOperations } from "./api/history-operations.ts";
import { stateMachineOperations } from "./api/state-machine-operations.ts";
import { taskTokenOperations } from "./api/task-token-operations.ts";
import { childExecutions } from "./child-executions.ts";
import type { EventListener, Execution } from "./execution/execution.ts";
import { ExecutionStore } from "./execution/execution-store.ts";
import type { Integration, Services } from "./execution/run.ts";
import { TaskTokens } from "./execution/task-tokens.ts";
import { awsLimits, type Limits } from "./limits.ts";
import { expressionFunctions } from "./query/jsonata-functions.ts";
import { type StateMachineRequest, StateMachineStore } from "./state-machine-store.ts";

/** What the service is made with. */
export interface StepFunctionsOptions {
  readonly clock: Clock;
  /** A new UUID each time: execution names, task tokens, `$uuid`. */
  readonly ids: () => string;
  readonly functions: FunctionInvoker;
  /** Calls that Task states may make besides Lambda, by resource, e.g. `arn:aws:states:::events:putEvents`. */
  readonly integrations?: ReadonlyMap<string, Integration>;
  /**
   * Hears every event of every execution, Standard and Express, users' data included. `logEntry` makes of it what the
   * machine's logging configuration lets through, as a CloudWatch Logs line.
   */
  readonly onExecutionEvent?: EventListener;
  /** A number from 0 up to but not including 1: jitter and `$random`; `Math.random` unless given. */
  readonly random?: () => number;
  /** AWS's quotas unless given. */
  readonly limits?: Partial<Limits>;
}

/** The local Step Functions. */
export interface StepFunctions extends LocalService {
  /** Takes a machine up. Throws a ServiceError `InvalidDefinition` that names each mistake, or `StateMachineAlreadyExists`. */
  createStateMachine(request: StateMachineRequest): { readonly stateMachineArn: string };
  /** Starts an execution as StartExecution does, for in-process callers; throws the same errors as ServiceErrors. */
  startExecution(request: {
    readonly stateMachineArn: string;
    readonly name?: string;
    readonly input?: string;
  }): Execution;
  /** The executions that run and the Standard ones that have ended, those started last first. */
  executions(): readonly Execution[];
}

/** Makes an AWS Step Functions that runs in this process and answers the service's API (AWS JSON 1.0, signing name `states`). */
export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const {
    clock,
    ids,
    functions,
    integrations = new Map(),
    onExecutionEvent = () => undefined,
    random = Math.random,
  } = options;
  const limits: Limits = { ...awsLimits, ...options.limits };
  const tokens = new TaskTokens(ids);
  const machines = new StateMachineStore(clock, integrations);
  const children = childExecutions(() => ({ machines, executions }));
  const services: Services = {
    clock,
    ids,
    random,
    functions,
    integrations,
    children,
    tokens,
    expressionFunctions: expressionFunctions({ clock, ids, random }),
    limits,
  };
  const executions = new ExecutionStore(services, onExecutionEvent);
  const operations = {
    ...stateMachineOperations(machines),
    ...executionOperations(machines, executions),
    ...historyOperations(executions),
    ...taskTokenOperations(tokens, limits.payloadBytes),
  };
  return {
    signingNames: ["states"],
    handle: (request, response) => serveJson(operations, request, response),
    close: () => executions.close(),
    createStateMachine: (request) => ({ stateMachineArn: machines.create(request).arn }),
    startExecution: ({ stateMachineArn, name, input }) =>
      executions.start({ machine: machines.get(stateMachineArn), name, input }),
    executions: () => executions.list(),
  };
}
