import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Clock } from "../../local/clock.ts";
import { ServiceError } from "../../local/gateway/service.ts";
import type { FunctionInvoker, InvocationOutcome } from "../../local/lambda/function-invoker.ts";
import { createStepFunctions, type StepFunctions } from "../../local/step-functions/step-functions-service.ts";

/** How a step behaves: it gets its payload and the machine's service, returns its output, or throws an error whose name the machine reads. */
export type StepBehaviour = (payload: Record<string, unknown>, machines: StepFunctions) => unknown;

/** A fault by name, as a step would throw it. */
export function fault(name: string): Error {
  return Object.assign(new Error(`a test's ${name}`), { name });
}

/** A clock on which every wait is over at once, unless it is a timeout: waits above an hour never end. */
const hastyClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      if (milliseconds <= 30_000) setImmediate(resolve);
    }),
};

/**
 * Runs a machine of the project on the local Step Functions with scripted steps, which are the functions and the topics that it names.
 * @returns how it ended, and the states it entered, in order
 */
export async function runMachine(
  name: string,
  input: unknown,
  steps: Readonly<Record<string, StepBehaviour>>,
  clock: Clock = hastyClock,
) {
  const entered: string[] = [];
  const machines: StepFunctions = createStepFunctions({
    clock,
    ids: randomUUID,
    functions: scripted(steps, () => machines),
    integrations: new Map([
      ["arn:aws:states:::sns:publish", async (input) => ({ MessageId: await publishTo(steps, input, machines) })],
    ]),
    random: () => 0,
    onExecutionEvent,
  });
  const arn = `arn:aws:states:ap-northeast-2:000000000000:stateMachine:${name}`;
  machines.createStateMachine({ name, arn, type: "STANDARD", definition: definitionOf(name) });
  const execution = machines.startExecution({ stateMachineArn: arn, name: "one", input: JSON.stringify(input) });
  await execution.ended;
  await machines.close();
  const { status, error, cause, output } = execution;
  return { status, error, cause, output: output && JSON.parse(output.text), entered };

  function onExecutionEvent(
    _: unknown,
    event: { details: { stateEnteredEventDetails?: { name?: string | undefined } | undefined } },
  ) {
    const state = event.details.stateEnteredEventDetails?.name;
    if (state !== undefined) entered.push(state);
  }
}

/** The definition with every function's substitution replaced by an ARN that ends in the state's name. */
function definitionOf(name: string): string {
  const text = readFileSync(`state-machines/${name}.asl.json`, "utf8");
  return text.replace(/\$\{(\w+)\}/g, "arn:aws:lambda:ap-northeast-2:000000000000:function:$1");
}

/** Has the step that plays a topic take what is published to it. */
async function publishTo(
  steps: Readonly<Record<string, StepBehaviour>>,
  input: Readonly<Record<string, unknown>>,
  machines: StepFunctions,
): Promise<string> {
  const topic = String(input.TopicArn).replace(/^.*:/, "");
  const step = steps[topic];
  if (!step) throw new Error(`the test scripted no topic ${topic}`);
  try {
    await step({ ...input }, machines);
  } catch (error) {
    throw new ServiceError((error as Error).name, (error as Error).message);
  }
  return randomUUID();
}

function scripted(steps: Readonly<Record<string, StepBehaviour>>, machines: () => StepFunctions): FunctionInvoker {
  return {
    invoke: async (functionName, payload): Promise<InvocationOutcome> => {
      const step = steps[functionName.slice(functionName.lastIndexOf(":") + 1)];
      if (!step) throw new Error(`the test scripted no step ${functionName}`);
      try {
        const output = await step(JSON.parse(payload), machines());
        return { ok: true, requestId: randomUUID(), payload: JSON.stringify(output ?? null) };
      } catch (error) {
        const { name: errorType, message: errorMessage } = error as Error;
        return {
          ok: false,
          requestId: randomUUID(),
          payload: JSON.stringify({ errorType, errorMessage, trace: [] }),
          errorType,
          errorMessage,
        };
      }
    },
    invokeAsync: async () => ({ requestId: randomUUID() }),
  };
}
