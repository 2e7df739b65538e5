import type { Clock } from "../../clock.ts";
import { StatesError } from "./states-error.ts";

/** Rings when so much time has passed since it was set or last put off. */
export interface Alarm {
  /** Rejects with the alarm's error when it rings; else stays pending. */
  readonly rings: Promise<never>;
  /** Starts the time anew. */
  putOff(): void;
  /** Ends the waiting. */
  cancel(): void;
}

/** Made once: a reason of its own for each would cost more than the rest of an alarm. */
const cancelled = new Error("The alarm was cancelled.");

/** Sets an alarm; without seconds it never rings. */
export function setAlarm(clock: Clock, seconds: number | undefined, error: string): Alarm {
  if (seconds === undefined)
    return { rings: new Promise(() => undefined), putOff: () => undefined, cancel: () => undefined };
  const end = new AbortController();
  let due = clock.now() + seconds * 1000;
  const watch = async (): Promise<never> => {
    for (let left = due - clock.now(); left > 0; left = due - clock.now()) await clock.sleep(left, end.signal);
    throw new StatesError(error, undefined);
  };
  const rings = watch();
  rings.catch(() => undefined); // Nobody may be listening any more when it rings or is cancelled.
  return {
    rings,
    putOff: () => {
      due = clock.now() + seconds * 1000;
    },
    cancel: () => end.abort(cancelled),
  };
}
