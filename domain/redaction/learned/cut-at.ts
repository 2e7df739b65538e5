/** The parts of a list that end at the given places, in order. They share the list's memory: a million small lists of their own cost more than what is done with them. */
export function cutAt(ends: readonly number[], list: Uint32Array): Uint32Array[] {
  let from = 0;
  return ends.map((end) => {
    const part = list.subarray(from, end);
    from = end;
    return part;
  });
}
