/** The time of the local stack. Injected everywhere, so that a virtual clock can take its place. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits, however long; rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Node.js runs a longer timer at once (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args): 24.8 days. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's own time. */
export const wallClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      let timer: NodeJS.Timeout | undefined;
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const wait = (left: number) => {
        const part = Math.min(left, longestTimerMs);
        timer = setTimeout(() => {
          if (left > part) return wait(left - part);
          signal?.removeEventListener("abort", onAbort);
          resolve();
        }, part);
      };
      wait(milliseconds);
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};
