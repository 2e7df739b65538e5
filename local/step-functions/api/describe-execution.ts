import type { Execution } from "../execution/execution.ts";
import { epochSeconds } from "./input.ts";

/** What DescribeExecution and StartSyncExecution have in common. Absent members are undefined. */
export function describeExecution(execution: Execution): Record<string, unknown> {
  const { machine, endedAt, output } = execution;
  return {
    executionArn: execution.arn,
    stateMachineArn: machine.arn,
    name: execution.name,
    status: execution.status,
    startDate: epochSeconds(execution.startedAt),
    stopDate: endedAt === undefined ? undefined : epochSeconds(endedAt),
    input: execution.input.text,
    inputDetails: { included: true },
    output: output?.text,
    outputDetails: output && { included: true },
    error: execution.error,
    cause: execution.cause,
  };
}

/** Whether an execution could be started again from where it failed, as AWS would answer. */
export function redriveFields(execution: Execution): Record<string, unknown> {
  const reasons: Partial<Record<string, string>> = {
    RUNNING: "Execution is RUNNING and cannot be redriven",
    SUCCEEDED: "Execution is SUCCEEDED and cannot be redriven",
  };
  const redriveStatusReason = reasons[execution.status];
  return {
    redriveCount: 0,
    redriveStatus: redriveStatusReason === undefined ? "REDRIVABLE" : "NOT_REDRIVABLE",
    redriveStatusReason,
  };
}
