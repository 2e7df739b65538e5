import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageStack } from "../../local/stack/package-stack.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Packages the project where its sources have changed, and makes a directory from which the package can be run beside a stack of the project's own
 * directory: the note of the running stack (`.aicc/stack.json`) is its own, the caches are shared.
 */
export async function openCentreDirectory(): Promise<{ readonly directory: string; remove(): void }> {
  await packageStack({ directory: project });
  const directory = mkdtempSync(join(tmpdir(), "aicc-centre-"));
  mkdirSync(join(directory, ".aicc"));
  symlinkSync(join(project, ".serverless"), join(directory, ".serverless"));
  for (const cache of ["code", "compiled"]) {
    mkdirSync(join(project, ".aicc", cache), { recursive: true });
    symlinkSync(join(project, ".aicc", cache), join(directory, ".aicc", cache));
  }
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
