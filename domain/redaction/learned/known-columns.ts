import { findColumn } from "../../understanding/vectorise.ts";

/** The places of a token's features among those that a model knows. */
export function knownColumns(hashes: Uint32Array, features: Uint32Array): number[] {
  const columns: number[] = [];
  for (const feature of features) {
    const column = findColumn(hashes, feature);
    if (column >= 0) columns.push(column);
  }
  return columns;
}
