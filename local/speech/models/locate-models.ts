import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Artifact } from "./artifact.ts";
import { ModelUnavailable } from "./model-unavailable.ts";
import { whisperLibrary } from "./whisper-library.ts";
import { whisperWeights } from "./whisper-weights.ts";

/** Where the native library and the weights stand on this machine. */
export interface LocatedModels {
  libraryPath: string;
  weightsPath: string;
}

/**
 * Finds what `npm run models` installed. Checks that every file is there and has its size (the checksums were verified
 * at installation). Throws "ModelUnavailable" that names the command to run when something is missing, or the reason
 * why this machine cannot run it.
 */
export async function locateModels(cache: string, languageCode = "all"): Promise<LocatedModels> {
  const library = whisperLibrary(process.platform, process.arch);
  if (library === undefined) {
    throw new ModelUnavailable(`The embedded recogniser has no build for ${process.platform} ${process.arch}.`);
  }
  await requireFast8BitMath();
  const remedy = `Run: npm run models -- --language ${languageCode.split("-")[0]}`;
  for (const artifact of [library.artifact, whisperWeights]) {
    const fault = await missing(artifact, cache);
    if (fault !== undefined) {
      throw new ModelUnavailable(
        `${artifact.what} is not installed: ${fault}. ${remedy} (the cache folder is ${cache})`,
      );
    }
  }
  return {
    libraryPath: join(cache, library.artifact.id, library.entry),
    weightsPath: join(cache, whisperWeights.id, whisperWeights.files[0]?.path ?? ""),
  };
}

async function missing(artifact: Artifact, cache: string): Promise<string | undefined> {
  for (const file of artifact.files) {
    const path = join(cache, artifact.id, file.path);
    const size = await stat(path).then(
      (found) => found.size,
      (error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      },
    );
    if (size === undefined) return `there is no ${path}`;
    if (size !== file.bytes) return `${path} has ${size} bytes, not ${file.bytes}`;
  }
  return undefined;
}

/** The x64 build would end the process with an illegal instruction on a processor without AVX2. */
async function requireFast8BitMath(): Promise<void> {
  if (process.platform !== "linux" || process.arch !== "x64") return;
  if (!/\bavx2\b/.test(await readFile("/proc/cpuinfo", "utf8"))) {
    throw new ModelUnavailable("The embedded recogniser needs a processor with AVX2; this one does not have it.");
  }
}
