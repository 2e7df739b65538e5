import { type AccountRow, agrees, compareAccounts } from "../reconcile/compare-accounts.ts";
import { renderAccounts } from "../reconcile/render-accounts.ts";
import type { DayFigures } from "./day-figures.ts";
import { figuresTable } from "./figures-table.ts";
import type { StackReader } from "./stack-reader.ts";

/** What is told at the end of a day. */
export interface DayEnding {
  readonly figures: DayFigures;
  /** Both tables, and what differs. */
  readonly text: string;
  /** Whether metrics, ledger and executions tell different days. */
  readonly differs: boolean;
}

const hourMs = 3_600_000;

/**
 * Reads a day back from metrics, ledger and executions, each through its own API, and compares.
 * @param startedAt when the day began, and when it ended: epoch milliseconds of the stack's clock. Metrics are kept by the hour.
 */
export async function endDay(
  reader: Pick<StackReader, "figures" | "accounts">,
  startedAt: number,
  endedAt: number,
): Promise<DayEnding> {
  const range = { from: Math.floor(startedAt / hourMs) * hourMs, to: (Math.floor(endedAt / hourMs) + 1) * hourMs };
  const figures = await reader.figures(range);
  const accounts = await reader.accounts(range);
  const rows = compareAccounts(accounts);
  const { all, different } = accounts.series;
  const text = [
    figuresTable(figures),
    "",
    renderAccounts(rows),
    "",
    verdict(rows),
    different.length === 0
      ? `${all} series of metrics agree with the ledger`
      : `${different.length} of ${all} series of metrics differ from the ledger: ${different.join(" ")}`,
    "",
  ].join("\n");
  return { figures, text, differs: different.length > 0 || !rows.every(agrees) };
}

function verdict(rows: readonly AccountRow[]): string {
  const different = rows.filter((row) => !agrees(row)).map(({ what }) => what);
  return different.length === 0
    ? "metrics, ledger and executions agree"
    : `metrics, ledger and executions differ in: ${different.join(", ")}`;
}
