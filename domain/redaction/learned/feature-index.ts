import { cutAt } from "./cut-at.ts";

/** Finds for each token of a text the places of its features among those that a model knows; unknown features have none. */
export type FeatureIndex = (features: readonly Uint32Array[]) => Uint32Array[];

const empty = -1;

/** Makes an index of a model's features: a table with open addressing, at most half full, where bisection would look at seventeen places. */
export function indexFeatures(hashes: Uint32Array): FeatureIndex {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, hashes.length * 2)));
  const table = new Int32Array(size).fill(empty);
  hashes.forEach((hash, column) => {
    let slot = hash & (size - 1);
    while (table[slot] !== empty) slot = (slot + 1) & (size - 1);
    table[slot] = column;
  });
  const columnOf = (feature: number): number => {
    for (let slot = feature & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const column = table[slot] ?? empty;
      if (column === empty || hashes[column] === feature) return column;
    }
  };
  return (features) => {
    const columns: number[] = [];
    const ends = features.map((row) => {
      for (const feature of row) {
        const column = columnOf(feature);
        if (column !== empty) columns.push(column);
      }
      return columns.length;
    });
    return cutAt(ends, columns);
  };
}
