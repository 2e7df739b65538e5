import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { Execution } from "../execution/execution.ts";
import type { ExecutionStore } from "../execution/execution-store.ts";
import type { Limits } from "../limits.ts";
import type { StateMachineStore } from "../state-machine-store.ts";
import { describeExecution, redriveFields, withoutData } from "./describe-execution.ts";
import { epochSeconds, readInput } from "./input.ts";

const includedData = z.enum(["ALL_DATA", "METADATA_ONLY"]).default("ALL_DATA");
const startSchema = z.object({
  stateMachineArn: z.string().min(1).max(256),
  name: z.string().min(1).max(80).optional(),
  input: z.string().optional(),
  traceHeader: z.string().max(256).optional(),
});
const startSyncSchema = startSchema.extend({ includedData });
const describeSchema = z.object({ executionArn: z.string().min(1).max(256), includedData });
const stopSchema = z.object({
  executionArn: z.string().min(1).max(256),
  error: z.string().max(256).optional(),
  cause: z.string().max(32_768).optional(),
});

/** The API's operations that start, describe and stop executions. */
export function executionOperations(
  machines: StateMachineStore,
  executions: ExecutionStore,
  { now, limits }: { readonly now: () => number; readonly limits: Limits },
): Record<string, JsonOperation> {
  const start = ({ stateMachineArn, name, input, traceHeader }: z.infer<typeof startSchema>): Execution =>
    executions.start({ machine: machines.get(stateMachineArn), name, input, traceHeader });

  return {
    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
    StartExecution: (input) => {
      const { arn, startedAt } = start(readInput(startSchema, input));
      return { executionArn: arn, startDate: epochSeconds(startedAt) };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */
    StartSyncExecution: async (input) => {
      const { includedData, ...request } = readInput(startSyncSchema, input);
      if (machines.get(request.stateMachineArn).type !== "EXPRESS")
        throw new ServiceError(
          "StateMachineTypeNotSupported",
          "This operation is not supported by this type of state machine",
        );
      const execution = start(request);
      await execution.ended;
      const milliseconds = (execution.endedAt ?? execution.startedAt) - execution.startedAt;
      return {
        ...described(execution, includedData),
        status: execution.status === "ABORTED" ? "FAILED" : execution.status,
        billingDetails: {
          billedMemoryUsedInMB: 64,
          billedDurationInMilliseconds: Math.max(100, Math.ceil(milliseconds / 100) * 100),
        },
      };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
    DescribeExecution: (input) => {
      const { executionArn, includedData } = readInput(describeSchema, input);
      const execution = executions.standard(executionArn);
      return { ...described(execution, includedData), ...redriveFields(execution, now(), limits) };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html */
    StopExecution: (input) => {
      const { executionArn, error, cause } = readInput(stopSchema, input);
      const execution = executions.standard(executionArn);
      execution.stop(error, cause);
      return { stopDate: epochSeconds(execution.endedAt ?? execution.startedAt) };
    },
  };
}

function described(execution: Execution, included: z.infer<typeof includedData>): Record<string, unknown> {
  const description = describeExecution(execution);
  return included === "ALL_DATA" ? description : withoutData(description);
}
