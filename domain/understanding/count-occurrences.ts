/** Features, and in how many lists each was. */
export interface Occurrences {
  /** In ascending order, each once. */
  readonly features: Uint32Array;
  readonly counts: Uint32Array;
}

/** Counts how often each feature occurs in lists together. Sorting is several times as fast as a map where there are millions. */
export function countOccurrences(lists: readonly Uint32Array[]): Occurrences {
  const sorted = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const list of lists) {
    sorted.set(list, end);
    end += list.length;
  }
  sorted.sort();
  const counts = new Uint32Array(sorted.length);
  let length = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    const feature = sorted[at] ?? 0;
    if (length === 0 || feature !== sorted[length - 1]) {
      sorted[length] = feature;
      length += 1;
    }
    counts[length - 1] = (counts[length - 1] ?? 0) + 1;
  }
  return { features: sorted.slice(0, length), counts: counts.slice(0, length) };
}
