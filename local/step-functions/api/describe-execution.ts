import type { Execution } from "../execution/execution.ts";
import { redriveStatus } from "../execution/redrive-status.ts";
import type { Limits } from "../limits.ts";
import { epochSeconds } from "./input.ts";

/** What DescribeExecution and StartSyncExecution have in common. Absent members are undefined. */
export function describeExecution(execution: Execution): Record<string, unknown> {
  const { machine, endedAt, output } = execution;
  return {
    executionArn: execution.arn,
    stateMachineArn: machine.arn,
    mapRunArn: execution.mapRun?.arn,
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
    traceHeader: execution.traceHeader,
  };
}

/** A description as `includedData` METADATA_ONLY asks for it: without what users' data is in. */
export function withoutData(description: Record<string, unknown>): Record<string, unknown> {
  const { input: _input, output: _output, error: _error, cause: _cause, ...metadata } = description;
  return {
    ...metadata,
    inputDetails: { included: false },
    outputDetails: metadata.outputDetails && { included: false },
  };
}

/** How often an execution was redriven, and whether it can be now. */
export function redriveFields(execution: Execution, now: number, limits: Limits): Record<string, unknown> {
  const { status, reason } = redriveStatus(execution, now, limits);
  return {
    redriveCount: execution.redriveCount,
    redriveDate: execution.redrivenAt === undefined ? undefined : epochSeconds(execution.redrivenAt),
    redriveStatus: status,
    redriveStatusReason: reason,
  };
}
