import { pad } from "../trace/columns.ts";
import { type AccountRow, agrees } from "./compare-accounts.ts";

/** The totals of a day in three columns; what differs is marked. */
export function renderAccounts(rows: readonly AccountRow[]): string {
  const figure = (value: number | undefined) => (value === undefined ? "-" : value.toLocaleString("en-US"));
  const table = [
    ["", "METRICS", "LEDGER", "EXECUTIONS", ""],
    ...rows.map((row) => [
      row.what,
      figure(row.metrics),
      figure(row.ledger),
      figure(row.executions),
      agrees(row) ? "" : "≠",
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  return table
    .map(([what = "", ...cells]) =>
      [
        pad(what, widths[0] ?? 0),
        ...cells.slice(0, 3).map((cell, column) => pad(cell, widths[column + 1] ?? 0, "left")),
        cells[3] ?? "",
      ]
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
