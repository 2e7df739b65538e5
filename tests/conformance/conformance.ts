import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type ConformanceRun, startConformanceRun } from "./conformance-run.ts";
import { readJsonLines, UnreadableFile } from "./json-lines.ts";
import { knownDifferences } from "./known-differences.ts";
import { recordedExecution } from "./recorded-execution.ts";
import { recordedPattern } from "./replay-pattern.ts";
import { describeResult, isAcceptable, type LineResult, summarise } from "./report.ts";

const recordings = new URL("../../../shared/data/conformance/", import.meta.url);
const usage = `Replays recordings of AWS against the local stack and lists what differs.

  node tests/conformance/conformance.ts [--states FILE.jsonl]... [--patterns FILE.jsonl]...

Without a file: states.jsonl and event-patterns.jsonl of ../shared/data/conformance.`;

/** Where the command stands, told on stderr at most every two seconds. */
function progress(): (name: string) => void {
  let told = Date.now();
  let count = 0;
  return (name) => {
    count += 1;
    if (Date.now() - told < 2_000) return;
    told = Date.now();
    process.stderr.write(`${count} replayed, now ${name}\n`);
  };
}

async function* replay(
  run: ConformanceRun,
  files: { readonly states: readonly string[]; readonly patterns: readonly string[] },
): AsyncGenerator<LineResult> {
  for (const file of files.states) {
    for await (const line of readJsonLines(file, recordedExecution)) {
      if ("problem" in line) yield unusable(line.problem);
      else
        yield {
          ...line.value,
          known: knownDifferences.get(line.value.name),
          ...(await run.replayExecution(line.value)),
        };
    }
  }
  for (const file of files.patterns) {
    for await (const line of readJsonLines(file, recordedPattern)) {
      if ("problem" in line) yield unusable(line.problem);
      else {
        const differences = await run.replayPattern(line.value);
        yield { ...line.value, known: knownDifferences.get(line.value.name), differences, otherOrder: false };
      }
    }
  }
}

/** A line that cannot be replayed counts as one that differs. */
function unusable(problem: string): LineResult {
  const differences = [{ path: "the line", expected: "a recording", actual: undefined }];
  return { name: problem, category: "unusable lines", differences, known: undefined, otherOrder: false };
}

/** Whether an error is about the command's arguments or the files that they name. */
function isOfTheCaller(error: unknown): error is Error {
  if (error instanceof UnreadableFile) return true;
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      states: { type: "string", multiple: true, default: [] },
      patterns: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (values.states.length + values.patterns.length === 0) {
    values.states.push(fileURLToPath(new URL("states.jsonl", recordings)));
    values.patterns.push(fileURLToPath(new URL("event-patterns.jsonl", recordings)));
  }
  const run = await startConformanceRun();
  const tell = progress();
  const results: LineResult[] = [];
  try {
    for await (const result of replay(run, values)) {
      tell(result.name);
      results.push(result);
      const text = describeResult(result);
      if (text !== "") console.log(text);
    }
  } finally {
    await run.close();
  }
  console.log(summarise(results));
  console.log(`passed ${results.filter(({ differences }) => differences.length === 0).length} of ${results.length}`);
  return results.every(isAcceptable) ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!isOfTheCaller(error)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 1;
}
