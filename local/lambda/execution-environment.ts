import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { buildSync } from "esbuild";
import type { EnvironmentMessage, EnvironmentSetup, FunctionError, Invocation } from "./environment-messages.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";

/** What one run of a handler came to. */
export type RunOutcome =
  | { readonly ok: true; readonly payload: string; readonly durationMs: number }
  | { readonly ok: false; readonly error: FunctionError; readonly durationMs: number };

/** One execution environment: a worker thread with its own modules and its own `process.env`. */
export interface ExecutionEnvironment {
  readonly logStreamName: string;
  /** Milliseconds from the start of the thread to a loaded handler; `undefined` until then. */
  initMs(): number | undefined;
  /** False once the code has crashed, run out of time or been ended: it takes no more invocations. */
  isAlive(): boolean;
  /** Resolves when the handler is loaded, or will never be. */
  readonly loaded: Promise<void>;
  /** Runs the handler once. Never call it while another run is under way. */
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
  /** Takes what the code writes. */
  log(configuration: FunctionConfiguration, logStreamName: string, text: string): void;
}

/** AWS gives the init phase 10 s of an own processor; here many environments share one machine. */
const initLimitMs = 60_000;

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

/** Starts an environment; loading the handler's module begins at once. */
export function startExecutionEnvironment(
  configuration: FunctionConfiguration,
  host: EnvironmentHost,
): ExecutionEnvironment {
  const logStreamName = `${new Date().toISOString().slice(0, 10).replaceAll("-", "/")}/[$LATEST]${randomUUID().replaceAll("-", "")}`;
  const startedAt = performance.now();
  const worker = new Worker(environmentCode(), {
    env: environmentVariables(configuration, host, logStreamName),
    workerData: setupOf(configuration, host, logStreamName),
    execArgv: [],
  });
  let initMs: number | undefined;
  let alive = true;
  let settle: ((outcome: RunOutcome) => void) | undefined;
  let requestId = "";
  let runStartedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let memoryWatch: NodeJS.Timeout | undefined;
  let timeoutSeconds = 0;
  let fault: FunctionError | undefined;

  const finish = (outcome: { ok: true; payload: string } | { ok: false; error: FunctionError }) => {
    clearTimeout(timer);
    clearInterval(memoryWatch);
    const settled = settle;
    settle = undefined;
    settled?.({ ...outcome, durationMs: runStartedAt === 0 ? 0 : performance.now() - runStartedAt });
  };
  const fail = (error: FunctionError) => {
    alive = false;
    fault ??= error;
    finish({ ok: false, error });
  };
  const failAndEnd = (errorType: string, text: string) => {
    host.log(configuration, logStreamName, `${new Date().toISOString()} ${requestId} ${text}\n`);
    fail({ errorType, errorMessage: `RequestId: ${requestId} Error: ${text}` });
    void worker.terminate();
  };
  // V8's own heap limits end the whole process instead of the thread when memory grows fast, so the heap is watched from outside.
  const endWhenTooLarge = async () => {
    const { used_heap_size } = await worker.getHeapStatistics().catch(() => ({ used_heap_size: 0 }));
    if (alive && used_heap_size > configuration.memoryMegabytes * 1_048_576) {
      failAndEnd("Runtime.ExitError", "Runtime exited with error: signal: killed");
    }
  };
  const loaded = Promise.withResolvers<void>();
  const initTimer = setTimeout(
    () => failAndEnd("Sandbox.Timedout", `Init timed out after ${initLimitMs / 1_000} seconds`),
    initLimitMs,
  );

  worker.on("message", (message: EnvironmentMessage) => {
    if (message.kind === "log") host.log(configuration, logStreamName, message.text);
    else if (message.kind === "ready") {
      clearTimeout(initTimer);
      initMs = performance.now() - startedAt;
      if (message.error) {
        fail(message.error);
        void worker.terminate();
      }
      loaded.resolve();
    } else if (message.kind === "started") {
      runStartedAt = performance.now();
      timer = setTimeout(
        () => failAndEnd("Sandbox.Timedout", `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`),
        timeoutSeconds * 1_000,
      );
      memoryWatch = setInterval(() => void endWhenTooLarge(), memoryWatchMs);
    } else if (message.kind === "result") finish({ ok: true, payload: message.payload });
    else if (message.kind === "error") finish({ ok: false, error: message.error });
    else fail(message.error);
  });
  worker.on("error", (error: Error) => {
    failAndEnd("Runtime.ExitError", `Runtime exited with error: exit status 1 (${error.message})`);
  });
  worker.on("exit", (code) => {
    clearTimeout(initTimer);
    loaded.resolve();
    if (alive)
      failAndEnd(
        "Runtime.ExitError",
        `Runtime exited ${code === 0 ? "without providing a reason" : `with error: exit status ${code}`}`,
      );
  });

  return {
    logStreamName,
    initMs: () => initMs,
    isAlive: () => alive,
    loaded: loaded.promise,
    async run(invocation) {
      requestId = invocation.requestId;
      timeoutSeconds = invocation.timeoutSeconds;
      runStartedAt = 0;
      const outcome = new Promise<RunOutcome>((resolve) => {
        settle = resolve;
      });
      await loaded.promise;
      if (alive) worker.postMessage(invocation);
      else finish({ ok: false, error: fault ?? closingError(requestId) });
      return outcome;
    },
    async end() {
      alive = false;
      clearTimeout(initTimer);
      await worker.terminate();
      finish({ ok: false, error: closingError(requestId) });
    },
  };
}

function closingError(requestId: string): FunctionError {
  return {
    errorType: "Runtime.ExitError",
    errorMessage: `RequestId: ${requestId} Error: the local stack ended this environment`,
  };
}

function setupOf(configuration: FunctionConfiguration, host: EnvironmentHost, logStreamName: string): EnvironmentSetup {
  return {
    codeDirectory: configuration.codeDirectory,
    handler: configuration.handler,
    compileCacheDirectory: join(host.cacheDirectory, "compiled"),
    context: {
      functionName: configuration.functionName,
      invokedFunctionArn: configuration.functionArn,
      memoryLimitInMB: String(configuration.memoryMegabytes),
      logGroupName: configuration.logGroupName,
      logStreamName,
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function environmentVariables(
  configuration: FunctionConfiguration,
  host: EnvironmentHost,
  logStreamName: string,
): Record<string, string> {
  return {
    ...host.environment,
    ...configuration.environment,
    _HANDLER: configuration.handler,
    AWS_REGION: host.region,
    AWS_DEFAULT_REGION: host.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: configuration.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    LAMBDA_TASK_ROOT: configuration.codeDirectory,
    TZ: ":UTC",
  };
}
