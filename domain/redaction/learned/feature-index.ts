/** Finds the places of a token's features among those that a model knows; unknown features have none. */
export type FeatureIndex = (features: Uint32Array) => number[];

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
  return (features) => {
    const columns: number[] = [];
    for (const feature of features) {
      for (let slot = feature & (size - 1); ; slot = (slot + 1) & (size - 1)) {
        const column = table[slot] ?? empty;
        if (column === empty) break;
        if (hashes[column] !== feature) continue;
        columns.push(column);
        break;
      }
    }
    return columns;
  };
}
