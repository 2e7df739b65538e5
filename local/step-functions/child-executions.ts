import { describeExecution } from "./api/describe-execution.ts";
import type { ExecutionStore } from "./execution/execution-store.ts";
import type { ChildExecutions } from "./execution/run.ts";
import type { StateMachineStore } from "./state-machine-store.ts";

/** Lets Task states start executions of the service's own machines. The stores are asked for when needed: they need these services, too. */
export function childExecutions(
  stores: () => { readonly machines: StateMachineStore; readonly executions: ExecutionStore },
): ChildExecutions {
  return {
    start({ stateMachineArn, input, name }) {
      const { machines, executions } = stores();
      const execution = executions.start({ machine: machines.get(stateMachineArn), input, name });
      return {
        executionArn: execution.arn,
        startDate: execution.startedAt,
        ended: execution.ended.then(() => ({
          executionArn: execution.arn,
          description: capitalised(describeExecution(execution)),
          succeeded: execution.status === "SUCCEEDED",
        })),
        stop: () => execution.stop(undefined, "The execution that started this one has ended."),
      };
    },
  };
}

/** Integrations spell the members of an answer with a capital, and dates in milliseconds. */
function capitalised(description: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(description)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name.charAt(0).toUpperCase() + name.slice(1),
        name.endsWith("Date") && typeof value === "number" ? value * 1000 : value,
      ]),
  );
}
