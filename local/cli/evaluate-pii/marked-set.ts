import { z } from "zod";
import { type PiiSpan, piiTypes } from "../../../domain/redaction/pii-span.ts";

/** An utterance and where its personal data lies, in UTF-16 offsets, in order and apart. */
export interface MarkedUtterance {
  /** Its line in the file, from 1. */
  readonly line: number;
  readonly text: string;
  readonly spans: readonly PiiSpan[];
}

/** A set that cannot be measured: the message names the line, the field and the remedy. */
export class MarkedSetError extends Error {
  override readonly name = "MarkedSetError";
}

const Line = z.object({
  text: z.string(),
  spans: z.array(z.object({ start: z.int().nonnegative(), end: z.int().positive(), type: z.enum(piiTypes) })),
});
const mark = /\{([A-Z_]+):([^{}]+)\}/g;

/**
 * Reads a set, one utterance a line: JSON lines `{"text","spans":[{"start","end","type"}]}`, or, easier to write and to read, text with marks such as
 * `제 번호는 {PHONE:010-0123-4567}이에요`. Empty lines, and lines of marked text that begin with `#`, are left out.
 * @param name what to call the file in messages
 * @throws MarkedSetError for the first line that is neither, and for a set without utterances
 */
export function readMarkedSet(content: string, name: string): MarkedUtterance[] {
  const utterances = content.split(/\r?\n/).flatMap((raw, index) => {
    const line = index + 1;
    const text = index === 0 ? raw.replace(/^\uFEFF/, "") : raw;
    if (text.trim() === "" || text.startsWith("#")) return [];
    const refuse = (problem: string): never => {
      throw new MarkedSetError(`${name}, line ${line}: ${problem}`);
    };
    const isJson = /^\s*\{(?:\s*"|\s*\})/.test(text);
    return [checkSpans({ line, ...(isJson ? readJson(text, refuse) : readMarks(text, refuse)) }, refuse)];
  });
  if (utterances.length === 0) throw new MarkedSetError(`${name} holds no utterances: give at least one line`);
  return utterances;
}

type Refuse = (problem: string) => never;
type Content = Pick<MarkedUtterance, "text" | "spans">;

function readJson(line: string, refuse: Refuse): Content {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return refuse(`not JSON (${error instanceof Error ? error.message : error}); write one whole object a line`);
  }
  const parsed = Line.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return refuse(
    `field "${field?.replace(/^\./, "") ?? ""}": ${issue?.message}; expected {"text": string, "spans": [{"start": number, "end": number, "type": ${piiTypes.join(" | ")}}]}`,
  );
}

function readMarks(line: string, refuse: Refuse): Content {
  let text = "";
  let at = 0;
  const spans: PiiSpan[] = [];
  for (const found of line.matchAll(mark)) {
    const type = piiTypes.find((known) => known === found[1]);
    if (!type) return refuse(`mark "${found[1]}" is no type; write one of ${piiTypes.join(", ")}`);
    text += line.slice(at, found.index);
    spans.push({ start: text.length, end: text.length + (found[2] ?? "").length, type });
    text += found[2] ?? "";
    at = found.index + found[0].length;
  }
  text += line.slice(at);
  return /[{}]/.test(text) ? refuse(`a brace without its mark; write marks as {PHONE:010-0123-4567}`) : { text, spans };
}

function checkSpans(utterance: MarkedUtterance, refuse: Refuse): MarkedUtterance {
  const spans = utterance.spans.toSorted((left, right) => left.start - right.start);
  let last = 0;
  for (const { start, end } of spans) {
    if (start >= end) return refuse(`field "spans": start ${start} is not before end ${end}; end is exclusive`);
    if (end > utterance.text.length)
      return refuse(
        `field "spans": end ${end} lies beyond the text, which is ${utterance.text.length} UTF-16 units long; count UTF-16 units, not bytes`,
      );
    if (start < last) return refuse(`field "spans": two spans overlap at ${start}; keep one of them`);
    last = end;
  }
  return { ...utterance, spans };
}
