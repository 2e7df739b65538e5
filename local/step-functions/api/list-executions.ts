import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { Execution } from "../execution/execution.ts";
import type { ExecutionStore } from "../execution/execution-store.ts";
import type { MapRuns } from "../execution/map-runs.ts";
import type { StateMachineStore } from "../state-machine-store.ts";
import { epochSeconds, readInput, validationError } from "./input.ts";
import { page, pageSchema } from "./paging.ts";

const listSchema = pageSchema.extend({
  stateMachineArn: z.string().min(1).max(256).optional(),
  mapRunArn: z.string().min(1).max(2000).optional(),
  statusFilter: z.enum(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"]).optional(),
  redriveFilter: z.enum(["REDRIVEN", "NOT_REDRIVEN"]).optional(),
});

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export function listExecutionsOperation(
  machines: StateMachineStore,
  executions: ExecutionStore,
  mapRuns: MapRuns,
): Record<string, JsonOperation> {
  /** All executions that the request is about, those started last first. */
  const chosen = ({ stateMachineArn, mapRunArn, statusFilter }: z.infer<typeof listSchema>): readonly Execution[] => {
    if ((stateMachineArn === undefined) === (mapRunArn === undefined))
      throw validationError("Exactly one of stateMachineArn and mapRunArn must be specified");
    if (mapRunArn !== undefined) return mapRuns.get(mapRunArn).executions();
    if (statusFilter === "PENDING_REDRIVE")
      throw validationError("The statusFilter PENDING_REDRIVE needs a mapRunArn in place of the stateMachineArn");
    const { arn, type } = machines.get(stateMachineArn ?? "");
    if (type !== "STANDARD")
      throw new ServiceError(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine",
      );
    return executions.list().filter(({ machine }) => machine.arn === arn);
  };

  return {
    ListExecutions: (input) => {
      const request = readInput(listSchema, input);
      const { statusFilter, redriveFilter } = request;
      const found = chosen(request).filter(
        ({ status, redriveCount }) =>
          (statusFilter === undefined || statusFilter === status) &&
          (redriveFilter === undefined || (redriveFilter === "REDRIVEN") === redriveCount > 0),
      );
      const { items, nextToken } = page(found, request);
      const isChildList = request.mapRunArn !== undefined;
      return { executions: items.map((execution) => listItem(execution, isChildList)), nextToken };
    },
  };
}

function listItem(execution: Execution, isChild: boolean): Record<string, unknown> {
  const { arn, machine, name, status, startedAt, endedAt, redriveCount, redrivenAt, mapRun } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    status,
    startDate: epochSeconds(startedAt),
    stopDate: endedAt === undefined ? undefined : epochSeconds(endedAt),
    ...(isChild && { mapRunArn: mapRun?.arn, itemCount: mapRun?.itemCount }),
    redriveCount,
    redriveDate: redrivenAt === undefined ? undefined : epochSeconds(redrivenAt),
  };
}
