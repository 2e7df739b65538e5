/** A share with the bounds between which the true one lies with a probability of 95 %; all from 0 to 1. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The standard normal quantile of 97.5 %. */
const z = 1.959964;

/**
 * A share of `hits` in `trials` with Wilson's score interval, which holds for few trials and for shares near 0 and 1 too.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 * @throws RangeError unless 0 ≤ hits ≤ trials and there is a trial
 */
export function wilsonInterval(hits: number, trials: number): Share {
  if (!(trials >= 1 && hits >= 0 && hits <= trials)) {
    throw new RangeError(`wilsonInterval: ${hits} of ${trials} is no share`);
  }
  const value = hits / trials;
  const scale = 1 + z ** 2 / trials;
  const middle = (value + z ** 2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((value * (1 - value)) / trials + z ** 2 / (4 * trials ** 2));
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
