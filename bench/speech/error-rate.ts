/** Edits counted against the length of what was really said; `rate()` of the sum is the error rate. */
export interface Errors {
  edits: number;
  length: number;
}

/** Errors by character, spaces and punctuation left out (the usual measure for Korean). */
export function characterErrors(said: string, heard: string): Errors {
  return errors(Array.from(normalised(said).replaceAll(" ", "")), Array.from(normalised(heard).replaceAll(" ", "")));
}

/** Errors by word between spaces, punctuation and case left out. */
export function wordErrors(said: string, heard: string): Errors {
  const words = (text: string) =>
    normalised(text)
      .split(" ")
      .filter((word) => word !== "");
  return errors(words(said), words(heard));
}

/** Edits per unit, over many sentences. */
export function rate(all: Errors[]): number {
  const sum = (key: keyof Errors) => all.reduce((total, one) => total + one[key], 0);
  return sum("edits") / Math.max(1, sum("length"));
}

function normalised(text: string): string {
  const plain = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s']/gu, " ");
  return plain.replace(/\s+/g, " ").trim();
}

/** Levenshtein's distance. */
function errors(said: string[], heard: string[]): Errors {
  let row = Array.from({ length: heard.length + 1 }, (_, i) => i);
  said.forEach((unit, i) => {
    const next = [i + 1];
    heard.forEach((other, j) => {
      const replaced = (row[j] ?? 0) + (unit === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    });
    row = next;
  });
  return { edits: row.at(-1) ?? 0, length: said.length };
}
