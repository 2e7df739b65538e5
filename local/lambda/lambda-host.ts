import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { type Clock, wallClock } from "../clock.ts";
import type { LogStore } from "../cloudwatch/log-store.ts";
import type { MetricStore } from "../cloudwatch/metric-store.ts";
import { ServiceError } from "../gateway/service.ts";
import { type AsynchronousInvocationDependencies, runAsynchronousInvocation } from "./asynchronous-invocations.ts";
import { createEnvironmentPool } from "./environment-pool.ts";
import type { HostTime } from "./environment-timekeeper.ts";
import { startExecutionEnvironment } from "./execution-environment.ts";
import {
  defaultEventInvokeConfiguration,
  type EventInvokeConfiguration,
  type FunctionConfiguration,
} from "./function-configuration.ts";
import type { FunctionInvoker, InvocationOptions, InvocationOutcome } from "./function-invoker.ts";
import { createFunctionRegistry, type FunctionRegistry, type FunctionTarget } from "./function-registry.ts";
import { createFunctionStatistics, type FunctionStatistics } from "./function-statistics.ts";
import { checkRequestSize, invocationAnswer } from "./invocation-answer.ts";
import { createInvocationLog } from "./invocation-log.ts";
import { createInvocationRecordDelivery, type DeliveryDependencies } from "./invocation-record-delivery.ts";

/** What the host needs of the rest of the stack. */
export interface LambdaHostOptions {
  readonly logs: LogStore;
  readonly metrics: MetricStore;
  readonly sendToQueue: DeliveryDependencies["sendToQueue"];
  /** The way to SNS and EventBridge, for destinations of asynchronous invocations that are there. */
  readonly services?: DeliveryDependencies["services"];
  readonly onLost: AsynchronousInvocationDependencies["onLost"];
  /** Variables that every function has: the endpoint, the credentials. Read at each start of an environment. */
  readonly environment: () => Readonly<Record<string, string>>;
  readonly region: string;
  /** Directory for compiled code. */
  readonly cacheDirectory: string;
  readonly clock?: Clock;
  /** A new UUID each time, for an invocation of that function: request ids, trace ids. */
  readonly ids?: (functionName: string) => string;
  /** Given when the clock is a virtual one: the functions then live in its time. */
  readonly time?: HostTime;
  /** Environments of all functions together; 200 unless told. */
  readonly maximumEnvironments?: number;
  /**
   * Invocations at once in one environment, for load tests: 1 unless told, as on AWS. With more, invocations share modules, `process.env` and one
   * thread, as AWS does it only on Managed Instances: https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-nodejs-runtime.html
   */
  readonly invocationsPerEnvironment?: number;
  /** How long an unused environment stays warm; 60 s unless told. */
  readonly idleMs?: number;
  /** How long a module may take to load; 60 s unless told. AWS gives it 10 s of an own processor; here many environments share one machine. */
  readonly initLimitSeconds?: number;
  /** Waits between the attempts of an asynchronous invocation; unless told 60 s and 120 s in virtual time, as on AWS, else 1 s and 2 s. */
  readonly asynchronousRetryDelaysMs?: readonly number[];
}

/** What whoever starts a stack may choose. */
export type LambdaHostTuning = Partial<
  Pick<
    LambdaHostOptions,
    "maximumEnvironments" | "invocationsPerEnvironment" | "idleMs" | "initLimitSeconds" | "asynchronousRetryDelaysMs"
  >
>;

