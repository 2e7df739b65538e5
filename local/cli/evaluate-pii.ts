import { basename } from "node:path";
import { parseArgs } from "node:util";
import { piiTypes } from "../../domain/redaction/pii-span.ts";
import { redactText } from "../../domain/redaction/redact-text.ts";
import { readSetFile } from "./evaluate/read-set-file.ts";
import { readMarkedSet } from "./evaluate-pii/marked-set.ts";
import { type Fault, measureRedaction, type RedactionFigures, share } from "./evaluate-pii/measure-redaction.ts";
import { writtenLanguage } from "./evaluate-pii/written-language.ts";

const usage = "npm run evaluate:pii -- --set FILE [--set FILE ...]";
const help = `${usage}

Measures what redaction finds of the personal data marked in sets of utterances, and what it takes for some and is none.

  --set FILE  JSON lines {"text","spans":[{"start","end","type"}]} with UTF-16 offsets, end exclusive, or text with marks,
              one utterance a line: my number is {PHONE:010-0123-4567}. Several sets are measured as one.
  --help      prints this

Types: ${piiTypes.join(", ")}.
A span is found when all its characters are redacted, whatever the type said. A redaction is right when at least half of it
lies in spans. Prints a table by type, every miss, every false redaction, and ends with one line of JSON. Status 1 when a set
cannot be read; figures, however low, are no failure.`;
const contextLength = 24;

/** The files that were named, undefined where help was asked for, or an error that says how to name them. */
function filesOf(args: string[]): readonly string[] | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: { set: { type: "string", multiple: true }, help: { type: "boolean" } },
    });
    if (values.help) return undefined;
    if (values.set) return values.set;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}; use it as: ${usage} (--help says more)`);
  }
  throw new Error(`--set is missing; use it as: ${usage}`);
}

/** The span in brackets, with what stands around it. */
function inContext({ utterance: { line, text }, span }: Fault): string {
  const before = text.slice(Math.max(span.start - contextLength, 0), span.start);
  const after = text.slice(span.end, span.end + contextLength);
  const cutBefore = span.start > contextLength ? "…" : "";
  const cutAfter = span.end + contextLength < text.length ? "…" : "";
  const redacted = redactText(text, writtenLanguage(text)).text;
  return `  line ${line} ${span.type}: ${cutBefore}${before}⟦${text.slice(span.start, span.end)}⟧${after}${cutAfter}\n    became: ${redacted}`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${(share(part, whole) * 100).toFixed(2)} %`;
}

function printReport(figures: RedactionFigures): void {
  const rows = [...figures.byType, ["ALL", figures] as const];
  console.table(
    Object.fromEntries(
      rows.map(([type, { spans, found, redactions, right }]) => [
        type,
        { spans, found, recall: percent(found, spans), redactions, right, precision: percent(right, redactions) },
      ]),
    ),
  );
  console.log(`${figures.misses.length} missed (⟦what was to be redacted⟧):`);
  for (const miss of figures.misses) console.log(inContext(miss));
  console.log(`${figures.falseRedactions.length} falsely redacted (⟦what was redacted⟧):`);
  for (const fault of figures.falseRedactions) console.log(inContext(fault));
}

/**
 * `npm run evaluate:pii -- --set FILE`: what redaction finds of the personal data marked in a set, and what it takes for some and is none. Prints a table by
 * type, every miss, every false redaction, and ends with one line of JSON. Ends with status 1 and a message when a set cannot be read; figures, however
 * low, are no failure. Misses print what was to be redacted: use made-up sets.
 */
function main(): void {
  const files = filesOf(process.argv.slice(2));
  if (!files) {
    console.log(help);
    return;
  }
  const set = files.flatMap((file) => readMarkedSet(readSetFile(file, "--set"), basename(file)));
  const started = performance.now();
  const figures = measureRedaction(set, (text) => redactText(text, writtenLanguage(text)).spans);
  const milliseconds = performance.now() - started;
  printReport(figures);
  const byType = [...figures.byType].map(([type, { spans, found, redactions, right }]) => [
    type,
    { spans, recall: share(found, spans), redactions, precision: share(right, redactions) },
  ]);
  console.log(
    JSON.stringify({
      utterances: set.length,
      spans: figures.spans,
      found: figures.found,
      recall: figures.recall,
      redactions: figures.redactions,
      right: figures.right,
      precision: figures.precision,
      byType: Object.fromEntries(byType),
      microsecondsPerUtterance: Math.round((milliseconds * 1000) / set.length),
    }),
  );
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
