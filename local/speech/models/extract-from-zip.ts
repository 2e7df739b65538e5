import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";

/** The files of a zip archive whose path `wanted` accepts, by path. Throws when there is none. */
export async function extractFromZip(
  archive: string,
  wanted: (path: string) => boolean,
): Promise<Map<string, Uint8Array>> {
  const files = unzipSync(await readFile(archive), { filter: (file) => !file.name.endsWith("/") && wanted(file.name) });
  const found = new Map(Object.entries(files));
  if (found.size === 0) throw new Error(`${archive} holds no file of those wanted`);
  return found;
}
