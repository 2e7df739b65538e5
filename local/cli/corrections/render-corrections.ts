import { wasRight } from "../../../domain/learning/join-judgement.ts";
import type { Correction } from "../../../schemas/correction.ts";
import { cut, pad } from "../trace/columns.ts";
import { displayWidth } from "../trace/display-width.ts";
import type { Paint } from "../trace/paint.ts";

/** Corrections as a table of so many columns; the text takes what is left. @returns lines, the first of them the titles */
export function renderCorrections(corrections: readonly Correction[], paint: Paint, columns: number): string[] {
  const rows = corrections.map((correction) => {
    const { first, languageCode, predicted, judgement, text } = correction;
    const verdict = wasRight(correction) ? predicted.intent : `${predicted.intent} → ${judgement.intent}`;
    return [`${first.at.slice(0, 10)} ${first.at.slice(11, 16)}Z`, languageCode, verdict, judgement.by, text];
  });
  const table = tableOf(["judged", "lang", "intent", "by", "text (redacted)"], rows, columns);
  return table.map((line, at) => {
    const correction = corrections[at - 1];
    if (at === 0) return paint.title(line);
    return correction && !wasRight(correction) ? paint.odd(line) : line;
  });
}

/** What a caller said, as agents see it. */
export interface SeenUtterance {
  readonly beginOffsetMs: number;
  readonly text: string;
  readonly intent: string;
  readonly confidence: number;
  readonly judgement?: { readonly intent: string; readonly by: string } | undefined;
}

/** Utterances to be judged, as a table. */
export function renderUtterances(utterances: readonly SeenUtterance[], paint: Paint, columns: number): string[] {
  const rows = utterances.map(({ beginOffsetMs, intent, confidence, judgement, text }) => [
    String(beginOffsetMs),
    `${intent} ${confidence.toFixed(2)}`,
    judgement ? `${judgement.intent} (${judgement.by})` : "-",
    text,
  ]);
  const [head = "", ...lines] = tableOf(["offset", "intent", "judged", "text (redacted)"], rows, columns);
  return [paint.title(head), ...lines];
}

function tableOf(titles: readonly string[], rows: readonly (readonly string[])[], columns: number): string[] {
  const widths = titles.map((title, at) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[at] ?? ""))),
  );
  const fixed = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) =>
        at === cells.length - 1
          ? cut(cell.replaceAll(/\p{Cc}/gu, " "), Math.max(20, columns - fixed))
          : pad(cell, widths[at] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [titles, ...rows].map(line);
}
