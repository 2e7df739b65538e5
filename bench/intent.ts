import { arch, cpus } from "node:os";
import { parseArgs } from "node:util";
import { pad } from "../local/cli/trace/columns.ts";
import { type BenchSet, readOwnSet, readSetFiles } from "./intent/bench-set.ts";
import { measureNodeNlp } from "./intent/measure-node-nlp.ts";
import { measureOwn } from "./intent/measure-own.ts";
import type { IntentMeasurement } from "./intent/measurement.ts";

const usage = `npm run bench:intent -- [options]

  Trains this project's classifier and node-nlp on the same texts, one after the other, and asks both about the same others. Nothing is asserted.
  Without files: the project's own training and validation text.

  --train FILE --test FILE --format FORMAT   as npm run evaluate takes them
  --modules FOLDER                           where node-nlp is installed, if not here: the folder that has node_modules`;

/** How node-nlp comes here without becoming a dependency. */
const absent = `node-nlp is absent, so there is nothing to compare with. It is no dependency of this project; to have it here until the next npm ci:
  npm install --no-save node-nlp@4.27.0`;

const columns: readonly (readonly [title: string, cell: (measurement: IntentMeasurement) => string])[] = [
  ["engine", ({ engine }) => engine],
  ["accuracy", ({ accuracy }) => `${(accuracy * 100).toFixed(2)} %`],
  ["with noise 0.2", ({ noisyAccuracy }) => `${(noisyAccuracy * 100).toFixed(2)} %`],
  ["training", ({ trainSeconds }) => `${trainSeconds.toFixed(1)} s`],
  ["load", ({ loadMs }) => `${loadMs.toFixed(0)} ms`],
  ["p50", ({ medianMs }) => `${medianMs.toFixed(3)} ms`],
  ["p95", ({ p95Ms }) => `${p95Ms.toFixed(3)} ms`],
  ["model", ({ modelBytes }) => `${(modelBytes / 1e6).toFixed(2)} MB`],
];

function table(measurements: readonly IntentMeasurement[]): string {
  const rows = [columns.map(([title]) => title), ...measurements.map((one) => columns.map(([, cell]) => cell(one)))];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, at) => pad(cell, widths[at] ?? 0, at === 0 ? "right" : "left")).join("  "))
    .join("\n");
}

function readSet(values: {
  train?: string | undefined;
  test?: string | undefined;
  format?: string | undefined;
}): BenchSet {
  const { train, test, format } = values;
  if (train === undefined && test === undefined && format === undefined) return readOwnSet();
  if (train === undefined || test === undefined || format === undefined)
    throw new Error(`--train, --test and --format go together.\n\n${usage}`);
  return readSetFiles(train, test, format);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      train: { type: "string" },
      test: { type: "string" },
      format: { type: "string" },
      modules: { type: "string", default: process.cwd() },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const set = readSet(values);
  console.log(`${set.name}: ${set.train.length} texts to train with, ${set.test.length} to test with`);
  console.log("aicc …");
  const measurements = [measureOwn(set)];
  console.log("node-nlp …");
  const other = await measureNodeNlp(set, values.modules);
  if (other) measurements.push(other);
  console.log(`\n${table(measurements)}\n`);
  if (!other) console.log(`${absent}\n`);
  console.log(`Node.js ${process.version}, ${arch()}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}`);
  console.log(
    "Model: what has to be shipped, as text; aicc's with its word vectors. Load: from that text to the first answer.",
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
