import { StatesError } from "../../execution/states-error.ts";

/** The error of a Map state of which more items failed than it tolerates. */
export function toleranceExceeded(): StatesError {
  return new StatesError(
    "States.ExceedToleratedFailureThreshold",
    "The specified tolerated failure threshold was exceeded",
  );
}
