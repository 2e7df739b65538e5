/** How a CSV file's columns are told apart and named. */
export interface CsvFormat {
  readonly delimiter: string;
  /** The columns' names; undefined when the first row holds them. */
  readonly headers: readonly string[] | undefined;
}

/**
 * Reads CSV text into one object a row. Quoted fields may hold delimiters, line breaks and doubled quotes; empty lines are left
 * out, missing fields are empty, and fields without a header are left out.
 * https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html
 */
export function parseCsv(text: string, { delimiter, headers }: CsvFormat): Record<string, string>[] {
  const rows = csvRows(text, delimiter);
  const names = headers ?? rows.shift() ?? [];
  return rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column] ?? ""])));
}

/** The fields of each line that is not empty. */
export function csvRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  // One field, quoted or not, and what ends it: the delimiter, a line break or the end of the text.
  const field = new RegExp(
    `("(?:[^"]|"")*"|[^${escaped(delimiter)}\\r\\n]*)(${escaped(delimiter)}|\\r?\\n|\\r|$)`,
    "y",
  );
  const content = text.replace(/^\uFEFF/, "");
  while (field.lastIndex <= content.length) {
    const match = field.exec(content);
    if (!match) break;
    const [, value = "", end = ""] = match;
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === delimiter) continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
    if (end === "") break;
  }
  return rows;
}

function escaped(delimiter: string): string {
  return delimiter === "|" ? "\\|" : delimiter;
}
