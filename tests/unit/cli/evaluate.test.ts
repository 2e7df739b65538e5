import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const root = join(import.meta.dirname, "../../..");
const clinicText = join(root, "tests/unit/understanding/clinic/training.tsv");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "aicc-evaluate-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `npm run evaluate` as its own process: its lines, or the error that it ended with. */
async function evaluate(...args: string[]): Promise<{ lines: string[]; failure: string }> {
  const program = join(root, "local/cli/evaluate.ts");
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { cwd: root });
    return { lines: stdout.trimEnd().split("\n"), failure: "" };
  } catch (error) {
    return { lines: [], failure: error instanceof Error && "stderr" in error ? String(error.stderr) : String(error) };
  }
}

function write(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe("npm run evaluate", () => {
  it("trains on one file, tests on another, and ends with the figures as JSON", async () => {
    const test = write("test.tsv", "1\t예약 취소할게요\n0\t처방전 받을 수 있어요\n");
    const train = write(
      "train.tsv",
      "1\t예약 취소해 주세요\n1\t예약을 취소하려고요\n0\t처방전 받고 싶어요\n0\t처방전 써 주세요\n",
    );
    const { lines, failure } = await evaluate("--train", train, "--test", test, "--format", "3i4k");
    expect(failure).toBe("");
    expect(lines.join("\n")).toMatch(/tested with {3}2 texts of .* \(the whole file\)/);
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ format: "3i4k", trainedOn: 4, texts: 2, accuracy: 1 });
  });

  it("measures the shipped model where there is nothing to train on", async () => {
    const test = write(
      "shipped.tsv",
      "환불해 주세요\trefund\n상담원 바꿔 주세요\tagent_request\n오늘 날씨 어때\tout_of_scope\n",
    );
    const { lines } = await evaluate("--test", test, "--format", "tsv");
    expect(lines[0]).toMatch(/the shipped one for intents, 25 labels/);
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ texts: 3, trainedOn: 0, outOfScopeTexts: 1 });
  });

  it.each([
    [[], /--test is missing/],
    [["--test", clinicText, "--format", "xml"], /--format xml: give one of banking77/],
    [["--test", clinicText, "--format", "tsv", "--errors", "typing"], /--errors typing: give recogniser or characters/],
    [["--test", clinicText, "--format", "tsv", "--redact", "fr"], /--redact fr: give ko or en/],
    [["--test", clinicText, "--format", "tsv", "--noise", "2"], /--noise 2: give a number from 0 to 1/],
    [["--test", clinicText, "--format", "3i4k"], /the label "book_visit" of .* is none of the model's/],
    [["--tset", clinicText], /Unknown option '--tset'/],
  ])("ends with a message for %j", async (args, message) => {
    expect((await evaluate(...args)).failure).toMatch(message);
  });
});
