import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogStore } from "../../../local/cloudwatch/log-store.ts";
import { createMetricStore } from "../../../local/cloudwatch/metric-store.ts";
import type { FunctionConfiguration } from "../../../local/lambda/function-configuration.ts";
import type { InvocationOptions } from "../../../local/lambda/function-invoker.ts";
import { createLambdaHost, type LambdaHost, type LambdaHostOptions } from "../../../local/lambda/lambda-host.ts";

/** The function of these tests: does what its event asks for. */
const code = `
let calls = 0;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export const handler = async (event, context) => {
  calls += 1;
  globalThis.count = (globalThis.count ?? 0) + 1;
  if (event.log) console.log("first line\\nsecond line");
  if (event.say) { console.log(event.say, "before"); await sleep(event.sleep ?? 10); console.log(event.say, "after"); return event.say; }
  if (event.sleep) await sleep(event.sleep);
  if (event.throw) throw Object.assign(new Error("broken"), { name: "Transient" });
  if (event.exit) process.exit(3);
  if (event.loop) { console.log("about to loop"); for (;;); }
  if (event.stray) { setTimeout(() => { throw new Error("stray"); }, 0); await sleep(1000); }
  if (event.grow) { const kept = []; for (;;) { kept.push(new Array(200_000).fill({})); await sleep(1); } }
  if (event.buffers) { const kept = []; for (;;) { kept.push(Buffer.alloc(5_000_000, 1)); await sleep(20); } }
  if (event.large) return "x".repeat(7_000_000);
  if (event.notJson) return 1n;
  process.env.SEEN = String(calls);
  return { calls, count: globalThis.count, seen: process.env.SEEN, mine: process.env.MINE, name: process.env.AWS_LAMBDA_FUNCTION_NAME,
    home: process.env.HOME, version: process.env.AWS_LAMBDA_FUNCTION_VERSION, client: context.clientContext,
    context: { remaining: context.getRemainingTimeInMillis(), functionName: context.functionName, functionVersion: context.functionVersion,
      memory: context.memoryLimitInMB, id: context.awsRequestId, arn: context.invokedFunctionArn } };
};
export const withCallback = (event, context, callback) => callback(null, 1);
`;

export const functionArn = "arn:aws:lambda:ap-northeast-2:000000000000:function:f";

export interface Letter {
  readonly queue: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, { readonly DataType: string; readonly StringValue: string }>>;
}

/** A directory with bundles, and hosts that run the function `f` from it. */
export function openLambdaRoom() {
  const directory = mkdtempSync(join(tmpdir(), "aicc-lambda-"));
  const hosts: LambdaHost[] = [];
  writeFileSync(join(directory, "index.mjs"), code);
  writeFileSync(join(directory, "broken.mjs"), "import './nowhere.mjs';");
  writeFileSync(join(directory, "exits.mjs"), "process.exit(7);");
  writeFileSync(join(directory, "endless.mjs"), "await new Promise((resolve) => setTimeout(resolve, 60_000));");
  writeFileSync(join(directory, "common.cjs"), "exports.handler = async () => 'common';");
  return {
    start(changes: Partial<FunctionConfiguration> = {}, options: Partial<LambdaHostOptions> = {}) {
      const logs = createLogStore();
      const metrics = createMetricStore();
      const letters: Letter[] = [];
      const lost: string[] = [];
      const host = createLambdaHost({
        logs,
        metrics,
        sendToQueue: async (queue, body, attributes) => void letters.push({ queue, body, attributes }),
        onLost: (_, reason) => void lost.push(reason),
        environment: () => ({ MINE: "stack" }),
        region: "ap-northeast-2",
        cacheDirectory: join(directory, "cache"),
        asynchronousRetryDelaysMs: [5, 5],
        ...options,
      });
      hosts.push(host);
      host.createFunction({
        functionName: "f",
        functionArn,
        description: "",
        runtime: "nodejs24.x",
        handler: "index.handler",
        codeDirectory: directory,
        timeoutSeconds: 5,
        memoryMegabytes: 128,
        environment: {},
        logGroupName: "/aws/lambda/f",
        ...changes,
      });
      const invoke = async (event: unknown, invocation: InvocationOptions = {}) => {
        const outcome = await host.invoke("f", JSON.stringify(event), invocation);
        return { ...outcome, value: JSON.parse(outcome.payload) };
      };
      const lines = () => logs.events("/aws/lambda/f")?.map(({ message }) => message) ?? [];
      return { host, invoke, lines, logs, metrics, letters, lost };
    },
    async close() {
      await Promise.all(hosts.map((host) => host.close()));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
