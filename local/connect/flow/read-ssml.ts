/** What SSML comes to in a simulation: words, and the silence behind them. */
export interface SpokenMessage {
  readonly text: string;
  readonly pauseMs: number;
}

const speak = /^<speak>(.*)<\/speak>$/s;
const pause = /<break time="(\d+)(ms|s)"\s*\/>/g;

/**
 * Reads SSML that holds text and pauses; undefined for anything else. Pauses between words are put behind them.
 * Source: https://docs.aws.amazon.com/polly/latest/dg/supportedtags.html
 */
export function readSsml(ssml: string): SpokenMessage | undefined {
  const inner = speak.exec(ssml.trim())?.[1];
  if (inner === undefined) return undefined;
  const pauseMs = [...inner.matchAll(pause)].reduce(
    (sum, [, length, unit]) => sum + Number(length) * (unit === "s" ? 1_000 : 1),
    0,
  );
  const text = inner.replace(pause, " ").replace(/\s+/gu, " ").trim();
  return text.includes("<") ? undefined : { text, pauseMs };
}
