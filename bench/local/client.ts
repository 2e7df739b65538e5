import { setTimeout as pause } from "node:timers/promises";
import { SFN } from "@aws-sdk/client-sfn";
import { z } from "zod";
import { answerQuestions } from "./child-process.ts";
import { input, type MachineType, machineArns, output } from "./five-functions.ts";
import { Load, makeLoad } from "./load.ts";
import { type Connection, openConnection } from "./raw-connection.ts";

/** A process of the bench: runs the machine over HTTP, as an operator's program would, and measures how long that takes. */

const endpointUrl = process.argv[2] ?? "";

/** One operation of Step Functions. */
type Call = (
  operation: "StartSyncExecution" | "StartExecution" | "DescribeExecution",
  input: object,
) => Promise<unknown>;

const Execution = z.object({ status: z.string(), output: z.string().optional(), cause: z.string().optional() });
const Started = z.object({ executionArn: z.string() });

/** Runs an execution and waits for its end. @throws Error when it does not end with the known output */
async function execute(call: Call, type: MachineType): Promise<void> {
  const start = { stateMachineArn: machineArns[type], input };
  const {
    status,
    output: found,
    cause,
  } = type === "EXPRESS" ? Execution.parse(await call("StartSyncExecution", start)) : await runToEnd(call, start);
  if (found !== output) throw new Error(`An execution ended ${status}: ${cause}`);
}

/** Asks for the execution's end at once, and then with pauses that grow from 1 to 16 ms. */
async function runToEnd(call: Call, start: object): Promise<z.infer<typeof Execution>> {
  const { executionArn } = Started.parse(await call("StartExecution", start));
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, 16)) {
    const execution = Execution.parse(await call("DescribeExecution", { executionArn }));
    if (execution.status !== "RUNNING") return execution;
    await pause(pauseMs);
  }
}

const sdk = new SFN({
  endpoint: endpointUrl,
  region: "ap-northeast-2",
  credentials: { accessKeyId: "LOCALSTACKCLIENT", secretAccessKey: "local" },
  disableHostPrefix: true,
});

const withSdk: Call = (operation, request) => {
  if (operation === "StartSyncExecution") return sdk.startSyncExecution({ stateMachineArn: "", ...request });
  if (operation === "StartExecution") return sdk.startExecution({ stateMachineArn: "", ...request });
  return sdk.describeExecution({ executionArn: "", ...request });
};

/** Connections that nobody uses at the moment. */
const idle: Connection[] = [];

const withSockets: Call = async (operation, request) => {
  const connection = idle.pop() ?? (await openConnection(endpointUrl));
  const answer = await connection.call(operation, JSON.stringify(request));
  idle.push(connection);
  return JSON.parse(answer);
};

const Question = z.object({ by: z.enum(["SDK", "sockets"]), load: Load });

answerQuestions(
  (message) => {
    const { by, load } = Question.parse(message);
    const call = by === "SDK" ? withSdk : withSockets;
    return makeLoad(() => execute(call, load.type), load);
  },
  async () => {
    sdk.destroy();
    for (const connection of idle) connection.close();
  },
);
