/**
 * Runs inside a worker thread: one execution environment of one function, as AWS Lambda's Node.js runtime would be
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html). The host bundles this file and gives the worker the result.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { resolveSyncEndpoint } from "../step-functions/sync-endpoint-lookup.ts";
import type {
  EnvironmentMessage,
  EnvironmentSetup,
  FunctionError,
  HandlerResult,
  Invocation,
} from "./environment-messages.ts";
import { followHostTime } from "./environment-time.ts";
import { isTimeQuestion, type TimeQuestion } from "./time-messages.ts";

type Handler = (event: unknown, context: Record<string, unknown>) => unknown;

const setup: EnvironmentSetup = workerData;

/** The invocation that the running code belongs to; with several in one environment only this tells whose a log line is. */
const current = new AsyncLocalStorage<string>();
let latestRequestId: string | undefined;
let running = 0;
const requestId = () => current.getStore() ?? latestRequestId;

const outbox: EnvironmentMessage[] = [];

/** Sends at once, after what was put off: the host sees it even if the code never comes back to the event loop. */
function send(message: EnvironmentMessage): void {
  outbox.push(message);
  flush();
}

/** Sends with whatever else this turn of the event loop brings: waking the host's thread costs more than the message. */
function sendSoon(message: EnvironmentMessage): void {
  if (outbox.push(message) === 1) setImmediate(flush);
}

function flush(): void {
  if (outbox.length > 0) parentPort?.postMessage(outbox.splice(0));
}

/** Output goes to the host in the order of the results, which the worker's own stdout streams do not promise. */
function captureOutput(): void {
  const write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    send({ kind: "log", text, requestId: requestId() });
    const done = typeof encoding === "function" ? encoding : callback;
    if (typeof done === "function") done();
    return true;
  };
  Object.assign(process.stdout, { write });
  Object.assign(process.stderr, { write });
  const levels = { log: "INFO", info: "INFO", debug: "DEBUG", trace: "TRACE", warn: "WARN", error: "ERROR" };
  for (const [method, level] of Object.entries(levels)) {
    Object.assign(console, { [method]: (...parts: unknown[]) => log(level, format(...parts)) });
  }
}

/** One log event a call: line breaks inside travel as carriage returns, as in the Node.js runtime's text format. */
function log(level: string, text: string): void {
  const line = `${new Date().toISOString()}\t${requestId()}\t${level}\t${text.replaceAll("\n", "\r")}\n`;
  send({ kind: "log", text: line, requestId: requestId() });
}

function errorOf(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  // Without the lines of this program, which has no file but a URL that holds all of it.
  const trace = (thrown.stack ?? "").split("\n").filter((line) => !line.includes(import.meta.url));
  return { errorType: thrown.name || "Error", errorMessage: thrown.message, trace };
}

/** `functions/a/handler.main` is the export `main` of `functions/a/handler.js`, `.mjs` or `.cjs`. */
async function loadHandler(): Promise<Handler> {
  const [, path, name] = /^((?:.*\/)?[^./]+)\.(.+)$/.exec(setup.handler) ?? [];
  if (path === undefined || name === undefined)
    throw faultNamed("Runtime.MalformedHandlerName", `Bad handler "${setup.handler}"`);
  const file = [".js", ".mjs", ".cjs"]
    .map((extension) => join(setup.codeDirectory, path + extension))
    .find((candidate) => existsSync(candidate));
  if (!file) throw faultNamed("Runtime.ImportModuleError", `Error: Cannot find module '${path}'`);
  const module: unknown = await import(pathToFileURL(file).href);
  const handler = exportOf(module, name) ?? exportOf(exportOf(module, "default"), name);
  if (typeof handler !== "function")
    throw faultNamed("Runtime.HandlerNotFound", `${setup.handler} is undefined or not exported`);
  // The nodejs24.x runtime refuses callbacks: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
  if (handler.length > 2) {
    throw faultNamed(
      "Runtime.CallbackHandlerDeprecated",
      "Callback-based function handlers are not supported since Node.js 24; use an async handler.",
    );
  }
  return (event, context) => handler(event, context);
}

