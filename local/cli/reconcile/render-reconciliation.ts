import { pad } from "../trace/columns.ts";
import { duration } from "../trace/duration.ts";
import type { Paint } from "../trace/paint.ts";
import type { Reconciliation } from "./reconcile-day.ts";
import type { Comparison } from "./tally.ts";

/** The comparison as text: the totals of every metric, every series that differs, what is not known to be counted, and what each agent did. */
export function renderReconciliation(day: string, found: Reconciliation, paint: Paint): string {
  const { contacts, series, agents, unfinished, unfinishedTime } = found;
  const different = series.filter(({ isEqual }) => !isEqual);
  const isTotal = ({ dimensions }: Comparison) => Object.keys(dimensions).length === 0;
  const rows = series.filter((one) => isTotal(one) || !one.isEqual);
  const lines = tableOf([["METRIC", "LEDGER", "METRICS", ""], ...rows.map(rowOf)]);
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
    ...unfinishedTime.map((stretch) => paint.odd(`not known to be counted: ${stretch}`)),
    ...(agents.length > 0 ? ["", ...agentTable(agents)] : []),
  ].join("\n");
}

function agentTable(agents: Reconciliation["agents"]): readonly string[] {
  return tableOf([
    ["AGENT", "CONTACTS", "ON CONTACTS", "AVAILABLE", "OCCUPANCY"],
    ...agents.map(({ agentId, contacts, handlingMs, availableMs, occupancy }) => [
      agentId,
      String(contacts),
      duration(handlingMs),
      duration(availableMs),
      occupancy === undefined ? "–" : `${(100 * occupancy).toFixed(1)} %`,
    ]),
  ]);
}

/** The first column stands to the left, the others to the right. */
function tableOf(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, column === 0 ? "right" : "left"))
      .join("  ")
      .trimEnd(),
  );
}

function rowOf({ metric, dimensions, ledger, metrics, isEqual }: Comparison): string[] {
  const under = Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);
  return [[metric, ...under].join(" "), figure(ledger), figure(metrics), isEqual ? "" : "≠"];
}

/** How often, and the sum of the values, e.g. `31 × = 8,412,000`. */
function figure({ count, sum }: Comparison["ledger"]): string {
  return `${count} × = ${sum.toLocaleString("en-US", { maximumFractionDigits: 4 })}`;
}
