/**
 * A signal that is aborted with the first of these. A bare `AbortSignal.any` is not enough for whoever only looks at it now and then: in Node.js 24 it asks its sources
 * when it is looked at, holds them weakly, and never hears of an abort whose controller has been collected since. With a listener it is told at once.
 */
export function joinedSignal(signals: readonly AbortSignal[]): AbortSignal {
  const joined = AbortSignal.any([...signals]);
  joined.addEventListener("abort", () => {}, { once: true });
  return joined;
}
