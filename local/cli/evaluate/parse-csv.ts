import { UnusableSet } from "./unusable-set.ts";

/** One record of a CSV file. */
export interface CsvRecord {
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads comma-separated values as RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180) has them: quoted fields may hold commas, line breaks and doubled
 * quotes. Empty lines are left out.
 * @throws UnusableSet for a quoted field that does not end, or that goes on after its closing quote
 */
export function parseCsv(content: string, source: string): CsvRecord[] {
  const text = content.replace(/^\uFEFF/, "");
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let line = 1;
  let begins = 1;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) {
      throw new UnusableSet(
        `${source}:${line}: a quote is out of place; put the whole field in quotes, and double the quotes inside it.`,
      );
    }
    const [all, quoted, plain, end] = match;
    fields.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    line += all.split("\n").length - 1;
    if (end === ",") {
      if (pattern.lastIndex === text.length) fields.push("");
      else continue;
    }
    if (fields.length > 1 || fields[0] !== "") records.push({ line: begins, fields });
    fields = [];
    begins = line;
  }
  return records;
}
