import type { Fetchers } from "./fetchers.ts";
import { installArtifact } from "./install-artifact.ts";
import { modelUnavailable } from "./model-unavailable.ts";
import { whisperLibrary } from "./whisper-library.ts";
import { whisperWeights } from "./whisper-weights.ts";

/** Installs whatever recognition needs on this machine into `cache`. Throws "ModelUnavailable" saying what was tried. */
export async function installModels(cache: string, fetchers: Fetchers, say: (line: string) => void): Promise<void> {
  const library = whisperLibrary(process.platform, process.arch);
  if (library === undefined) {
    throw modelUnavailable(
      `There is no build of whisper.cpp for ${process.platform} ${process.arch}. Use linux or macOS.`,
    );
  }
  await installArtifact(library.artifact, cache, fetchers, say);
  await installArtifact(whisperWeights, cache, fetchers, say);
}
