import { readFileSync } from "node:fs";
import { z } from "zod";

const schema = z.record(z.string(), z.string().min(1));

/** Recordings that the local stack cannot match: name of the line -> why. The list may only get shorter. */
export const knownDifferences: ReadonlyMap<string, string> = new Map(
  Object.entries(schema.parse(JSON.parse(readFileSync(new URL("known-differences.json", import.meta.url), "utf8")))),
);
