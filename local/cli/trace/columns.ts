import { displayWidth } from "./display-width.ts";

/** Fills a text up with spaces to so many columns; a longer text stays as it is. */
export function pad(text: string, columns: number, side: "left" | "right" = "right"): string {
  const gap = " ".repeat(Math.max(0, columns - displayWidth(text)));
  return side === "right" ? text + gap : gap + text;
}

/** Cuts a text without colour codes to so many columns; where something is cut off, `…` says so. */
export function cut(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = "";
  let width = 1;
  for (const character of text) {
    width += displayWidth(character);
    if (width > columns) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Sets items in lines of at most so many columns, `separator` between them; an item is never broken. Later lines stand `indent` deeper than the first. */
export function flow(items: readonly string[], separator: string, columns: number, indent = ""): string[] {
  const tail = separator.trimEnd();
  const room = columns - displayWidth(tail);
  const lines: string[] = [];
  let line: string | undefined;
  for (const item of items) {
    const longer = line === undefined ? item : `${line}${separator}${item}`;
    if (line === undefined || displayWidth(longer) <= room) {
      line = longer;
    } else {
      lines.push(`${line}${tail}`);
      line = `${indent}${item}`;
    }
  }
  return line === undefined ? lines : [...lines, line];
}

/** Breaks running text at its spaces into lines of at most so many columns; a single longer word is cut. */
export function wrap(text: string, columns: number): string[] {
  const words = text.split(/\s+/u).filter((word) => word !== "");
  return flow(
    words.map((word) => cut(word, columns)),
    " ",
    columns,
  );
}
