import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

const root = join(import.meta.dirname, "../../..");
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "aicc-evaluate-pii-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `npm run evaluate:pii` on a file of that content. */
function evaluatePii(content: string | Uint8Array) {
  const file = join(folder, "set.jsonl");
  writeFileSync(file, content);
  const program = join(root, "local/cli/evaluate-pii.ts");
  return spawnSync(process.execPath, [program, "--set", file], { cwd: root, encoding: "utf8", timeout: 30_000 });
}

describe("npm run evaluate:pii", () => {
  it("ends with the figures as JSON, after every miss", () => {
    const marked = "제 번호는 {PHONE:공일공 일이삼사 오육칠팔}이에요\n{NAME:그분} 바꿔 주세요\n";
    const { stdout, status } = evaluatePii(marked);
    expect(status).toBe(0);
    expect(stdout).toContain("line 2 NAME: ⟦그분⟧ 바꿔 주세요");
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ utterances: 2, spans: 2, found: 1 });
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ["is not UTF-8", Uint8Array.of(0xc1, 0xa6, 0x20, 0xb9, 0xf8, 0xc8, 0xa3), /^set\.jsonl: is not UTF-8; convert it/],
    ["is empty", "", /holds no utterances: give at least one line/],
    ["marks what is no type", "{COLOUR:red}\n", /set\.jsonl, line 1: /],
  ])("refuses a set that %s", (_, content, message) => {
    const { stderr, stdout, status } = evaluatePii(content);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
  });
});
