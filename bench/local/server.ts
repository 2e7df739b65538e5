import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { wallClock } from "../../local/clock.ts";
import { createLogStore } from "../../local/cloudwatch/log-store.ts";
import { createMetricStore } from "../../local/cloudwatch/metric-store.ts";
import { startGateway } from "../../local/gateway/gateway.ts";
import type { FunctionInvoker } from "../../local/lambda/function-invoker.ts";
import { createLambdaHost } from "../../local/lambda/lambda-host.ts";
import { createStepFunctions } from "../../local/step-functions/step-functions-service.ts";
import { answerQuestions } from "./child-process.ts";
import { count, definition, input, type MachineType, machineArns, output, writeFunctions } from "./five-functions.ts";
import { Load, makeLoad } from "./load.ts";

/**
 * A process of the bench: the local stack's gateway, Step Functions and Lambda host with the five-Lambda machine. It says how much processor time it
 * has used, and runs the machine in process when asked to.
 */

/** Functions that run in this process: what an execution costs without the Lambda host. */
const inProcess: FunctionInvoker = {
  invoke: async (_name, payload) => ({
    ok: true,
    requestId: "00000000-0000-4000-8000-000000000000",
    payload: JSON.stringify(count(JSON.parse(payload))),
  }),
  invokeAsync: async () => ({ requestId: "00000000-0000-4000-8000-000000000000" }),
};

const invocationsPerEnvironment = Number(process.argv[2]);
const directory = mkdtempSync(join(tmpdir(), "aicc-bench-"));
const host = createLambdaHost({
  logs: createLogStore(),
  metrics: createMetricStore(),
  sendToQueue: async () => undefined,
  onLost: (name, reason) => console.error(`lost: ${name}: ${reason}`),
  environment: () => ({}),
  region: "ap-northeast-2",
  cacheDirectory: directory,
  invocationsPerEnvironment: invocationsPerEnvironment || 1,
});
for (const configuration of writeFunctions(directory)) host.createFunction(configuration);
const functions = invocationsPerEnvironment === 0 ? inProcess : host;
const gateway = await startGateway();
const stepFunctions = createStepFunctions({ clock: wallClock, ids: randomUUID, functions });
gateway.mount(stepFunctions);
for (const type of ["EXPRESS", "STANDARD"] as const) {
  stepFunctions.createStateMachine({ name: `five-${type.toLowerCase()}`, arn: machineArns[type], type, definition });
}

async function execute(type: MachineType): Promise<void> {
  const execution = stepFunctions.startExecution({ stateMachineArn: machineArns[type], input });
  await execution.ended;
  if (execution.output?.text !== output) throw new Error(`An execution ended ${execution.status}: ${execution.cause}`);
}

const Question = z.discriminatedUnion("ask", [
  z.object({ ask: z.literal("endpoint") }),
  z.object({ ask: z.literal("cpu seconds") }),
  z.object({ ask: z.literal("load"), load: Load }),
]);

answerQuestions(
  (message) => {
    const question = Question.parse(message);
    if (question.ask === "endpoint") return gateway.endpointUrl;
    if (question.ask === "load") return makeLoad(() => execute(question.load.type), question.load);
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  async () => {
    await stepFunctions.close();
    await gateway.close();
    await host.close();
    rmSync(directory, { recursive: true, force: true });
  },
);
