import type { Clock } from "../clock.ts";
import { serveJson } from "../gateway/json-protocol.ts";
import type { LocalService } from "../gateway/service.ts";
import type { FunctionInvoker } from "../lambda/function-invoker.ts";
import { executionOperations } from "./api/execution-operations.ts";
import { historyOperations } from "./api/history-operations.ts";
import { listExecutionsOperation } from "./api/list-executions.ts";
import { mapRunOperations } from "./api/map-run-operations.ts";
import { redriveOperation } from "./api/redrive-operation.ts";
import { stateMachineOperations } from "./api/state-machine-operations.ts";
import { taskTokenOperations } from "./api/task-token-operations.ts";
import { testStateOperation } from "./api/test-state-operation.ts";
import { childExecutions } from "./child-executions.ts";
import type { EventListener, Execution } from "./execution/execution.ts";
import { ExecutionStore } from "./execution/execution-store.ts";
import { MapRuns } from "./execution/map-runs.ts";
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
  /** Where machines that are created through the API are; `ap-northeast-2` unless given. */
  readonly region?: string;
  /** Whose they are; `000000000000` unless given. */
  readonly accountId?: string;
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
    region = "ap-northeast-2",
    accountId = "000000000000",
  } = options;
  const limits: Limits = { ...awsLimits, ...options.limits };
  const tokens = new TaskTokens(ids);
  const machines = new StateMachineStore(clock, ids, integrations);
  const children = childExecutions(() => ({ machines, executions }));
  const mapRuns = new MapRuns(() => executions);
  const services: Services = {
    clock,
    ids,
    random,
    functions,
    integrations,
    children,
    mapRuns,
    tokens,
    expressionFunctions: expressionFunctions({ clock, ids, random }),
    limits,
  };
  const executions = new ExecutionStore(services, onExecutionEvent);
  const operations = {
    ...stateMachineOperations(machines, executions, { region, accountId }),
    ...executionOperations(machines, executions, { now: clock.now, limits }),
    ...listExecutionsOperation(machines, executions, mapRuns),
    ...redriveOperation(executions, { now: clock.now, limits }),
    ...mapRunOperations(mapRuns, executions, { now: clock.now, limits }),
    ...historyOperations(executions),
    ...taskTokenOperations(tokens, limits.payloadBytes),
    ...testStateOperation(services, { region, accountId }),
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
