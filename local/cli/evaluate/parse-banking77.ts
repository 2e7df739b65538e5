import type { LabelledText } from "../../../domain/understanding/labelled-text.ts";
import { parseCsv } from "./parse-csv.ts";
import { UnusableSet } from "./unusable-set.ts";

/**
 * Reads a BANKING77 file (https://github.com/PolyAI-LDN/task-specific-datasets): CSV with the columns `text` and `category`.
 * @throws UnusableSet naming the line and the remedy
 */
export function parseBanking77(content: string, source: string): LabelledText[] {
  const [heading, ...records] = parseCsv(content, source);
  const textAt = heading?.fields.indexOf("text") ?? -1;
  const labelAt = heading?.fields.indexOf("category") ?? -1;
  if (textAt < 0 || labelAt < 0) {
    throw new UnusableSet(`${source}:1: the first line must name the columns; write text,category.`);
  }
  return records.map(({ line, fields }) => {
    const [text, label] = [fields[textAt]?.trim(), fields[labelAt]?.trim()];
    if (!text || !label || fields.length !== heading?.fields.length) {
      throw new UnusableSet(
        `${source}:${line}: expected a text and a category; put a text that holds commas or quotes in quotes.`,
      );
    }
    return { text, label };
  });
}
