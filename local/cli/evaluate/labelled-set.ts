import { basename } from "node:path";
import type { LabelledText } from "../../../domain/understanding/labelled-text.ts";
import { parseBanking77 } from "./parse-banking77.ts";
import { parseClinc150 } from "./parse-clinc150.ts";
import { parseColumns } from "./parse-columns.ts";
import { readSetFile } from "./read-set-file.ts";
import { UnusableSet } from "./unusable-set.ts";

/** The formats that `npm run evaluate` reads. */
export const setFormats = ["banking77", "clinc150", "3i4k", "nsmc", "tsv"] as const;
/** One of {@link setFormats}. */
export type SetFormat = (typeof setFormats)[number];

/** What a set is read for; a file that holds several parts gives another one for each. */
export type SetPurpose = "train" | "test";

/** Labelled texts of one file. */
export interface LabelledSet {
  readonly texts: readonly LabelledText[];
  /** Texts that none of the labels fits; they are kept apart from the others. */
  readonly outOfScope: readonly string[];
  /** Which parts of the file these are, in words. */
  readonly parts: string;
}

/** What an NSMC label means: the labels of the sentiment model. */
const nsmcLabels: ReadonlyMap<string, string> = new Map([
  ["0", "NEGATIVE"],
  ["1", "POSITIVE"],
]);

/**
 * Reads a file of labelled texts.
 * @throws UnusableSet when it cannot be read, is not of that format, or holds nothing
 */
export function readLabelledSet(path: string, format: SetFormat, purpose: SetPurpose): LabelledSet {
  const name = basename(path);
  const set = parseSet(readSetFile(path, `--${purpose}`), format, purpose, name);
  if (set.texts.length === 0) {
    throw new UnusableSet(`${name}: no labelled text in it; is it a ${format} file? See npm run evaluate -- --help.`);
  }
  return set;
}

function parseSet(content: string, format: SetFormat, purpose: SetPurpose, source: string): LabelledSet {
  if (format === "banking77") return whole(parseBanking77(content, source));
  if (format === "clinc150") return parseClinc150(content, source, purpose);
  if (format === "tsv") return whole(parseColumns(content, source, { names: ["text", "label"] }));
  if (format === "3i4k") return whole(parseColumns(content, source, { names: ["label", "text"] }));
  const rows = parseColumns(content, source, { names: ["id", "text", "label"], emptyText: true, labels: nsmcLabels });
  return whole(rows);
}

function whole(texts: LabelledText[]): LabelledSet {
  return { texts, outOfScope: [], parts: "the whole file" };
}