/** AWS Lambda on this machine: runs the functions of the stack, each environment in a worker thread of its own. */
export interface LambdaHost extends FunctionInvoker {
  createFunction(configuration: FunctionConfiguration): void;
  /** Changes a function; environments that run it as it was take no further invocations. @throws ServiceError as the registry does */
  updateFunction: FunctionRegistry["update"];
  /** Names a function as it is now. @throws ServiceError as the registry does */
  readonly revisionId: FunctionRegistry["revisionId"];
  /** Publishes a function as it is now and returns the version's number. @throws ServiceError as the registry does */
  publishVersion: FunctionRegistry["publish"];
  configureAsynchronousInvocation(functionName: string, settings: EventInvokeConfiguration): void;
  /** The function as a version of it is configured. @throws ServiceError as the registry does */
  readonly resolve: FunctionRegistry["resolve"];
  /** @throws ServiceError `ResourceNotFoundException` (404) */
  getFunction(functionName: string): FunctionConfiguration;
  listFunctions(): readonly FunctionConfiguration[];
  readonly reservedConcurrency: FunctionRegistry["reservedConcurrency"];
  readonly reserveConcurrency: FunctionRegistry["reserveConcurrency"];
  /** Starts an environment of a function before it is needed, as provisioned concurrency does; its module loads behind. */
  warm(functionName: string): Promise<void>;
  statistics(): Readonly<Record<string, FunctionStatistics>>;
  /** Environments now, and invocations that wait for one. */
  load(): { readonly environments: number; readonly waiting: number };
  /** Asynchronous invocations that have not come to their end. */
  pending(): number;
  /** Resolves when every asynchronous invocation that was accepted so far has come to its end. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const awsRetryDelaysMs = [60_000, 120_000];

/** Makes a host without functions. */
export function createLambdaHost(options: LambdaHostOptions): LambdaHost {
  const { clock = wallClock, ids = () => randomUUID() } = options;
  const registry = createFunctionRegistry();
  const asynchronous = new Map<string, EventInvokeConfiguration>();
  const busy = new Map<string, number>();
  const pending = new Set<Promise<void>>();
  const statistics = createFunctionStatistics(options.metrics, clock.now);
  const log = createInvocationLog(options.logs, options.metrics, clock.now);
  const pool = createEnvironmentPool(
    (target) =>
      startExecutionEnvironment(target.configuration, {
        environment: options.environment(),
        region: options.region,
        cacheDirectory: options.cacheDirectory,
        version: target.version,
        initLimitSeconds: options.initLimitSeconds ?? 60,
        clock,
        time: options.time,
        log: (stream, text, requestId) => log.write(target, stream, text, requestId),
      }),
    {
      limit: options.maximumEnvironments ?? 200,
      startsAtOnce: availableParallelism(),
      idleMs: options.idleMs ?? 60_000,
      invocationsPerEnvironment: options.invocationsPerEnvironment ?? 1,
    },
  );

  /** Takes one of the function's reserved places, for as long as the work lasts. */
  const withinConcurrency = async <T>(functionName: string, work: () => Promise<T>): Promise<T> => {
    const running = busy.get(functionName) ?? 0;
    if (running >= (registry.reservedConcurrency(functionName) ?? Number.POSITIVE_INFINITY)) {
      statistics.throttled(functionName);
      throw new ServiceError("TooManyRequestsException", "Rate Exceeded.", 429, {
        Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
        Type: "User",
      });
    }
    busy.set(functionName, running + 1);
    try {
      return await work();
    } finally {
      busy.set(functionName, (busy.get(functionName) ?? 1) - 1);
    }
  };

  const runOnce = async (
    target: FunctionTarget,
    payload: string,
    requestId: string,
    { clientContext, wantsLogTail = false }: InvocationOptions,
  ): Promise<InvocationOutcome> => {
    const { timeoutSeconds, functionName } = target.configuration;
    // In virtual time one after the other, in the order of their asking: what they do to each other must not depend on which thread is faster.
    if (options.time) await clock.sleep(0);
    const { environment, isCold } = await pool.acquire(target);
    try {
      if (wantsLogTail) log.keepTail(requestId);
      log.start(target, environment, requestId);
      const outcome = await environment.run({
        requestId,
        payload,
        timeoutSeconds,
        traceId: traceId(clock.now(), ids(functionName)),
        invokedFunctionArn: target.invokedArn,
        clientContext,
      });
      const initMs = isCold ? environment.initMs() : undefined;
      statistics.ran(functionName, outcome, initMs);
      log.report(target, environment, { requestId, outcome, initMs });
      const logTail = wantsLogTail ? { logTail: log.takeTail(requestId) } : {};
      return { ...invocationAnswer(outcome), requestId, executedVersion: target.version, ...logTail };
    } finally {
      pool.release(environment);
    }
  };

  /** The function is looked up at every attempt, so that one that follows an update runs what was updated. */
  const run = (functionName: string, payload: string, requestId: string, invocation: InvocationOptions) => {
    const target = registry.resolve(functionName, invocation.qualifier);
    const { functionName: name } = target.configuration;
    return withinConcurrency(name, () => runOnce(target, payload === "" ? "{}" : payload, requestId, invocation));
  };

  const invokeAsync: LambdaHost["invokeAsync"] = async (functionName, payload, invocation = {}) => {
    const { configuration, version } = registry.resolve(functionName, invocation.qualifier);
    checkRequestSize(payload, "asynchronous");
    const requestId = ids(configuration.functionName);
    const ended = runAsynchronousInvocation(
      {
        clock,
        delivery,
        retryDelaysMs: options.asynchronousRetryDelaysMs ?? (options.time ? awsRetryDelaysMs : [1_000, 2_000]),
        onLost: options.onLost,
      },
      {
        configuration,
        version,
        requestId,
        payload: payload === "" ? "{}" : payload,
        settings: asynchronous.get(configuration.functionName) ?? defaultEventInvokeConfiguration,
        run: () => run(functionName, payload, requestId, invocation),
      },
    );
    pending.add(ended);
    void ended.finally(() => pending.delete(ended));
    return { requestId };
  };
  const delivery = createInvocationRecordDelivery({
    sendToQueue: options.sendToQueue,
    services: options.services,
    invokeAsync,
  });

  return {
    createFunction(configuration) {
      registry.create(configuration);
      options.logs.createGroup(configuration.logGroupName);
    },
    revisionId: registry.revisionId,
    updateFunction(functionName, changes, revisionId) {
      const configuration = registry.update(functionName, changes, revisionId);
      pool.retire(configuration.functionName);
      return configuration;
    },
    publishVersion: registry.publish,
    configureAsynchronousInvocation(functionName, settings) {
      asynchronous.set(registry.resolve(functionName).configuration.functionName, settings);
    },
    resolve: registry.resolve,
    getFunction: (functionName) => registry.resolve(functionName).configuration,
    listFunctions: registry.list,
    reservedConcurrency: registry.reservedConcurrency,
    reserveConcurrency: registry.reserveConcurrency,
    async invoke(functionName, payload, invocation = {}) {
      checkRequestSize(payload, "synchronous");
      return run(functionName, payload, ids(registry.resolve(functionName).configuration.functionName), invocation);
    },
    invokeAsync,
    async warm(functionName) {
      const { environment } = await pool.acquire(registry.resolve(functionName));
      pool.release(environment);
    },
    statistics: statistics.read,
    load: () => ({ environments: pool.size(), waiting: pool.waiting() }),
    pending: () => pending.size,
    async settled() {
      await Promise.all(pending);
    },
    close: () => pool.close(),
  };
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader; never sampled here. */
function traceId(now: number, uuid: string): string {
  const hex = uuid.replaceAll("-", "");
  return `Root=1-${Math.floor(now / 1_000).toString(16)}-${hex.slice(0, 24)};Parent=${hex.slice(0, 16)};Sampled=0`;
}