function exportOf(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce(
      (inner, name) => (inner === null || inner === undefined ? undefined : Reflect.get(Object(inner), name)),
      value,
    );
}

function faultNamed(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(invocation: Invocation, deadline: number): Record<string, unknown> {
  return {
    ...setup.context,
    callbackWaitsForEmptyEventLoop: true,
    invokedFunctionArn: invocation.invokedFunctionArn,
    awsRequestId: invocation.requestId,
    clientContext: invocation.clientContext,
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

async function run(handler: Handler, invocation: Invocation): Promise<void> {
  running += 1;
  latestRequestId = invocation.requestId;
  time?.begin(invocation.requestId);
  process.env._X_AMZN_TRACE_ID = invocation.traceId;
  const startedAt = performance.now();
  const context = contextOf(invocation, startedAt + invocation.timeoutSeconds * 1_000);
  const result = await current.run(invocation.requestId, () => resultOf(handler, invocation, context));
  const durationMs = performance.now() - startedAt;
  running -= 1;
  const message = {
    kind: "ended",
    requestId: invocation.requestId,
    result,
    durationMs,
    memoryBytes: memoryBytes(),
  } as const;
  if (running === 0) send(message);
  else sendSoon(message);
}

async function resultOf(
  handler: Handler,
  invocation: Invocation,
  context: Record<string, unknown>,
): Promise<HandlerResult> {
  try {
    return { ok: true, payload: textOf(await handler(JSON.parse(invocation.payload), context)) };
  } catch (thrown) {
    const error = errorOf(thrown);
    log("ERROR", `Invoke Error \t${JSON.stringify({ ...error, trace: undefined, stack: error.trace })}`);
    return { ok: false, error };
  }
}

/** The runtime's own words for what is no JSON; a handler that returns nothing answers null. */
function textOf(result: unknown): string {
  try {
    return JSON.stringify(result) ?? "null";
  } catch (cause) {
    throw new Error("Unable to stringify response body", { cause });
  }
}

function memoryBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

function endOnStrayErrors(): void {
  const end = (errorType: string) => (thrown: unknown) => {
    const { errorMessage, trace, errorType: name } = errorOf(thrown);
    log("ERROR", `${errorType} \t${JSON.stringify({ errorType: name, errorMessage, stack: trace })}`);
    send({
      kind: "crash",
      error: { errorType, errorMessage: `${name}: ${errorMessage}`, ...(trace ? { trace } : {}) },
    });
    process.exit(128);
  };
  process.on("unhandledRejection", end("Runtime.UnhandledPromiseRejection"));
  process.on("uncaughtException", end("Runtime.UncaughtException"));
}

const time = setup.time && followHostTime(setup.time, send);
if (time) parentPort?.on("message", (message) => isTimeQuestion(message) && void time.settle());
resolveSyncEndpoint();
captureOutput();
endOnStrayErrors();
enableCompileCache(setup.compileCacheDirectory);
try {
  const handler = await loadHandler();
  parentPort?.on("message", (message: readonly Invocation[] | TimeQuestion) => {
    if (!isTimeQuestion(message)) for (const invocation of message) void run(handler, invocation);
  });
  send({ kind: "ready", memoryBytes: memoryBytes() });
} catch (thrown) {
  const error = errorOf(thrown);
  const isOwn = error.errorType.startsWith("Runtime.");
  log("ERROR", `Uncaught Exception \t${JSON.stringify({ ...error, trace: undefined, stack: error.trace })}`);
  send({
    kind: "ready",
    memoryBytes: memoryBytes(),
    error: isOwn
      ? error
      : { ...error, errorType: thrown instanceof SyntaxError ? "Runtime.UserCodeSyntaxError" : error.errorType },
  });
}
time?.loaded();
