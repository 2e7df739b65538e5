import { z } from "zod";
import { Payload } from "../execution/payload.ts";
import { StatesError } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import { serviceTask } from "./service-task.ts";
import type { TaskResource } from "./task-resource.ts";

const argumentsSchema = z.object({
  StateMachineArn: z.string(),
  Input: z.unknown().optional(),
  Name: z.string().optional(),
});

/** How a Task goes on after it has started another machine: at once, or at its end with its output as text or as JSON. */
export type StartPattern = "" | ".sync" | ".sync:2";

/** `arn:aws:states:::states:startExecution`: https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html */
export function startExecution(pattern: StartPattern): TaskResource {
  return serviceTask({
    service: "StepFunctions",
    resourceType: "states",
    resource: `startExecution${pattern}`,
    waitsForEnd: pattern !== "",
    call: async (thread, work) => start(thread, work, pattern),
  });
}

function start(thread: Thread, work: Payload, pattern: StartPattern): { answer: Payload; ended?: Promise<Payload> } {
  const parsed = argumentsSchema.safeParse(work.value);
  if (!parsed.success)
    throw new StatesError(
      "States.Runtime",
      `The arguments of states:startExecution are wrong: ${z.prettifyError(parsed.error)}`,
      { terminal: true },
    );
  const { StateMachineArn, Input = {}, Name } = parsed.data;
  const child = thread.run.services.children.start({
    stateMachineArn: StateMachineArn,
    input: typeof Input === "string" ? Input : JSON.stringify(Input),
    name: Name,
  });
  const answer = Payload.of({ ExecutionArn: child.executionArn, StartDate: child.startDate });
  if (pattern === "") return { answer };
  thread.signal.addEventListener("abort", child.stop, { once: true });
  const ended = child.ended.then(({ description, succeeded }) => {
    thread.signal.removeEventListener("abort", child.stop);
    const result = pattern === ".sync:2" ? withParsed(description, ["Input", "Output"]) : description;
    if (!succeeded) throw new StatesError("States.TaskFailed", JSON.stringify(result));
    return Payload.of(result);
  });
  ended.catch(() => undefined); // The Task may have timed out before.
  return { answer, ended };
}

function withParsed(description: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  const result = { ...description };
  for (const name of names) {
    const text = result[name];
    if (typeof text === "string") result[name] = JSON.parse(text);
  }
  return result;
}
