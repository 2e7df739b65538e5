import { execFile } from "node:child_process";
import { arch, cpus } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { pad } from "../local/cli/trace/columns.ts";
import type { RoundResult } from "./call-round.ts";

/**
 * `npm run bench:call`: what a live call costs, and how long its caller waits for a decision, for 1, 10 and 50 calls at once. Every round runs in a
 * process of its own, so that none inherits the memory of another. Nothing is asserted.
 */

const usage = `npm run bench:call -- [options]

  --calls 1,10,50  calls at the same time, one round each
  --seconds 20     how long a call lasts (at least 12), in real time
`;

interface Column {
  readonly title: string;
  readonly cell: (result: RoundResult, first: RoundResult) => string;
}

const milliseconds = (value: number | null) => (value === null ? "-" : `${Math.round(value)} ms`);
const ratio = (value: number | null, first: number | null) =>
  value === null || !first ? "-" : `x${(value / first).toFixed(2)}`;

const columns: readonly Column[] = [
  { title: "calls", cell: ({ calls }) => String(calls) },
  { title: "decisions", cell: ({ decisions }) => String(decisions) },
  { title: "delay p50", cell: ({ delayMs }) => milliseconds(delayMs.p50) },
  { title: "p95", cell: ({ delayMs }) => milliseconds(delayMs.p95) },
  { title: "max", cell: ({ delayMs }) => milliseconds(delayMs.max) },
  { title: "ratio", cell: (result, first) => ratio(result.delayMs.p50, first.delayMs.p50) },
  { title: "CPU s/call", cell: ({ cpuSecondsPerCall }) => cpuSecondsPerCall.toFixed(2) },
  { title: "ratio", cell: (result, first) => ratio(result.cpuSecondsPerCall, first.cpuSecondsPerCall) },
  { title: "MB/call", cell: ({ memoryPerCall }) => (memoryPerCall / 2 ** 20).toFixed(1) },
  { title: "ratio", cell: (result, first) => ratio(result.memoryPerCall, first.memoryPerCall) },
  { title: "lost segments", cell: ({ lostSegments }) => String(lostSegments) },
  { title: "unfinished", cell: ({ unfinished }) => String(unfinished) },
];

function table(results: readonly RoundResult[]): string {
  const [first] = results;
  if (!first) return "";
  const rows = [
    columns.map(({ title }) => title),
    ...results.map((result) => columns.map(({ cell }) => cell(result, first))),
  ];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) => row.map((cell, index) => pad(cell, widths[index] ?? 0, "left")).join("  ")).join("\n");
}

function readWhole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name}: "${text}" is not a whole number from ${least} to ${most}.\n\n${usage}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      calls: { type: "string", default: "1,10,50" },
      seconds: { type: "string", default: "20" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const counts = values.calls.split(",").map((text) => readWhole("--calls", text, 1, 500));
  const seconds = readWhole("--seconds", values.seconds, 12, 600);
  const results: RoundResult[] = [];
  for (const calls of counts) {
    console.log(`${calls} ${calls === 1 ? "call" : "calls"} of ${seconds} s at once …`);
    const program = join(import.meta.dirname, "call-round.ts");
    const round = promisify(execFile)(process.execPath, [program, String(calls), String(seconds)]);
    round.child.stderr?.pipe(process.stderr);
    const result: RoundResult = JSON.parse((await round).stdout);
    results.push(result);
  }
  const engines = Object.entries(results[0]?.engines ?? {}).map(([part, engine]) => `${part}: ${engine}`);
  console.log(`\n${table(results)}\n`);
  console.log(`Node.js ${process.version}, ${arch()}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}`);
  console.log(engines.join("\n"));
  console.log(
    "Delay: from the end of an utterance reaching Kinesis Video to its decision. CPU and memory are those of the whole local stack:",
  );
  console.log(
    "the functions, everything that stands in for AWS, and the callers. Memory: the highest over the idle stack's.",
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
