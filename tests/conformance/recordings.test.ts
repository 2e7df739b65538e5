import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { z } from "zod";
import { type ConformanceRun, startConformanceRun } from "./conformance-run.ts";
import { readJsonLines } from "./json-lines.ts";
import { knownDifferences } from "./known-differences.ts";
import { recordedExecution } from "./recorded-execution.ts";
import { recordedPattern } from "./replay-pattern.ts";
import { describeResult, isAsExpected } from "./report.ts";

const folder = resolve("../shared/data/conformance");
const isThere = existsSync(folder);
if (!isThere) console.warn(`Skipped: the executions and patterns that AWS answered are not at ${folder}.`);
const describeRecorded = isThere ? describe : describe.skip;
const linesOf = async <T>(file: string, schema: z.ZodType<T>): Promise<T[]> => {
  const lines: T[] = [];
  if (!isThere) return lines;
  for await (const line of readJsonLines(`${folder}/${file}`, schema)) {
    if ("problem" in line) throw new Error(line.problem);
    lines.push(line.value);
  }
  return lines;
};
const executions = await linesOf("states.jsonl", recordedExecution);
const patterns = await linesOf("event-patterns.jsonl", recordedPattern);

it("the list of known differences is no longer than it was: it may only get shorter", () => {
  expect(knownDifferences.size).toBeLessThanOrEqual(18);
});

describeRecorded("as AWS answered", () => {
  let run: ConformanceRun;
  beforeAll(async () => {
    run = await startConformanceRun();
  });
  afterAll(() => run.close());

  it.each(executions.map((line) => [line.name, line] as const))("%s", async (name, line) => {
    const result = { ...line, known: knownDifferences.get(name), ...(await run.replayExecution(line)) };
    if (!isAsExpected(result)) throw new Error(describeResult(result));
  });

  it.each(patterns.map((line) => [line.name, line] as const))("%s", async (name, line) => {
    const differences = await run.replayPattern(line);
    const result = { ...line, known: knownDifferences.get(name), differences, otherOrder: false };
    if (!isAsExpected(result)) throw new Error(describeResult(result));
  });
});
