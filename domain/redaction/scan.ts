/**
 * A text under examination that counts how many characters were looked at, so that a test can show that the work grows linearly. Recognisers walk it
 * once and look around only through bounded windows; a regular expression sees a window, never the whole text.
 */
export interface Scan {
  readonly text: string;
  /** Whether something was redacted in it before. */
  readonly hasPlaceholders: boolean;
  /** Characters looked at so far. */
  readonly steps: () => number;
  /** The UTF-16 unit at a place; NaN beyond the ends. */
  readonly codeAt: (at: number) => number;
  /** Up to `limit` characters that end before `at`. */
  readonly before: (at: number, limit: number) => string;
  /** Up to `limit` characters from `at` on. */
  readonly after: (at: number, limit: number) => string;
  /** The text from `start` to `end`, or undefined when that is more than `limit` characters or nothing at all is between. */
  readonly between: (start: number, end: number, limit: number) => string | undefined;
}

/** The widest window that any recogniser opens. */
export const widestWindow = 80;

const placeholder = /\[[A-Z_]{3,14}\]/g;

/** Starts a scan. Placeholders of an earlier redaction are blanked out (same length), so that their words count neither as data nor as context. */
export function startScan(original: string): Scan {
  const text = original.replace(placeholder, (found) => "\uE000".repeat(found.length));
  let steps = 0;
  const slice = (start: number, end: number): string => {
    steps += Math.max(end - start, 0);
    return text.slice(start, end);
  };
  return {
    text,
    hasPlaceholders: text !== original,
    steps: () => steps,
    codeAt: (at) => {
      steps += 1;
      return text.charCodeAt(at);
    },
    before: (at, limit) => slice(Math.max(at - Math.min(limit, widestWindow), 0), at),
    after: (at, limit) => slice(at, Math.min(at + Math.min(limit, widestWindow), text.length)),
    between: (start, end, limit) => (end - start > limit || end < start ? undefined : slice(start, end)),
  };
}
