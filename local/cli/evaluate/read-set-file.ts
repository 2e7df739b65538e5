import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { UnusableSet } from "./unusable-set.ts";

/**
 * The text of a file that a command line names.
 * @param option how it was named, e.g. `--test`
 * @throws UnusableSet when it cannot be read or is not UTF-8
 */
export function readSetFile(path: string, option: string): string {
  const bytes = readBytes(path, option);
  if (!isUtf8(bytes)) throw new UnusableSet(`${basename(path)}: is not UTF-8; convert it first.`);
  return new TextDecoder().decode(bytes);
}

function readBytes(path: string, option: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    if (typeof error !== "object" || error === null || !("code" in error)) throw error;
    throw new UnusableSet(`${option} ${path}: cannot be read (${String(error.code)}); give the path of a file.`);
  }
}
