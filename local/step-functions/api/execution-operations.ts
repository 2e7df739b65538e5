import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { Execution } from "../execution/execution.ts";
import type { ExecutionStore } from "../execution/execution-store.ts";
import type { StateMachineStore } from "../state-machine-store.ts";
import { describeExecution, redriveFields } from "./describe-execution.ts";
import { epochSeconds, readInput } from "./input.ts";
import { page, pageSchema } from "./paging.ts";

const startSchema = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().optional(),
});
const executionSchema = z.object({ executionArn: z.string() });
const stopSchema = executionSchema.extend({ error: z.string().optional(), cause: z.string().optional() });
const listSchema = pageSchema.extend({
  stateMachineArn: z.string(),
  statusFilter: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"]).optional(),
});

/** The API's operations on executions, but for their history. */
export function executionOperations(
  machines: StateMachineStore,
  executions: ExecutionStore,
): Record<string, JsonOperation> {
  const start = (input: Record<string, unknown>): Execution => {
    const { stateMachineArn, name, input: text } = readInput(startSchema, input);
    return executions.start({ machine: machines.get(stateMachineArn), name, input: text });
  };

  return {
    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
    StartExecution: (input) => {
      const { arn, startedAt } = start(input);
      return { executionArn: arn, startDate: epochSeconds(startedAt) };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */
    StartSyncExecution: async (input) => {
      const { stateMachineArn } = readInput(startSchema, input);
      if (machines.get(stateMachineArn).type !== "EXPRESS") throw notSupported();
      const execution = start(input);
      await execution.ended;
      const milliseconds = (execution.endedAt ?? execution.startedAt) - execution.startedAt;
      return {
        ...describeExecution(execution),
        status: execution.status === "ABORTED" ? "FAILED" : execution.status,
        billingDetails: {
          billedMemoryUsedInMB: 64,
          billedDurationInMilliseconds: Math.max(100, Math.ceil(milliseconds / 100) * 100),
        },
      };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
    DescribeExecution: (input) => {
      const execution = standard(executions.get(readInput(executionSchema, input).executionArn));
      return { ...describeExecution(execution), ...redriveFields(execution) };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
    ListExecutions: (input) => {
      const { stateMachineArn, statusFilter, ...paging } = readInput(listSchema, input);
      const machine = machines.get(stateMachineArn);
      if (machine.type !== "STANDARD") throw notSupported();
      const chosen = executions
        .list()
        .filter(
          (execution) => execution.machine === machine && (statusFilter ?? execution.status) === execution.status,
        );
      const { items, nextToken } = page(chosen, paging);
      return { executions: items.map(listItem), nextToken };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html */
    StopExecution: (input) => {
      const { executionArn, error, cause } = readInput(stopSchema, input);
      const execution = standard(executions.get(executionArn));
      execution.stop(error, cause);
      return { stopDate: epochSeconds(execution.endedAt ?? execution.startedAt) };
    },
  };
}

function listItem({ arn, machine, name, status, startedAt, endedAt }: Execution): Record<string, unknown> {
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    status,
    startDate: epochSeconds(startedAt),
    stopDate: endedAt === undefined ? undefined : epochSeconds(endedAt),
    redriveCount: 0,
  };
}

/** Express executions cannot be read or stopped through the API. */
function standard(execution: Execution): Execution {
  if (execution.machine.type === "STANDARD") return execution;
  throw new ServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${execution.arn}'`);
}

function notSupported(): ServiceError {
  return new ServiceError(
    "StateMachineTypeNotSupported",
    "This operation is not supported by this type of state machine",
  );
}
