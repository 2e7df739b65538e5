import type { Remedy, RemedyAction, RemedySwitch } from "../../../schemas/remedy.ts";
import { cut, pad } from "../trace/columns.ts";
import { displayWidth } from "../trace/display-width.ts";
import type { Paint } from "../trace/paint.ts";

const gap = "  ";

/** The remedies as a table of so many columns, and below it whether remedies may act. */
export function renderRemedies(
  remedies: readonly Remedy[],
  turned: RemedySwitch,
  paint: Paint,
  columns: number,
): string[] {
  const titles = ["remedy", "began", "function", "ailment", "MB", "state", "issue", "why"];
  const rows = remedies.map(
    ({ remedyId, beganAt, functionName, ailment, fromMb, toMb, state, issueId, reason, detail }) => [
      remedyId,
      instant(beganAt),
      functionName,
      ailment,
      toMb === undefined ? "-" : `${fromMb ?? "?"} -> ${toMb}`,
      state,
      issueId ?? "-",
      [reason, detail].filter((part) => part !== undefined && part !== "").join(": "),
    ],
  );
  const table = rows.length === 0 ? ["No remedy has begun yet."] : tableOf(titles, rows, paint, columns);
  return [...table, "", renderSwitch(turned)];
}

/** The audit log as a table of so many columns. */
export function renderActions(actions: readonly RemedyAction[], paint: Paint, columns: number): string[] {
  if (actions.length === 0) return ["The audit log is empty."];
  const titles = ["at", "who", "what", "phase", "target", "before", "after", "why"];
  const rows = actions.map(({ at, who, what, phase, target, before, after, why }) => [
    instant(at),
    who,
    what,
    phase,
    target ?? "-",
    before ?? "-",
    after ?? "-",
    why,
  ]);
  return tableOf(titles, rows, paint, columns);
}

/** Whether remedies may act, and who said so. */
export function renderSwitch({ isOn, by, at, why }: RemedySwitch): string {
  const who = by === undefined ? "" : ` (${by}, ${at ?? "at an unknown time"}: ${why ?? "no reason given"})`;
  return isOn
    ? `Remedies may act${who}.`
    : `Remedies are stopped${who}. Start: npm run remedies -- start --by … --why …`;
}

/** `2024-12-19 01:15:00Z`. */
const instant = (at: string) => `${at.slice(0, 10)} ${at.slice(11, 19)}Z`;

/** A table whose last column takes what is left of so many columns. */
function tableOf(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint,
  columns: number,
): string[] {
  const plain = rows.map((row) => row.map((cell) => cell.replaceAll(/\p{Cc}/gu, " ")));
  const widths = titles.map((title, index) =>
    Math.max(displayWidth(title), ...plain.map((row) => displayWidth(row[index] ?? ""))),
  );
  const fixed = widths.slice(0, -1).reduce((sum, width) => sum + width + gap.length, 0);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        index === cells.length - 1 ? cut(cell, Math.max(20, columns - fixed)) : pad(cell, widths[index] ?? 0),
      )
      .join(gap)
      .trimEnd();
  return [paint.title(line(titles)), ...plain.map(line)];
}
