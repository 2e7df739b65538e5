import { existsSync, readFileSync } from "node:fs";
import { describe } from "@jest/globals";

const folder = new URL("../../../../shared/data/kvs/", import.meta.url);

/** Captures of the real service, kept beside the repository. */
export const captureNames = ["clusters.mkv", "output_get_media.mkv", "test_mixed_tags.mkv"] as const;

/** The bytes of a capture. */
export const readCapture = (name: (typeof captureNames)[number]): Uint8Array =>
  new Uint8Array(readFileSync(new URL(name, folder)));

/** `describe` where the captures are there; otherwise skips and says so. */
export const describeWithCaptures = existsSync(folder) ? describe : skipVisibly();

function skipVisibly() {
  console.warn("Skipped: no captures of Kinesis Video in ../shared/data/kvs");
  return describe.skip;
}
