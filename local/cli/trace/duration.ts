/** A span of milliseconds for the eye: `412 ms`, `12.3 s`, `6:38.8` (minutes), `1:02:03` (hours). */
export function duration(milliseconds: number): string {
  if (milliseconds < 0) return `-${duration(-milliseconds)}`;
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const tenths = Math.round(milliseconds / 100);
  if (tenths < 36_000) return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, "0")}`;
  const seconds = Math.round(milliseconds / 1_000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A place on a contact's clock: `m:ss.mmm`, for columns. */
export function clock(milliseconds: number): string {
  const whole = Math.round(Math.abs(milliseconds));
  const text = `${Math.floor(whole / 60_000)}:${((whole % 60_000) / 1_000).toFixed(3).padStart(6, "0")}`;
  return milliseconds < 0 ? `-${text}` : text;
}
