import { describe, expect, test } from "@jest/globals";
import { locateModels } from "../../../local/speech/models/locate-models.ts";
import { modelCache } from "../../../local/speech/models/model-cache.ts";
import { whisperLibrary } from "../../../local/speech/models/whisper-library.ts";
import { whisperWeights } from "../../../local/speech/models/whisper-weights.ts";

const libraries = ["linux-x64", "linux-arm64", "darwin-arm64"].map((machine) => {
  const [platform = "", arch = ""] = machine.split("-");
  const library = whisperLibrary(platform, arch);
  if (library === undefined) throw new Error(`no library for ${machine}`);
  return library;
});

describe("the model manifest", () => {
  const artifacts = [whisperWeights, ...libraries.map(({ artifact }) => artifact)];

  test.each(artifacts.map((artifact) => [artifact.id, artifact] as const))(
    "%s pins every byte it needs",
    (_id, artifact) => {
      expect(artifact.licence).toContain("MIT");
      const packaged = artifact.inputs.flatMap(({ sources }) =>
        sources.flatMap((from) => (from.from === "package" ? from.files : [])),
      );
      for (const { sha256, bytes } of [...artifact.inputs, ...artifact.files, ...packaged]) {
        expect(sha256).toMatch(/^[0-9a-f]{64}$/);
        expect(bytes).toBeGreaterThan(0);
      }
      for (const { version } of packaged) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    },
  );

  test("every input is tried from a package before an address", () => {
    for (const { sources } of artifacts.flatMap(({ inputs }) => inputs)) expect(sources[0]?.from).toBe("package");
  });

  test("the library to load is among the files", () => {
    for (const { artifact, entry } of libraries) expect(artifact.files.map(({ path }) => path)).toContain(entry);
  });

  test("a machine without a build is told so", () => {
    expect(whisperLibrary("win32", "x64")).toBeUndefined();
  });
});

describe("the model cache", () => {
  test("is named by AICC_MODEL_CACHE, else stands in the user's cache folder", () => {
    expect(modelCache({ AICC_MODEL_CACHE: "/models" })).toBe("/models");
    expect(modelCache({ XDG_CACHE_HOME: "/home/kim/.cache" })).toBe("/home/kim/.cache/aicc/models");
    expect(modelCache({})).toMatch(/\.cache\/aicc\/models$/);
  });

  test("an empty one gives an error that names the command to run and the folder", async () => {
    const failure = locateModels("/nowhere/models", "ko-KR");
    await expect(failure).rejects.toMatchObject({ name: "ModelUnavailable" });
    if (whisperLibrary(process.platform, process.arch) !== undefined) {
      await expect(failure).rejects.toThrow(/npm run models -- --language ko .*\/nowhere\/models/);
    }
  });
});
