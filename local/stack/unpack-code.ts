import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { unzipSync } from "fflate";

/** Bundles that no stack has used for this long are removed. */
const keptMs = 86_400_000;

/**
 * Makes the unpacker of a package's bundles. A bundle is unpacked once: its directory is named by its content.
 * @param packageDirectory where `serverless package` put the zip files
 */
export function createCodeUnpacker(packageDirectory: string, cacheDirectory: string): (s3Key: string) => string {
  const unpacked = new Map<string, string>();
  removeOld(join(cacheDirectory, "code"));
  return (s3Key) => {
    const name = basename(s3Key);
    const known = unpacked.get(name);
    if (known) return known;
    const directory = unpack(join(packageDirectory, name), join(cacheDirectory, "code"));
    utimesSync(directory, new Date(), new Date());
    unpacked.set(name, directory);
    return directory;
  };
}

function unpack(file: string, into: string): string {
  const zip = readFileSync(file);
  const directory = join(into, createHash("sha256").update(zip).digest("hex").slice(0, 16));
  if (existsSync(directory)) return directory;
  // First beside its place, so that a run that is cut off leaves no half bundle behind.
  const partial = `${directory}.${process.pid}`;
  for (const [path, content] of Object.entries(unzipSync(zip))) {
    if (path.endsWith("/")) continue;
    mkdirSync(dirname(join(partial, path)), { recursive: true });
    writeFileSync(join(partial, path), content);
  }
  mkdirSync(partial, { recursive: true });
  if (existsSync(directory)) rmSync(partial, { recursive: true });
  else renameSync(partial, directory);
  return directory;
}

function removeOld(directory: string): void {
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (Date.now() - statSync(path).mtimeMs > keptMs) rmSync(path, { recursive: true, force: true });
  }
}
