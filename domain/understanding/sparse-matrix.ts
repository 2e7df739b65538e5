/** Texts as rows of numbers that are mostly zero; only the others are held. Row `r` has its entries at `starts[r]` up to `starts[r + 1]`. */
export interface SparseMatrix {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/** Entries of one row: parallel lists, one entry a column. */
export interface SparseRow {
  readonly columns: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Puts rows together, in their order. */
export function buildSparseMatrix(rows: readonly SparseRow[], columnCount: number): SparseMatrix {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((row, index) => {
    starts[index + 1] = (starts[index] ?? 0) + row.columns.length;
  });
  const columns = new Uint32Array(starts[rows.length] ?? 0);
  const values = new Float32Array(columns.length);
  rows.forEach((row, index) => {
    columns.set(row.columns, starts[index]);
    values.set(row.values, starts[index]);
  });
  return { rowCount: rows.length, columnCount, starts, columns, values };
}
