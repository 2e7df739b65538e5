import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

/** What another terminal needs to look into a running stack. */
export const StackFile = z.object({
  pid: z.number().int(),
  endpointUrl: z.string(),
  region: z.string(),
  /** Which engine stands behind a simulated service, e.g. `{"speech": "replay"}`. */
  engines: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), z.string()),
  /** URLs of the HTTP APIs, by API id. */
  httpApis: z.record(z.string(), z.string()),
});
export type StackFile = z.infer<typeof StackFile>;

/** Writes the file of the stack that runs in a directory. */
export function writeStackFile(directory: string, stack: StackFile): void {
  const file = fileIn(directory);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stack, undefined, 2)}\n`);
}

/**
 * Reads the file of the stack that runs in a directory.
 * @throws Error with the remedy when none runs
 */
export function readStackFile(directory: string): StackFile {
  try {
    return StackFile.parse(JSON.parse(readFileSync(fileIn(directory), "utf8")));
  } catch (cause) {
    throw new Error('No local stack runs here. Start one in another terminal with "npm start".', { cause });
  }
}

/** Removes the file, unless another process has written its own by now. */
export function removeStackFile(directory: string): void {
  try {
    if (readStackFile(directory).pid === process.pid) rmSync(fileIn(directory), { force: true });
  } catch {
    // There is none to remove.
  }
}

function fileIn(directory: string): string {
  return join(directory, ".aicc", "stack.json");
}
