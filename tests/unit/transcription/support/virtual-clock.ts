/** A clock that stands while anything is being done and jumps to the next one who sleeps when nothing is. */
export function virtualClock(start = Date.parse("2024-12-19T00:00:00.000Z")) {
  const sleepers: { readonly due: number; readonly wake: () => void }[] = [];
  let now = start;
  let isArmed = false;
  const jump = () => {
    isArmed = false;
    sleepers.sort((one, other) => one.due - other.due);
    const next = sleepers.shift();
    now = Math.max(now, next?.due ?? now);
    next?.wake();
    arm();
  };
  const arm = () => {
    if (isArmed || sleepers.length === 0) return;
    isArmed = true;
    setImmediate(jump);
  };
  return {
    start,
    now: () => now,
    sleep: (milliseconds: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ due: now + milliseconds, wake });
        arm();
      }),
  };
}
export type VirtualClock = ReturnType<typeof virtualClock>;
