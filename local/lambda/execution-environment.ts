import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { Clock } from "../clock.ts";
import type {
  EnvironmentMessage,
  EnvironmentSetup,
  FunctionError,
  HandlerResult,
  Invocation,
} from "./environment-messages.ts";
import { type HostTime, keepEnvironmentTime } from "./environment-timekeeper.ts";
import { environmentVariables } from "./environment-variables.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { TimeSetup } from "./time-messages.ts";

/** What one run of a handler came to, and how long it took. */
export type RunOutcome = HandlerResult & { readonly durationMs: number };

/** One execution environment: a worker thread with its own modules and its own `process.env`. */
export interface ExecutionEnvironment {
  readonly logStreamName: string;
  /** Milliseconds from the start of the thread to a loaded handler; `undefined` until then. */
  initMs(): number | undefined;
  /** The most memory seen in use, in bytes: the heap and what belongs to it outside, such as buffers. */
  maximumMemoryBytes(): number;
  /** False once the code has crashed, run out of time or been ended: it takes no more invocations. */
  isAlive(): boolean;
  /** Resolves when the handler is loaded, or will never be. */
  readonly loaded: Promise<void>;
  /**
   * Runs the handler once. Called while another run is under way, both share the environment's modules and its thread. A run that is out of time
   * ends alone; the environment then ends with the last of the others.
   */
  run(invocation: Invocation): Promise<RunOutcome>;
  end(): Promise<void>;
}

/** What an environment is given by its host. */
export interface EnvironmentHost {
  /** Variables that every function of the stack has; the function's own come on top. */
  readonly environment: Readonly<Record<string, string>>;
  /** The account's region. */
  readonly region: string;
  /** Directory for compiled code and unpacked bundles. */
  readonly cacheDirectory: string;
  /** `$LATEST`, or the number of the version that runs. */
  readonly version: string;
  /** Longest time in which the handler's module may load, in seconds. */
  readonly initLimitSeconds: number;
  /** For the time limits of invocations. */
  readonly clock: Clock;
  /** Given when the clock is a virtual one: the environment then lives in its time. */
  readonly time?: HostTime | undefined;
  /** Takes what the code and its runtime write, line breaks included; `requestId` as far as it is known whose it is. */
  log(logStreamName: string, text: string, requestId: string | undefined): void;
}

/**
 * Room for young objects in an environment. V8's own choice is several times as large; eighty environments, each with an invocation now and then, touch all of
 * it and need none. Old objects are not limited here.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 6 };

/** How often a running environment's heap is compared with the function's memory size. */
const memoryWatchMs = 500;

let workerCode: URL | undefined;

/** The worker's program as one piece of JavaScript: compiling once, here, saves 50 ms and 12 MB in every environment. */
function environmentCode(): URL {
  if (!workerCode) {
    const entry = fileURLToPath(new URL("./environment.ts", import.meta.url));
    const { outputFiles } = buildSync({
      entryPoints: [entry],
      bundle: true,
      write: false,
      platform: "node",
      format: "esm",
      target: "node24",
    });
    workerCode = new URL(
      `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? []).toString("base64")}`,
    );
  }
  return workerCode;
}

/** A run that is under way. */
interface Run {
  readonly startedAt: number;
  readonly settle: (outcome: RunOutcome) => void;
  readonly timeoutSeconds: number;
  readonly ended: AbortController;
}

