import type { MapRun, MapRunSettings } from "../../execution/map-run.ts";
import type { Payload } from "../../execution/payload.ts";
import { StatesError } from "../../execution/states-error.ts";
import type { Thread } from "../../execution/thread.ts";
import { failureDetails } from "../../resources/task-failure.ts";
import type { Block } from "../block.ts";
import { stateFailure } from "../state-failure.ts";
import type { Batch } from "./item-batcher.ts";
import { toleranceExceeded } from "./tolerance-exceeded.ts";

/** The run of one distributed Map state. */
export interface DistributedMap {
  readonly label: string;
  readonly body: Block;
  readonly type: "STANDARD" | "EXPRESS";
  readonly settings: MapRunSettings;
  /** What the child executions start with; asked for once the map run has started. */
  readonly batches: () => Promise<readonly Batch[]>;
  /** The state's result, once all children have ended. */
  readonly result: (mapRun: MapRun) => Promise<Payload>;
  /** Whether the results are written to S3, which happens for a run that fails as well. */
  readonly exports: boolean;
  /** The map run that a redrive goes on with. */
  readonly before: MapRun | undefined;
}

/** Most redrives of one map run: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html */
const mostRedrives = 1000;

/**
 * Runs each batch in a child execution of its own, and records the map run in the execution's history.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 * @throws StatesError, e.g. `States.ExceedToleratedFailureThreshold`; the signal's reason when the thread is aborted
 */
export async function runDistributed(thread: Thread, map: DistributedMap): Promise<Payload> {
  const mapRun = begin(thread, map);
  thread.progress = { mapRun };
  try {
    mapRun.units ??= (await map.batches()).map((batch) => ({ ...batch, execution: undefined }));
    const isTolerable = await thread.outside(mapRun.run(thread.signal));
    const result = isTolerable || map.exports ? await map.result(mapRun) : undefined;
    if (!isTolerable || !result) throw toleranceExceeded();
    mapRun.end("SUCCEEDED");
    thread.events.record("MapStateSucceeded", thread.note("MapRunSucceeded"));
    return result;
  } catch (thrown) {
    if (thread.signal.aborted) throw thrown;
    const error = stateFailure(thread, thrown);
    if (error instanceof StatesError) {
      mapRun.end("FAILED", error.error);
      thread.record("MapRunFailed", { mapRunFailedEventDetails: failureDetails(error) });
    }
    throw error;
  }
}

/** Takes the run before up again, or begins a new one when that one is done or its data was at fault. */
function begin(thread: Thread, { before, ...map }: DistributedMap): MapRun {
  if (!before || before.status === "SUCCEEDED" || before.error === "States.Runtime") {
    const mapRun = thread.run.services.mapRuns.open({ run: thread.run, ...map });
    thread.record("MapRunStarted", { mapRunStartedEventDetails: { mapRunArn: mapRun.arn } });
    return mapRun;
  }
  if (before.redriveCount >= mostRedrives)
    throw new StatesError("States.Runtime", `The map run was redriven ${mostRedrives} times already.`, {
      terminal: true,
    });
  before.redrive();
  thread.record("MapRunRedriven", {
    mapRunRedrivenEventDetails: { mapRunArn: before.arn, redriveCount: before.redriveCount },
  });
  return before;
}
