import type { Issue } from "../../../schemas/issue.ts";
import { cut, pad } from "./columns.ts";
import { displayWidth } from "./display-width.ts";
import { duration } from "./duration.ts";
import type { Paint } from "./paint.ts";

const titles = ["number", "opened", "severity", "state", "resolved in", "contact", "summary"] as const;
const gap = "  ";

/**
 * The issue log as a table of so many columns; the summary takes what is left.
 * @returns lines, the first of them the titles
 */
export function issueTable(issues: readonly Issue[], paint: Paint, columns: number): string[] {
  const rows = issues.map((issue) => [
    issue.issueId,
    `${issue.openedAt.slice(0, 10)} ${issue.openedAt.slice(11, 19)}Z`,
    issue.severity,
    issue.state,
    issue.timeToResolveMs === undefined ? "-" : duration(issue.timeToResolveMs),
    issue.contactId?.slice(0, 8) ?? "-",
    issue.summary.replaceAll(/\p{Cc}/gu, " "),
  ]);
  const widths = titles.map((title, index) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[index] ?? ""))),
  );
  const fixed = widths.slice(0, -1).reduce((sum, width) => sum + width + gap.length, 0);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (index === cells.length - 1 ? cut(cell, columns - fixed) : pad(cell, widths[index] ?? 0)))
      .join(gap)
      .trimEnd();
  return [
    paint.title(line(titles)),
    ...rows.map((row, index) => {
      const issue = issues[index];
      if (issue?.state === "resolved") return paint.quiet(line(row));
      return issue?.severity === "high" ? paint.bad(line(row)) : line(row);
    }),
  ];
}
