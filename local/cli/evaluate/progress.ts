/** Tells on standard error what goes on, once it has taken two seconds. */
export interface Progress {
  readonly step: (what: string) => void;
}

const silentMs = 2_000;

/** A line for each step; the first ones wait until two seconds have gone by. `now` is in milliseconds. */
export function createProgress(write: (line: string) => void, now: () => number): Progress {
  const startedAt = now();
  return {
    step: (what) => {
      const seconds = (now() - startedAt) / 1_000;
      if (seconds * 1_000 >= silentMs) write(`${seconds.toFixed(0).padStart(4)} s  ${what} …\n`);
    },
  };
}
