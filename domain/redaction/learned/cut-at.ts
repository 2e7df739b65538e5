/** The parts of a list that end at the given places, in order. They share one memory: a million small lists of their own cost more than what is done with them. */
export function cutAt(ends: readonly number[], list: readonly number[]): Uint32Array[] {
  const whole = Uint32Array.from(list);
  let from = 0;
  return ends.map((end) => {
    const part = whole.subarray(from, end);
    from = end;
    return part;
  });
}
