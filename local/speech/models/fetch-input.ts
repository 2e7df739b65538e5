import { appendFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ArtifactInput, ArtifactSource, PackagedFile } from "./artifact.ts";
import { extractFromZip } from "./extract-from-zip.ts";
import type { Fetchers } from "./fetchers.ts";
import { fileSha256 } from "./file-sha256.ts";
import { ModelUnavailable } from "./model-unavailable.ts";

/**
 * Fetches one input into `folder` and returns its path. Sources are tried in order, and only bytes with the input's
 * checksum are taken. Throws "ModelUnavailable" that lists every source tried and why it failed.
 */
export async function fetchInput(
  input: ArtifactInput,
  folder: string,
  fetchers: Fetchers,
  say: (line: string) => void,
): Promise<string> {
  const failures: string[] = [];
  for (const [i, source] of input.sources.entries()) {
    say(`  ${input.name} (${megabytes(input.bytes)}) from ${describe(source)}`);
    try {
      const path = await fetchSource(source, join(folder, `${i}-${input.name}`), folder, fetchers, say);
      await verify(path, input.sha256);
      return path;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      say(`    failed: ${why}`);
      failures.push(`${describe(source)}: ${why}`);
    }
  }
  throw new ModelUnavailable(`${input.name} could not be fetched. Tried ${failures.join(" | ")}`);
}

async function fetchSource(
  source: ArtifactSource,
  target: string,
  folder: string,
  fetchers: Fetchers,
  say: (line: string) => void,
): Promise<string> {
  if (source.from === "address") return fetchers.address(source.url, folder, tenths(say));
  await rm(target, { force: true });
  for (const file of source.files) {
    const archive = await fetchers.archive(file, folder);
    await verify(archive, file.sha256);
    say(`    ${file.name} ${file.version}: ${megabytes((await stat(archive)).size)}, checksum right`);
    if (file.path === undefined) return archive;
    const wanted = file.path;
    for (const bytes of (await extractFromZip(archive, (path) => path === wanted)).values())
      await appendFile(target, bytes);
  }
  return target;
}

async function verify(path: string, sha256: string): Promise<void> {
  const found = await fileSha256(path);
  if (found !== sha256) throw new Error(`its SHA-256 is ${found}, not ${sha256}`);
}

function describe(source: ArtifactSource): string {
  if (source.from === "address") return source.url;
  return source.files.map((file: PackagedFile) => `${file.client} package ${file.name} ${file.version}`).join(" and ");
}

function tenths(say: (line: string) => void): (done: number, all: number) => void {
  let said = 0;
  return (done, all) => {
    const tenth = all > 0 ? Math.floor((done * 10) / all) : 0;
    if (tenth > said) say(`    ${tenth * 10} %`);
    said = Math.max(said, tenth);
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
