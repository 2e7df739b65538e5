import { pad } from "../trace/columns.ts";
import type { Paint } from "../trace/paint.ts";
import type { Reconciliation } from "./reconcile-day.ts";
import type { Comparison } from "./tally.ts";

/** The comparison as text: the totals of every metric, every series that differs, and the contacts that are not known to be counted. */
export function renderReconciliation(day: string, found: Reconciliation, paint: Paint): string {
  const { contacts, series, unfinished } = found;
  const different = series.filter(({ isEqual }) => !isEqual);
  const isTotal = ({ dimensions }: Comparison) => Object.keys(dimensions).length === 0;
  const rows = series.filter((one) => isTotal(one) || !one.isEqual);
  const table = [["METRIC", "LEDGER", "METRICS", ""], ...rows.map(rowOf)];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map(([name = "", ledger = "", metrics = "", verdict = ""]) =>
    `${pad(name, widths[0] ?? 0)}  ${pad(ledger, widths[1] ?? 0, "left")}  ${pad(metrics, widths[2] ?? 0, "left")}  ${verdict}`.trimEnd(),
  );
  const result =
    different.length === 0
      ? `${series.length} series agree`
      : paint.odd(`${different.length} of ${series.length} series differ (CloudWatch may lag by some minutes)`);
  return [
    `${day}: ${contacts} contacts closed`,
    "",
    ...lines,
    "",
    result,
    ...unfinished.map((contactId) =>
      paint.odd(`not known to be counted: ${contactId}   npm run trace -- ${contactId}`),
    ),
  ].join("\n");
}

function rowOf({ metric, dimensions, ledger, metrics, isEqual }: Comparison): string[] {
  const under = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return [[metric, ...under].join(" "), figure(ledger), figure(metrics), isEqual ? "" : "≠"];
}

/** How often, and the sum of the values, e.g. `31 × = 8,412,000`. */
function figure({ count, sum }: Comparison["ledger"]): string {
  return `${count} × = ${sum.toLocaleString("en-US", { maximumFractionDigits: 4 })}`;
}
