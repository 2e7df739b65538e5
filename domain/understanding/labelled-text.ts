/** One utterance with the label that a person gave it. */
export interface LabelledText {
  readonly label: string;
  readonly text: string;
}

/**
 * Reads `label<TAB>text` lines; empty lines and lines that begin with `#` are skipped.
 * @param source what an error message calls the file
 * @throws Error naming the file, the line and the remedy, for a line without a tab, an empty text, an unknown label or a repeated text
 */
export function parseLabelledText(content: string, labels: readonly string[], source: string): LabelledText[] {
  const known = new Set(labels);
  const lineOfText = new Map<string, number>();
  const out: LabelledText[] = [];
  content.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === "" || line.startsWith("#")) return;
    const where = `${source}:${index + 1}`;
    const [label, text, ...rest] = line.split("\t").map((cell) => cell.trim());
    if (label === undefined || text === undefined || text === "" || rest.length > 0) {
      throw new Error(`${where}: expected "label<TAB>text"; put exactly one tab between the label and the utterance.`);
    }
    if (!known.has(label)) throw new Error(`${where}: unknown label "${label}"; use one of ${labels.join(", ")}.`);
    const earlier = lineOfText.get(text);
    if (earlier !== undefined) throw new Error(`${where}: the same text stands on line ${earlier}; remove one.`);
    lineOfText.set(text, index + 1);
    out.push({ label, text });
  });
  return out;
}
