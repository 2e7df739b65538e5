import { z } from "zod";
import type { JsonOperation } from "../../gateway/json-protocol.ts";
import type { ExecutionStore } from "../execution/execution-store.ts";
import type { MapRun, MapUnit } from "../execution/map-run.ts";
import type { MapRuns } from "../execution/map-runs.ts";
import { redriveStatus } from "../execution/redrive-status.ts";
import type { Limits } from "../limits.ts";
import { epochSeconds, readInput } from "./input.ts";
import { page, pageSchema } from "./paging.ts";

const mapRunSchema = z.object({ mapRunArn: z.string() });
const listSchema = pageSchema.extend({ executionArn: z.string() });
const updateSchema = mapRunSchema.extend({
  maxConcurrency: z.number().int().min(0).optional(),
  toleratedFailureCount: z.number().int().min(0).optional(),
  toleratedFailurePercentage: z.number().min(0).max(100).optional(),
});

const unsuccessful: ReadonlySet<string> = new Set(["FAILED", "TIMED_OUT", "ABORTED"]);

/** The API's operations on map runs: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html */
export function mapRunOperations(
  mapRuns: MapRuns,
  executions: ExecutionStore,
  { now, limits }: { readonly now: () => number; readonly limits: Limits },
): Record<string, JsonOperation> {
  const isLost = ({ execution }: MapUnit) =>
    execution !== undefined &&
    unsuccessful.has(execution.status) &&
    redriveStatus(execution, now(), limits).reason !== undefined;
  return {
    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html */
    ListMapRuns: (input) => {
      const { executionArn, ...paging } = readInput(listSchema, input);
      const { arn, machine } = executions.standard(executionArn);
      const { items, nextToken } = page(mapRuns.of(arn), paging);
      return {
        mapRuns: items.map((mapRun) => ({ ...dates(mapRun), executionArn: arn, stateMachineArn: machine.arn })),
        nextToken,
      };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html */
    DescribeMapRun: (input) => {
      const mapRun = mapRuns.get(readInput(mapRunSchema, input).mapRunArn);
      const { maxConcurrency, toleratedFailureCount = 0, toleratedFailurePercentage = 0 } = mapRun.settings;
      return {
        ...dates(mapRun),
        executionArn: mapRun.executionArn,
        status: mapRun.status,
        maxConcurrency,
        toleratedFailureCount,
        toleratedFailurePercentage,
        itemCounts: counts(mapRun, isLost, ({ itemCount }) => itemCount),
        executionCounts: counts(mapRun, isLost, () => 1),
        redriveCount: mapRun.redriveCount,
        redriveDate: mapRun.redrivenAt === undefined ? undefined : epochSeconds(mapRun.redrivenAt),
      };
    },

    /** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html */
    UpdateMapRun: (input) => {
      const { mapRunArn, ...settings } = readInput(updateSchema, input);
      const given = Object.entries(settings).filter(([, value]) => value !== undefined);
      mapRuns.get(mapRunArn).update(Object.fromEntries(given));
    },
  };
}

function dates({ arn, startedAt, endedAt }: MapRun): Record<string, unknown> {
  return {
    mapRunArn: arn,
    startDate: epochSeconds(startedAt),
    stopDate: endedAt === undefined ? undefined : epochSeconds(endedAt),
  };
}

/** How many of what a unit weighs are in each status. */
function counts(
  { units = [], status, written, redriveCount }: MapRun,
  isLost: (unit: MapUnit) => boolean,
  weigh: (unit: MapUnit) => number,
): Record<string, number> {
  const sum = (chosen: (unit: MapUnit) => boolean) =>
    units.filter(chosen).reduce((total, unit) => total + weigh(unit), 0);
  const isIn = (wanted: string) => sum(({ execution }) => execution?.status === wanted);
  return {
    pending: sum(({ execution }) => !execution),
    running: isIn("RUNNING"),
    succeeded: isIn("SUCCEEDED"),
    failed: isIn("FAILED"),
    timedOut: isIn("TIMED_OUT"),
    aborted: isIn("ABORTED"),
    total: sum(() => true),
    resultsWritten: written ? sum(({ execution }) => execution !== undefined) : 0,
    failuresNotRedrivable: sum(isLost),
    pendingRedrive: sum(
      ({ execution }) =>
        status === "RUNNING" &&
        execution !== undefined &&
        unsuccessful.has(execution.status) &&
        execution.redriveCount < redriveCount,
    ),
  };
}
