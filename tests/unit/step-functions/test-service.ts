import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SFNClient } from "@aws-sdk/client-sfn";
import { ServiceError } from "../../../local/gateway/service.ts";
import type { FunctionInvoker, InvocationOutcome } from "../../../local/lambda/function-invoker.ts";
import type { Execution } from "../../../local/step-functions/execution/execution.ts";
import type { RecordedEvent } from "../../../local/step-functions/execution/history.ts";
import {
  createStepFunctions,
  type StepFunctions,
  type StepFunctionsOptions,
} from "../../../local/step-functions/step-functions-service.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";

export const arnOf = (name: string) => `arn:aws:states:ap-northeast-2:000000000000:stateMachine:${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:ap-northeast-2:000000000000:function:${name}`;

/** A function of a test: gets the payload as JSON; an Error that it throws becomes a function error. */
export type TestFunction = (payload: unknown) => unknown;

/** Runs test functions by name. */
export function testFunctions(
  functions: Readonly<Record<string, TestFunction>>,
): FunctionInvoker & { readonly calls: unknown[] } {
  const calls: unknown[] = [];
  return {
    calls,
    async invoke(functionName, payload): Promise<InvocationOutcome> {
      const run = functions[functionName.slice(functionName.lastIndexOf(":") + 1)];
      if (!run) throw new ServiceError("ResourceNotFoundException", `Function not found: ${functionName}`, 404);
      calls.push(JSON.parse(payload));
      try {
        const value = await run(JSON.parse(payload));
        return { ok: true, requestId: "request-1", payload: JSON.stringify(value) ?? "null" };
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const body = { errorType: error.name, errorMessage: error.message, trace: [] };
        return {
          ok: false,
          requestId: "request-1",
          payload: JSON.stringify(body),
          errorType: error.name,
          errorMessage: error.message,
        };
      }
    },
    async invokeAsync(_functionName, payload) {
      calls.push(JSON.parse(payload));
      return { requestId: "request-2" };
    },
  };
}

/** An error with a name, as production code throws its faults. */
export function fault(name: string, message = "broken"): Error {
  return Object.assign(new Error(message), { name });
}

/** Ids that count: 00000000-0000-4000-8000-000000000001 and so on. */
export function countingIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`;
  };
}

export interface Room {
  readonly service: StepFunctions;
  readonly clock: TestClock;
  readonly functions: ReturnType<typeof testFunctions>;
  /** Takes a machine up and returns its ARN. */
  machine(definition: object, options?: { readonly type?: "STANDARD" | "EXPRESS"; readonly name?: string }): string;
  /** Starts an execution and returns it running. */
  start(stateMachineArn: string, input?: unknown, name?: string): Execution;
  /** Runs an execution of a definition to its end, time moving as it needs. */
  run(definition: object, input?: unknown, type?: "STANDARD" | "EXPRESS"): Promise<Execution>;
}

/** A service with a test clock, counting ids and functions of the test's own. */
export function createRoom(
  functions: Readonly<Record<string, TestFunction>> = {},
  options: Partial<StepFunctionsOptions> = {},
): Room {
  const clock = createTestClock();
  const invoker = testFunctions(functions);
  const service = createStepFunctions({ clock, ids: countingIds(), random: () => 0.5, functions: invoker, ...options });
  let machines = 0;
  const room: Room = {
    service,
    clock,
    functions: invoker,
    machine(definition, { type = "STANDARD", name } = {}) {
      machines += 1;
      const machineName = name ?? `machine-${machines}`;
      return service.createStateMachine({
        name: machineName,
        arn: arnOf(machineName),
        type,
        definition: JSON.stringify(definition),
      }).stateMachineArn;
    },
    start: (stateMachineArn, input = {}, name) =>
      service.startExecution({ stateMachineArn, input: JSON.stringify(input), ...(name !== undefined && { name }) }),
    async run(definition, input, type = "STANDARD") {
      const execution = room.start(room.machine(definition, { type }), input);
      await clock.runUntil(execution.ended);
      return execution;
    },
  };
  return room;
}

/** A JSONata machine of one chain of states. */
export function jsonata(states: Record<string, object>, startAt = Object.keys(states)[0] ?? ""): object {
  return { QueryLanguage: "JSONata", StartAt: startAt, States: states };
}

/** `id<previous type` of each event: the shape of a history at a glance. */
export function shape(events: readonly RecordedEvent[]): string[] {
  return events.map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`);
}

/** Serves a service on this machine and gives a client of the real SDK for it. */
export async function serve(
  service: StepFunctions,
): Promise<{ client: SFNClient; endpoint: string; close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => void service.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new SFNClient({
    endpoint,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  return {
    client,
    endpoint,
    close: async () => {
      client.destroy();
      await service.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
