import type { LogStore } from "../cloudwatch/log-store.ts";
import type { EventListener } from "../step-functions/execution/execution.ts";
import { logEntry } from "../step-functions/execution/execution-log.ts";

/** Writes the events of executions to the log groups that their machines name. */
export interface ExecutionLogs {
  /** Lets a machine log to a group. */
  connect(stateMachineArn: string, logGroup: string): void;
  readonly write: EventListener;
}

/** Makes the writer; machines that were not connected log nowhere. */
export function createExecutionLogs(logs: LogStore): ExecutionLogs {
  const groups = new Map<string, string>();
  return {
    connect: (stateMachineArn, logGroup) => void groups.set(stateMachineArn, logGroup),
    write(execution, event) {
      // The child executions of a distributed Map log where their machine does: …:stateMachine:<name>/<label>.
      const group = groups.get(execution.machine.arn.replace(/\/[^/]*$/, ""));
      const entry = group === undefined ? undefined : logEntry(execution, event);
      if (group === undefined || !entry) return;
      logs.append(group, `states/${execution.machine.name}/${execution.name}`, event.timestamp, JSON.stringify(entry));
    },
  };
}
