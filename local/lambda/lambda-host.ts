import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { type Clock, wallClock } from "../clock.ts";
import { parseEmbeddedMetrics } from "../cloudwatch/embedded-metrics.ts";
import type { LogStore } from "../cloudwatch/log-store.ts";
import type { MetricStore } from "../cloudwatch/metric-store.ts";
import { ServiceError } from "../gateway/service.ts";
import { type AsynchronousInvocationDependencies, runAsynchronousInvocation } from "./asynchronous-invocations.ts";
import { createEnvironmentPool } from "./environment-pool.ts";
import { type ExecutionEnvironment, startExecutionEnvironment } from "./execution-environment.ts";
import {
  defaultEventInvokeConfiguration,
  type EventInvokeConfiguration,
  type FunctionConfiguration,
} from "./function-configuration.ts";
import type { FunctionInvoker, InvocationOutcome } from "./function-invoker.ts";
import { createFunctionStatistics, type FunctionStatistics } from "./function-statistics.ts";

/** What the host needs of the rest of the stack. */
export interface LambdaHostOptions {
  readonly logs: LogStore;
  readonly metrics: MetricStore;
  readonly sendToQueue: AsynchronousInvocationDependencies["sendToQueue"];
  readonly onLost: AsynchronousInvocationDependencies["onLost"];
  /** Variables that every function has: the endpoint, the credentials. Read at each start of an environment. */
  readonly environment: () => Readonly<Record<string, string>>;
  readonly region: string;
  /** Directory for compiled code. */
  readonly cacheDirectory: string;
  readonly clock?: Clock;
  /** Environments of all functions together; 200 unless told. */
  readonly maximumEnvironments?: number;
  /** How long an unused environment stays warm; 60 s unless told. */
  readonly idleMs?: number;
  /** Waits between the attempts of an asynchronous invocation; AWS waits 60 s and 120 s, the local stack 1 s and 2 s unless told. */
  readonly asynchronousRetryDelaysMs?: readonly number[];
}

