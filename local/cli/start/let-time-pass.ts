import { type Clock, wallClock } from "../../clock.ts";
import { isVirtualClock } from "../../virtual-clock.ts";

/** How often virtual time is brought forward, milliseconds. */
const stepMs = 100;

/** Lets a stack that stays up live on at the machine's pace, whatever its clock, until the signal is aborted. */
export async function letTimePass(clock: Clock, signal: AbortSignal): Promise<void> {
  let before = wallClock.now();
  while (!signal.aborted) {
    await wallClock.sleep(stepMs, signal).catch(() => {});
    const now = wallClock.now();
    if (isVirtualClock(clock) && !signal.aborted) await clock.advance(now - before);
    before = now;
  }
}
