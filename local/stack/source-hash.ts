import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** What a package is made from; the rest of the project does not change it. */
const sources = [
  "adapters",
  "domain",
  "events",
  "flows",
  "functions",
  "ports",
  "resources",
  "runtime",
  "schemas",
  "state-machines",
  "package.json",
  "package-lock.json",
  "serverless.yml",
  "tsconfig.json",
];

/** A hash over the paths and contents of everything that a package is made from, and over the variables that its configuration reads. */
export function sourceHash(directory: string, variables: readonly (string | undefined)[] = []): string {
  const hash = createHash("sha256").update(JSON.stringify(variables));
  for (const file of sources.flatMap((source) => filesIn(join(directory, source)))) {
    hash.update(relative(directory, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path).filter((name) => !name.startsWith(".") && name !== "node_modules");
  return entries.sort().flatMap((name) => filesIn(join(path, name)));
}
