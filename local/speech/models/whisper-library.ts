import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Artifact, ArtifactFile } from "./artifact.ts";
import { extractFromZip } from "./extract-from-zip.ts";

/** The native library for one kind of machine: the artifact, and which of its files to load. */
export interface WhisperLibrary {
  artifact: Artifact;
  entry: string;
}

/** The version of whisper.cpp that the library below is, as it says itself. */
export const whisperCppVersion = "1.8.5";

/**
 * whisper.cpp as built for `platform` and `arch` (Node's names), undefined where there is no build. It is taken out of
 * the wheels of pywhispercpp, which carry the plain shared library of whisper.cpp beside the Python binding; the
 * binding itself is left out. The x64 build needs a processor with AVX2.
 */
export function whisperLibrary(platform: string, arch: string): WhisperLibrary | undefined {
  const build = builds[`${platform}-${arch}`];
  if (build === undefined) return undefined;
  const entry = build.files.find((file) => file.path.startsWith("libwhisper"));
  if (entry === undefined) return undefined;
  const artifact: Artifact = {
    id: `whisper.cpp-${whisperCppVersion}-${platform}-${arch}`,
    what: `Speech library whisper.cpp ${whisperCppVersion} for ${platform} ${arch}`,
    licence:
      "MIT (ggml authors; binding's package by abdeladim-s, MIT); libgomp: GPL-3.0 with the GCC runtime exception",
    about: "https://github.com/ggml-org/whisper.cpp",
    inputs: [
      {
        name: "pywhispercpp.whl",
        sha256: build.sha256,
        bytes: build.bytes,
        sources: [
          {
            from: "package",
            files: [
              {
                client: "pip",
                name: "pywhispercpp",
                version: "1.5.1",
                sha256: build.sha256,
                bytes: build.bytes,
                platform: build.platform,
              },
            ],
          },
        ],
      },
    ],
    files: build.files,
    async assemble(inputs, folder) {
      const wheel = inputs.get("pywhispercpp.whl") ?? "";
      const wanted = new Set(build.files.map((file) => `${build.folder}/${file.path}`));
      for (const [path, bytes] of await extractFromZip(wheel, (name) => wanted.has(name))) {
        await writeFile(join(folder, basename(path)), bytes, { mode: 0o755 });
      }
    },
  };
  return { artifact, entry: entry.path };
}

interface Build {
  platform: string;
  sha256: string;
  bytes: number;
  folder: string;
  files: ArtifactFile[];
}

const file = (path: string, bytes: number, sha256: string): ArtifactFile => ({ path, bytes, sha256 });

const builds: Record<string, Build> = {
  "linux-x64": {
    platform: "manylinux_2_28_x86_64",
    sha256: "a70839d9a1f569e1e5424f27ed01a32133d658beae4cd1459eb39de1e0483bba",
    bytes: 4_673_602,
    folder: "pywhispercpp.libs",
    files: [
      file("libwhisper-1ab89ae8.so.1.8.5", 734_929, "a6701948b8d7b58572bd380cca936af569fd182546fc86795f2dc6d34700b1d4"),
      file("libggml-684d824a.so.0.13.1", 339_601, "67b9b51741d7f7fd806c7b032744bd4a0592c79d1218ffe1c67a3aafddf6431d"),
      file(
        "libggml-base-319ad4fb.so.0.13.1",
        939_385,
        "b764c1371a3cdcc13425498627e72f68395a04bed2eccfab8d6b3be158cb4599",
      ),
      file(
        "libggml-cpu-67036419.so.0.13.1",
        1_110_377,
        "c5285be1d364b7f798040e3114602bfff89b0f6913dcba42ce10c9621b7774f0",
      ),
      file("libgomp-e985bcbb.so.1.0.0", 253_289, "a43904e4fa297301d4640dc1bb3c8a3480b406f99e498eba9b1914b68aab604a"),
    ],
  },
  "linux-arm64": {
    platform: "manylinux_2_28_aarch64",
    sha256: "3fd5ce38397f27e1173423f82f14089da2f61a45b2f1fb307a943765f5c56b3e",
    bytes: 4_179_573,
    folder: "pywhispercpp.libs",
    files: [
      file("libwhisper-1fc87073.so.1.8.5", 890_569, "9f3879b63e95764915d2402dadf024dae4c73a1b1f7dd559088d42c6c71601aa"),
      file("libggml-584b6508.so.0.13.1", 540_225, "e46429a5a2dfa49bc278dbdbf79551a98b7588df0449c5be2d0a5c8099e896f3"),
      file(
        "libggml-base-f1e727d3.so.0.13.1",
        1_074_529,
        "c6b7b2dc8e9f24bc55eeec76fa0c1f7cc4b3465291635895f5b3c30c92b21417",
      ),
      file(
        "libggml-cpu-3568046b.so.0.13.1",
        1_143_673,
        "ec90e78e415d23d0993e96448a7fbefc45a189d2ff3e31466a4e1e31ee733d73",
      ),
      file("libgomp-a49a47f9.so.1.0.0", 343_345, "43642df04bdf20f9b4122d336ef3e2e6a486c536e614159ac0e981a901d54537"),
    ],
  },
  "darwin-arm64": {
    platform: "macosx_11_0_arm64",
    sha256: "4a10b4f9c99123eb6515a98cc972f354d2455884af19856b82cd1c0d6ab2602f",
    bytes: 4_179_002,
    folder: "pywhispercpp/.dylibs",
    files: [
      file("libwhisper.1.8.5.dylib", 480_064, "2db2b98bdc61b849d25842205dd97a5ea9ad9f4a9e50763be228514a5598782a"),
      file("libggml.0.13.1.dylib", 94_736, "307062b3098d363c4dacdf4c8b2c8e9fc0e8f34ea22b76a1acb68bce6c54a5ca"),
      file("libggml-base.0.13.1.dylib", 788_352, "f35e025586d0cfa826ab68269bab8c3822e6e66982cd67982d6fe92d98c8bf10"),
      file("libggml-blas.0.13.1.dylib", 76_832, "3e92a4557ff1a3f4c0983c953ca3d91951ff2cf3b7b8bd1bc6aff7e225f1f08e"),
      file("libggml-cpu.0.13.1.dylib", 829_504, "41ae10229276291dc325fe280fb815d3ee272fe2a3638d3eef5139ce2f29d1bc"),
      file("libggml-metal.0.13.1.dylib", 850_000, "98d5f6b397848b951c43b945d29d743375d2d124ec4889cef2acd49acc4bc128"),
    ],
  },
};
