/**
 * A reproducible source of numbers in [0, 1): the same seed gives the same sequence on every machine.
 * Algorithm: mulberry32 (T. Ettinger, public domain), a 32-bit counter behind an integer mixer.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 up to, and without, `bound`. */
export function pickBelow(random: () => number, bound: number): number {
  return Math.floor(random() * bound);
}

/** The items in an order that `random` decides (Fisher and Yates); the input stays as it is. */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const out = [...items];
  for (let last = out.length - 1; last > 0; last -= 1) {
    const other = pickBelow(random, last + 1);
    const [a, b] = [out[last], out[other]];
    if (a !== undefined && b !== undefined) {
      out[last] = b;
      out[other] = a;
    }
  }
  return out;
}
