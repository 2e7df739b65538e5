import type { LabelledText } from "../../../domain/understanding/labelled-text.ts";
import { UnusableSet } from "./unusable-set.ts";

/** The columns of a file of tab-separated lines. */
export interface ColumnLayout {
  /** In their order; one of them is "text" and one is "label". */
  readonly names: readonly string[];
  /** Whether a text may be empty. */
  readonly emptyText?: boolean;
  /** The labels that may stand in the file and what each means; without them any label may, and means itself. */
  readonly labels?: ReadonlyMap<string, string>;
}

/**
 * Reads tab-separated lines. Empty lines, lines that begin with `#` and hold no tab, and a first line that names the columns are skipped.
 * @throws UnusableSet naming the line and the remedy
 */
export function parseColumns(content: string, source: string, layout: ColumnLayout): LabelledText[] {
  const { names, emptyText = false, labels } = layout;
  const [textAt, labelAt] = [names.indexOf("text"), names.indexOf("label")];
  const out: LabelledText[] = [];
  content
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (line.trim() === "" || /^#[^\t]*$/.test(line)) return;
      const cells = line.split("\t").map((cell) => cell.trim());
      if (out.length === 0 && isHeading(cells, names)) return;
      const where = `${source}:${index + 1}`;
      if (cells.length !== names.length) {
        throw new UnusableSet(
          `${where}: ${cells.length} column${cells.length === 1 ? "" : "s"} where ${names.length} are expected; write ${names.join("<TAB>")}.`,
        );
      }
      const text = cells[textAt] ?? "";
      const label = cells[labelAt] ?? "";
      if (text === "" && !emptyText) throw new UnusableSet(`${where}: the text is empty; remove the line.`);
      const meaning = labels ? labels.get(label) : label;
      if (meaning === undefined || meaning === "") {
        const remedy = labels ? `use one of ${[...labels.keys()].join(", ")}` : "give the text a label";
        throw new UnusableSet(`${where}: the label "${label}" is not valid; ${remedy}.`);
      }
      out.push({ text, label: meaning });
    });
  return out;
}

/** The first line of a file may name the columns, as `text`, `label`, or, in NSMC's own files, `id`, `document`, `label`. */
function isHeading(cells: readonly string[], names: readonly string[]): boolean {
  return cells.length === names.length && cells.every((cell, at) => cell === names[at] || cell === "document");
}
