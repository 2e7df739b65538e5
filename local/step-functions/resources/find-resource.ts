import { DefinitionError } from "../asl/definition-error.ts";
import type { Integration } from "../execution/run.ts";
import { integrationTask } from "./integration-task.ts";
import { lambdaFunction } from "./lambda-function.ts";
import { lambdaInvoke } from "./lambda-invoke.ts";
import { startExecution } from "./start-execution.ts";
import type { TaskResource } from "./task-resource.ts";

const builtIn = new Map<string, TaskResource>([
  ["arn:aws:states:::lambda:invoke", lambdaInvoke(false)],
  ["arn:aws:states:::lambda:invoke.waitForTaskToken", lambdaInvoke(true)],
  ["arn:aws:states:::states:startExecution", startExecution("")],
  ["arn:aws:states:::states:startExecution.sync", startExecution(".sync")],
  ["arn:aws:states:::states:startExecution.sync:2", startExecution(".sync:2")],
]);

const functionArn = /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:.+$/;

/**
 * Finds what a Task's `Resource` names. `.waitForTaskToken` may be put behind any integration.
 * @throws DefinitionError when the local stack has no such resource, or an Express machine may not use it
 */
export function findResource(
  resource: string,
  options: { readonly integrations: ReadonlyMap<string, Integration>; readonly type: "STANDARD" | "EXPRESS" },
): TaskResource {
  const integration =
    options.integrations.get(resource) ?? options.integrations.get(resource.replace(/\.waitForTaskToken$/, ""));
  const found =
    builtIn.get(resource) ??
    (functionArn.test(resource) ? lambdaFunction(resource) : integration && integrationTask(resource, integration));
  if (!found) {
    const known = [...builtIn.keys(), "a function's ARN", ...options.integrations.keys()].join(", ");
    throw new DefinitionError(`The resource '${resource}' cannot be run by the local stack; it has ${known}.`);
  }
  if (found.standardOnly && options.type === "EXPRESS") {
    const pattern = /\.(waitForTaskToken|sync)/.exec(resource)?.[0] ?? "";
    throw new DefinitionError(`Express state machine does not support '${pattern}' service integration`);
  }
  return found;
}
