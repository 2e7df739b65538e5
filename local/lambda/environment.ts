/**
 * Runs inside a worker thread: one execution environment of one function, as AWS Lambda's Node.js runtime would be
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html). The host bundles this file and gives the worker the result.
 */
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { parentPort, workerData } from "node:worker_threads";
import { resolveSyncEndpoint } from "../step-functions/sync-endpoint-lookup.ts";
import type { EnvironmentMessage, EnvironmentSetup, FunctionError, Invocation } from "./environment-messages.ts";

type Handler = (event: unknown, context: Record<string, unknown>) => unknown;

const setup: EnvironmentSetup = workerData;
let requestId = "";
let deadline = 0;

function send(message: EnvironmentMessage): void {
  parentPort?.postMessage(message);
}

/** Output goes to the host in the order of the results, which the worker's own stdout streams do not promise. */
function captureOutput(): void {
  const write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    send({ kind: "log", text: typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8") });
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
  send({
    kind: "log",
    text: `${new Date().toISOString()}\t${requestId || "undefined"}\t${level}\t${text.replaceAll("\n", "\r")}\n`,
  });
}

function errorOf(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name || "Error", errorMessage: thrown.message, trace: (thrown.stack ?? "").split("\n") };
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

function contextOf(): Record<string, unknown> {
  return {
    ...setup.context,
    functionVersion: "$LATEST",
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

async function run(handler: Handler, invocation: Invocation): Promise<void> {
  requestId = invocation.requestId;
  process.env._X_AMZN_TRACE_ID = invocation.traceId;
  deadline = performance.now() + invocation.timeoutSeconds * 1_000;
  send({ kind: "started" });
  try {
    const result = await handler(JSON.parse(invocation.payload), contextOf());
    send({ kind: "result", payload: JSON.stringify(result) ?? "null" });
  } catch (thrown) {
    const error = errorOf(thrown);
    log("ERROR", `Invoke Error \t${JSON.stringify({ ...error, trace: undefined, stack: error.trace })}`);
    send({ kind: "error", error });
  }
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

resolveSyncEndpoint();
captureOutput();
endOnStrayErrors();
enableCompileCache(setup.compileCacheDirectory);
try {
  const handler = await loadHandler();
  parentPort?.on("message", (invocation: Invocation) => void run(handler, invocation));
  send({ kind: "ready" });
} catch (thrown) {
  const error = errorOf(thrown);
  const isOwn = error.errorType.startsWith("Runtime.");
  log("ERROR", `Uncaught Exception \t${JSON.stringify({ ...error, trace: undefined, stack: error.trace })}`);
  send({
    kind: "ready",
    error: isOwn
      ? error
      : { ...error, errorType: thrown instanceof SyntaxError ? "Runtime.UserCodeSyntaxError" : error.errorType },
  });
}
