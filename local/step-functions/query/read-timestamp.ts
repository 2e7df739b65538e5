const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 time with seconds and an offset, which is all that AWS takes.
 * @returns milliseconds since the epoch; undefined for anything else
 */
export function readTimestamp(value: unknown): number | undefined {
  if (typeof value !== "string" || !pattern.test(value)) return undefined;
  // JavaScript's own parser is only sure to read three digits of a second's fraction, and takes 30 February for 2 March.
  const milliseconds = Date.parse(value.replace(/\.(\d{1,3})\d*/, ".$1"));
  return Number.isNaN(milliseconds) || !isDay(value) ? undefined : milliseconds;
}

function isDay(text: string): boolean {
  const day = text.slice(0, 10);
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