/** AWS Lambda on this machine: runs the functions of the stack, each environment in a worker thread of its own. */
export interface LambdaHost extends FunctionInvoker {
  createFunction(configuration: FunctionConfiguration): void;
  configureAsynchronousInvocation(functionName: string, settings: EventInvokeConfiguration): void;
  /** @throws ServiceError `ResourceNotFoundException` (404) */
  getFunction(functionName: string): FunctionConfiguration;
  listFunctions(): readonly FunctionConfiguration[];
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

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const limits = { synchronousBytes: 6_291_456, asynchronousBytes: 1_048_576, responseBytes: 6_291_556 };

/** Makes a host without functions. */
export function createLambdaHost(options: LambdaHostOptions): LambdaHost {
  const clock = options.clock ?? wallClock;
  const functions = new Map<string, FunctionConfiguration>();
  const asynchronous = new Map<string, EventInvokeConfiguration>();
  const busy = new Map<string, number>();
  const pending = new Set<Promise<void>>();
  const statistics = createFunctionStatistics(options.metrics, clock.now);

  const log = (configuration: FunctionConfiguration, stream: string, text: string) => {
    for (const line of text.split("\n")) {
      if (line === "") continue;
      options.logs.append(configuration.logGroupName, stream, clock.now(), line);
      for (const datum of parseEmbeddedMetrics(line)) options.metrics.put(datum);
    }
  };
  const pool = createEnvironmentPool(
    (configuration) => {
      const { region, cacheDirectory } = options;
      return startExecutionEnvironment(configuration, {
        environment: options.environment(),
        region,
        cacheDirectory,
        log,
      });
    },
    {
      limit: options.maximumEnvironments ?? 200,
      startsAtOnce: availableParallelism(),
      idleMs: options.idleMs ?? 60_000,
    },
  );

  const run = async (
    configuration: FunctionConfiguration,
    payload: string,
    requestId: string,
  ): Promise<InvocationOutcome> => {
    const { functionName } = configuration;
    const running = busy.get(functionName) ?? 0;
    if (running >= (configuration.reservedConcurrency ?? Number.POSITIVE_INFINITY)) {
      statistics.throttled(functionName);
      throw new ServiceError("TooManyRequestsException", "Rate Exceeded.", 429);
    }
    busy.set(functionName, running + 1);
    try {
      const { environment, isCold } = await pool.acquire(configuration);
      try {
        return await runIn(environment, isCold, configuration, payload, requestId);
      } finally {
        pool.release(configuration, environment);
      }
    } finally {
      busy.set(functionName, (busy.get(functionName) ?? 1) - 1);
    }
  };

  const runIn = async (
    environment: ExecutionEnvironment,
    isCold: boolean,
    configuration: FunctionConfiguration,
    payload: string,
    requestId: string,
  ): Promise<InvocationOutcome> => {
    const stream = environment.logStreamName;
    log(configuration, stream, `START RequestId: ${requestId} Version: $LATEST`);
    const { timeoutSeconds, memoryMegabytes, functionName } = configuration;
    const outcome = await environment.run({ requestId, payload, timeoutSeconds, traceId: traceId() });
    const initMs = isCold ? environment.initMs() : undefined;
    statistics.ran(functionName, outcome, initMs);
    const duration = outcome.durationMs.toFixed(2);
    const init = initMs === undefined ? "" : `\tInit Duration: ${initMs.toFixed(2)} ms`;
    log(configuration, stream, `END RequestId: ${requestId}`);
    log(
      configuration,
      stream,
      `REPORT RequestId: ${requestId}\tDuration: ${duration} ms\tBilled Duration: ${Math.ceil(outcome.durationMs)} ms\tMemory Size: ${memoryMegabytes} MB${init}`,
    );
    if (!outcome.ok)
      return failure(requestId, outcome.error.errorType, outcome.error.errorMessage, outcome.error.trace);
    if (Buffer.byteLength(outcome.payload) > limits.responseBytes) {
      const text = `Response payload size exceeded maximum allowed payload size (${limits.responseBytes} bytes).`;
      return failure(requestId, "Function.ResponseSizeTooLarge", text);
    }
    return { ok: true, requestId, payload: outcome.payload };
  };

  const getFunction = (nameOrArn: string): FunctionConfiguration => {
    const found = functions.get(functionNameOf(nameOrArn));
    if (!found) throw new ServiceError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
    return found;
  };

  return {
    createFunction(configuration) {
      functions.set(configuration.functionName, configuration);
      options.logs.createGroup(configuration.logGroupName);
    },
    configureAsynchronousInvocation: (functionName, settings) =>
      void asynchronous.set(functionNameOf(functionName), settings),
    getFunction,
    listFunctions: () => [...functions.values()],
    async invoke(functionName, payload) {
      const configuration = getFunction(functionName);
      assertSize(payload, limits.synchronousBytes);
      return run(configuration, payload === "" ? "{}" : payload, randomUUID());
    },
    async invokeAsync(functionName, payload) {
      const configuration = getFunction(functionName);
      assertSize(payload, limits.asynchronousBytes);
      const requestId = randomUUID();
      const dependencies = {
        clock,
        run,
        eventInvokeConfiguration: (name: string) => asynchronous.get(name) ?? defaultEventInvokeConfiguration,
        sendToQueue: options.sendToQueue,
        retryDelaysMs: options.asynchronousRetryDelaysMs ?? [1_000, 2_000],
        onLost: options.onLost,
      };
      const ended = runAsynchronousInvocation(dependencies, configuration, payload === "" ? "{}" : payload, requestId);
      pending.add(ended);
      void ended.finally(() => pending.delete(ended));
      return { requestId };
    },
    async warm(functionName) {
      const configuration = getFunction(functionName);
      const { environment } = await pool.acquire(configuration);
      pool.release(configuration, environment);
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

/** The plain name in a function name, partial ARN or ARN, with or without a qualifier. */
function functionNameOf(nameOrArn: string): string {
  const parts = nameOrArn.split(":");
  const marker = parts.indexOf("function");
  return (marker >= 0 ? parts[marker + 1] : parts[0]) ?? nameOrArn;
}

function assertSize(payload: string, limit: number): void {
  if (Buffer.byteLength(payload) > limit) {
    throw new ServiceError(
      "RequestTooLargeException",
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      413,
    );
  }
}

function failure(
  requestId: string,
  errorType: string,
  errorMessage: string,
  trace?: readonly string[],
): InvocationOutcome {
  return { ok: false, requestId, errorType, errorMessage, payload: JSON.stringify({ errorType, errorMessage, trace }) };
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader; never sampled here. */
function traceId(): string {
  const hex = randomUUID().replaceAll("-", "");
  return `Root=1-${Math.floor(Date.now() / 1_000).toString(16)}-${hex.slice(0, 24)};Parent=${hex.slice(0, 16)};Sampled=0`;
}
