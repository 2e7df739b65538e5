import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const wait = (seconds: number, expected: object = {}) => ({
  name: `wait of ${seconds} s`,
  category: "wait",
  type: "STANDARD",
  definition: { StartAt: "W", States: { W: { Type: "Wait", Seconds: seconds, End: true } } },
  input: {},
  expected: { status: "SUCCEEDED", output: {}, history: "status-only", ...expected },
  aFieldOfTheFuture: true,
});

describe("the conformance command", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "conformance-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Runs the command on lines and gives its exit status and what it printed. */
  async function replay(option: "--states" | "--patterns", lines: readonly (object | string)[]) {
    const file = join(folder, "lines.jsonl");
    await writeFile(file, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
    const command = spawn(process.execPath, ["tests/conformance/conformance.ts", option, file]);
    const [output, errors, status] = await Promise.all([
      text(command.stdout),
      text(command.stderr),
      new Promise<number | null>((resolve) => command.once("close", resolve)),
    ]);
    return { status, file, errors, lines: output.trimEnd().split("\n") };
  }

  it("replays any file and ends with one line", async () => {
    const { status, lines } = await replay("--states", [wait(1), wait(86_400)]);
    expect(lines.at(-1)).toBe("passed 2 of 2");
    expect(status).toBe(0);
  });

  it("lists what differs and fails", async () => {
    const { status, lines } = await replay("--states", [wait(1), wait(2, { output: { a: 1 } })]);
    expect(lines.slice(0, 4)).toEqual(["wait of 2 s", "  output.a", "    expected 1", "    actual   nothing"]);
    expect(lines.at(-1)).toBe("passed 1 of 2");
    expect(status).toBe(1);
  });

  it("replays event patterns", async () => {
    const event = { id: "1", source: "s", "detail-type": "t", account: "1", region: "r", time: "2026-01-05T00:00:00Z" };
    const { status, lines } = await replay("--patterns", [
      { name: "one", event, pattern: { source: ["s"] }, expected: "match" },
      {
        name: "two",
        event: { ...event, detail: {} },
        pattern: { source: ["x"] },
        expected: "no-match",
        via: "PutEvents",
      },
    ]);
    expect(lines.at(-1)).toBe("passed 2 of 2");
    expect(status).toBe(0);
  });

  it.each<[string, object | string, string]>([
    ["text that is no JSON", "{", "is not JSON"],
    ["a missing field", { ...wait(1), expected: undefined }, "expected: "],
    ["an unknown behaviour", { ...wait(1), lambdas: { f: { dance: true } } }, "lambdas.f: is no function behaviour"],
  ])("%s is a line that differs, told with file, line and field", async (_what, line, words) => {
    const { status, file, lines } = await replay("--states", [wait(1), line, wait(2)]);
    expect(lines[0]).toContain(`${file}:2 is not`);
    expect(lines[0]).toContain(words);
    expect(lines.at(-1)).toBe("passed 2 of 3");
    expect(status).toBe(1);
  });

  it("a file that is not there is an error that names it", async () => {
    const command = spawn(process.execPath, ["tests/conformance/conformance.ts", "--states", join(folder, "none")]);
    expect(await text(command.stderr)).toContain(`${join(folder, "none")} cannot be read`);
  });
});
