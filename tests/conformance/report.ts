import type { Difference } from "./compare.ts";

/** What became of one line. */
export interface LineResult {
  readonly name: string;
  readonly category: string;
  readonly differences: readonly Difference[];
  /** Why the line may differ; undefined for lines that must not. */
  readonly known: string | undefined;
  readonly otherOrder: boolean;
  /** What AWS changed since the recording, where the line differs by that alone. */
  readonly superseded?: readonly string[];
}

/** Whether a line is as it must be: without differences, or with those that are known. A known one that passes is to be removed. */
export function isAsExpected({ differences, known }: LineResult): boolean {
  return differences.length > 0 === (known !== undefined);
}

/** What a line's difference looks like on a terminal; nothing for a line that passed. */
export function describeResult({ name, differences, known, superseded }: LineResult): string {
  if (differences.length === 0)
    return known === undefined ? "" : `${name}\n  passes now: remove it from known-differences.json\n`;
  const why =
    known === undefined
      ? superseded?.map((change) => `recorded before a change: ${change}`).join(" ")
      : `known: ${known}`;
  const head = why === undefined ? name : `${name} (${why})`;
  const shown = differences
    .slice(0, mostDifferences)
    .map(
      ({ path, expected, actual }) => `  ${path}\n    expected ${printed(expected)}\n    actual   ${printed(actual)}`,
    );
  const rest = differences.length - shown.length;
  return `${[head, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join("\n")}\n`;
}

/** Whether a line may be left as it is: as it must be, or overtaken by what AWS changed since it was recorded. */
export function isAcceptable(result: LineResult): boolean {
  return isAsExpected(result) || result.superseded !== undefined;
}

/** A table of the categories: how many lines each has, passed, differ or are overtaken by a change, and passed in another order of concurrent events. */
export function summarise(results: readonly LineResult[]): string {
  const categories = Map.groupBy(results, ({ category }) => category);
  const rows = [...categories].sort().map(([category, lines]) => {
    const passed = lines.filter(({ differences }) => differences.length === 0).length;
    const known = lines.filter((line) => line.differences.length > 0 && line.known !== undefined).length;
    const superseded = lines.filter((line) => line.known === undefined && line.superseded !== undefined).length;
    const reordered = lines.filter(({ otherOrder }) => otherOrder).length;
    const differ = lines.length - passed - known - superseded;
    return [category, lines.length, passed, differ, known, superseded, reordered].map(String);
  });
  const table = [["category", "lines", "passed", "differ", "known", "superseded", "other order"], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  return table
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

const mostDifferences = 12;
const mostCharacters = 600;

function printed(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}… (${text.length} characters)` : text;
}
