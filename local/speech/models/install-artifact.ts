import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Artifact } from "./artifact.ts";
import { fetchInput } from "./fetch-input.ts";
import type { Fetchers } from "./fetchers.ts";
import { fileSha256 } from "./file-sha256.ts";
import { ModelUnavailable } from "./model-unavailable.ts";

/**
 * Makes sure that `artifact` stands complete in the cache and returns its folder. One that already stands there with
 * the right checksums is left alone. The folder appears in one step (a rename), so a reader sees all of it or none,
 * and two installers at the same time do no harm. Throws "ModelUnavailable" when the bytes cannot be had.
 */
export async function installArtifact(
  artifact: Artifact,
  cache: string,
  fetchers: Fetchers,
  say: (line: string) => void,
): Promise<string> {
  const target = join(cache, artifact.id);
  const fault = await artifactFault(artifact, target);
  if (fault === undefined) {
    say(`${artifact.what}: already in ${target}`);
    return target;
  }
  say(`${artifact.what} (licence: ${artifact.licence})`);
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, `.${artifact.id}-`));
  try {
    const inputs = new Map<string, string>();
    for (const input of artifact.inputs) inputs.set(input.name, await fetchInput(input, work, fetchers, say));
    const folder = join(work, "finished");
    await mkdir(folder);
    await artifact.assemble(inputs, folder);
    const wrong = await artifactFault(artifact, folder);
    if (wrong !== undefined) throw new ModelUnavailable(`${artifact.what} came out wrong: ${wrong}`);
    await putInPlace(artifact, folder, target, work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  say(`  ready in ${target}`);
  return target;
}

/** What keeps the folder from being the artifact (a missing file, a wrong checksum); undefined when nothing does. */
export async function artifactFault(artifact: Artifact, folder: string): Promise<string | undefined> {
  for (const file of artifact.files) {
    try {
      const found = await fileSha256(join(folder, file.path));
      if (found !== file.sha256) return `${file.path} has SHA-256 ${found}, not ${file.sha256}`;
    } catch (error) {
      return `${file.path} cannot be read (${error instanceof Error ? error.message : String(error)})`;
    }
  }
  return undefined;
}

async function putInPlace(artifact: Artifact, folder: string, target: string, work: string): Promise<void> {
  if ((await artifactFault(artifact, target)) === undefined) return;
  try {
    await rename(target, join(work, "replaced"));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  try {
    await rename(folder, target);
  } catch (error) {
    if ((await artifactFault(artifact, target)) !== undefined) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
}
