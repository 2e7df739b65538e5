import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { isTransient } from "../../adapters/aws-faults.ts";

const root = join(import.meta.dirname, "../..");
const documented = readFileSync(join(root, "docs/errors.md"), "utf8");
const rows = documented.split("\n").filter((line) => line.startsWith("| "));
const adapters = globSync("adapters/*.ts", { cwd: root }).map((file) => readFileSync(join(root, file), "utf8"));

/** Errors that an adapter gives a fault of their own: `Name: "Fault"`. */
const translated = adapters.flatMap((source) =>
  [...source.matchAll(/(\w+(?:Exception|Error)): "(Transient|NotReady|Rejected|ContractViolation)"/g)].map(
    ([, error = "", fault = ""]) => [error, fault] as const,
  ),
);
/** Errors that pass whatever the service. */
const passing = [...adapters.join("\n").matchAll(/^ {2}"(\w+)",$/gm)].map(([, name = ""]) => name);

describe("docs/errors.md", () => {
  it.each(["Transient", "NotReady", "Rejected", "ContractViolation"])("says what follows from %s", (fault) => {
    expect(rows.some((row) => row.startsWith(`| \`${fault}\` |`))).toBe(true);
  });

  it.each(translated)("has a row for %s as %s", (error, fault) => {
    expect(rows.some((row) => row.includes(`\`${error}\``) && row.includes(`\`${fault}\``))).toBe(true);
  });

  it.each(passing)("has a row for %s, which passes", (name) => {
    expect(isTransient(Object.assign(new Error(), { name }))).toBe(true);
    expect(rows.some((row) => row.includes(`\`${name}\``) && row.includes("`Transient`"))).toBe(true);
  });
});
