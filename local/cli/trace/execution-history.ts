import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { MachineEvent } from "./machine-run.ts";

/** An event of GetExecutionHistory, whichever of its forty details it carries. */
export function machineEventOf(event: HistoryEvent): MachineEvent {
  const { id = 0, previousEventId = 0, timestamp, type = "" } = event;
  const { stateEnteredEventDetails, stateExitedEventDetails, evaluationFailedEventDetails } = event;
  const name = stateEnteredEventDetails?.name ?? stateExitedEventDetails?.name ?? evaluationFailedEventDetails?.state;
  const error = errorIn(event);
  return {
    id,
    previousId: previousEventId,
    at: timestamp?.getTime() ?? 0,
    type,
    ...(name !== undefined && { name }),
    ...(error !== undefined && { error }),
  };
}

function errorIn(event: HistoryEvent): string | undefined {
  for (const details of Object.values(event)) {
    if (typeof details !== "object" || details === null || !("error" in details)) continue;
    if (typeof details.error === "string") return details.error;
  }
  return undefined;
}