/** Starts an environment; loading the handler's module begins at once. */
export function startExecutionEnvironment(
  configuration: FunctionConfiguration,
  host: EnvironmentHost,
): ExecutionEnvironment {
  const logStreamName = `${new Date(host.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/")}/[${host.version}]${randomUUID().replaceAll("-", "")}`;
  const startedAt = performance.now();
  const stopwatch = host.time ? host.clock.now : () => performance.now();
  const time = host.time && keepEnvironmentTime(host.time, () => endSilence());
  const worker = new Worker(environmentCode(), {
    env: environmentVariables(configuration, host, logStreamName),
    workerData: setupOf(configuration, host, logStreamName, time?.setup),
    execArgv: [],
    resourceLimits,
  });
  time?.attach(worker);
  const runs = new Map<string, Run>();
  const outbox: Invocation[] = [];
  const loaded = Promise.withResolvers<void>();
  let initMs: number | undefined;
  let maximumMemoryBytes = 0;
  let alive = true;
  /** Why nothing can run here any more. */
  let faultOf = closingError;

  const post = () => {
    if (outbox.length > 0) worker.postMessage(outbox.splice(0));
  };
  const log = (text: string, requestId?: string) => host.log(logStreamName, text, requestId);
  const finish = (requestId: string, result: HandlerResult, durationMs?: number) => {
    const run = runs.get(requestId);
    if (!run) return;
    runs.delete(requestId);
    // With a reason, because to make none up costs more than all the rest.
    run.ended.abort("ended");
    time?.end();
    run.settle({ ...result, durationMs: durationMs ?? stopwatch() - run.startedAt });
    if (!alive && runs.size === 0) void worker.terminate();
  };
  const timeOut = (requestId: string, seconds: number) => {
    alive = false;
    const text = `Task timed out after ${seconds.toFixed(2)} seconds`;
    log(`${new Date(host.clock.now()).toISOString()} ${requestId} ${text}\n`, requestId);
    finish(requestId, { ok: false, error: sandboxError("Sandbox.Timedout", requestId, text) });
  };
  /** Ends the environment and every run in it. */
  const fail = (errorOf: (requestId: string) => FunctionError) => {
    alive = false;
    faultOf = errorOf;
    for (const requestId of runs.keys()) finish(requestId, { ok: false, error: errorOf(requestId) });
    loaded.resolve();
    void worker.terminate();
  };
  /** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
  const reportInit = (status: string) => {
    const duration = (performance.now() - startedAt).toFixed(2);
    log(`INIT_REPORT Init Duration: ${duration} ms\tPhase: init\tStatus: ${status}\n`);
  };
  /** The process is gone: AWS prints why, under each invocation that it takes along. */
  const exit = (why: string) => {
    const text = `Runtime exited ${why}`;
    if (initMs === undefined) reportInit("error\tError Type: Runtime.ExitError");
    for (const requestId of runs.keys()) {
      log(`RequestId: ${requestId} Error: ${text}\nRuntime.ExitError\n`, requestId);
    }
    fail((requestId) => sandboxError("Runtime.ExitError", requestId, text));
  };

  /** Code that computes without end keeps virtual time from reaching its limit. */
  const endSilence = () => {
    if (runs.size === 0) exit("with error: signal: killed");
    for (const [requestId, { timeoutSeconds }] of runs) timeOut(requestId, timeoutSeconds);
  };

  // V8's own heap limits end the whole process instead of the thread when memory grows fast, so the heap is watched from outside.
  const watchMemory = async () => {
    if (runs.size === 0) return;
    const statistics = await worker.getHeapStatistics().catch(() => undefined);
    if (!alive || !statistics) return;
    const memoryBytes = statistics.used_heap_size + statistics.external_memory;
    maximumMemoryBytes = Math.max(maximumMemoryBytes, memoryBytes);
    if (memoryBytes > configuration.memoryMegabytes * 1_048_576) exit("with error: signal: killed");
  };
  const memoryWatch = setInterval(() => void watchMemory(), memoryWatchMs);
  const initTimer = setTimeout(() => {
    reportInit("timeout");
    const text = `Init timed out after ${host.initLimitSeconds.toFixed(2)} seconds`;
    fail((requestId) => sandboxError("Sandbox.Timedout", requestId, text));
  }, host.initLimitSeconds * 1_000);

  const receive = (message: EnvironmentMessage) => {
    if (message.kind === "idle") time?.heard(message);
    else if (message.kind === "log") log(message.text, message.requestId);
    else if (message.kind === "crash") fail(() => message.error);
    else {
      maximumMemoryBytes = Math.max(maximumMemoryBytes, message.memoryBytes);
      if (message.kind === "ended") finish(message.requestId, message.result, message.durationMs);
      else {
        clearTimeout(initTimer);
        initMs = performance.now() - startedAt;
        time?.end();
        const { error } = message;
        if (error) {
          reportInit(`error\tError Type: ${error.errorType}`);
          fail(() => error);
        }
        loaded.resolve();
      }
    }
  };
  worker.on("message", (messages: readonly EnvironmentMessage[]) => messages.forEach(receive));
  worker.on("error", (error: Error) => exit(`with error: exit status 1 (${error.message})`));
  worker.on("exit", (code) => {
    clearTimeout(initTimer);
    clearInterval(memoryWatch);
    time?.close();
    if (alive || runs.size > 0) exit(code === 0 ? "without providing a reason" : `with error: exit status ${code}`);
  });

  return {
    logStreamName,
    initMs: () => initMs,
    maximumMemoryBytes: () => maximumMemoryBytes,
    isAlive: () => alive,
    loaded: loaded.promise,
    async run(invocation) {
      await loaded.promise;
      const { requestId, timeoutSeconds } = invocation;
      if (!alive) return { ok: false, error: faultOf(requestId), durationMs: 0 };
      return new Promise((settle) => {
        const ended = new AbortController();
        const limit = host.clock.sleep(timeoutSeconds * 1_000, ended.signal);
        limit.then(
          () => timeOut(requestId, timeoutSeconds),
          () => undefined,
        );
        runs.set(requestId, { startedAt: stopwatch(), settle, timeoutSeconds, ended });
        time?.begin();
        outbox.push(invocation);
        // To a thread that is busy, what is asked for in one turn of the event loop travels together: waking it costs more than the message.
        if (runs.size === 1) post();
        else if (outbox.length === 1) setImmediate(post);
      });
    },
    async end() {
      fail(closingError);
      clearTimeout(initTimer);
      await worker.terminate();
    },
  };
}

/** AWS's form for what the environment, and not the code in it, has to say. */
function sandboxError(errorType: string, requestId: string, text: string): FunctionError {
  return { errorType, errorMessage: `RequestId: ${requestId} Error: ${text}` };
}

function closingError(requestId: string): FunctionError {
  return sandboxError("Runtime.ExitError", requestId, "the local stack ended this environment");
}

function setupOf(
  configuration: FunctionConfiguration,
  host: EnvironmentHost,
  logStreamName: string,
  time: TimeSetup | undefined,
): EnvironmentSetup {
  return {
    ...(time && { time }),
    codeDirectory: configuration.codeDirectory,
    handler: configuration.handler,
    compileCacheDirectory: join(host.cacheDirectory, "compiled"),
    context: {
      functionName: configuration.functionName,
      functionVersion: host.version,
      memoryLimitInMB: String(configuration.memoryMegabytes),
      logGroupName: configuration.logGroupName,
      logStreamName,
    },
  };
}
