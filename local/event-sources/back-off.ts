import type { Clock } from "../clock.ts";

/**
 * Waits before a batch is tried again. AWS backs off exponentially without publishing the numbers; here it is 0.1 s doubled up to 5 s.
 * @param retry 0 for the first
 * @returns false when the signal ended the wait
 */
export async function backOff(clock: Clock, retry: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(backOffMs(retry), signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

/** How long {@link backOff} waits. */
export function backOffMs(retry: number): number {
  return Math.min(100 * 2 ** retry, 5_000);
}
