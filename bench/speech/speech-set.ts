import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { resample } from "../../local/speech/whisper/resample.ts";
import { readFlac } from "./read-flac.ts";
import { readWav } from "./read-wav.ts";

/** A sentence that was recorded, and its words. */
export interface SpokenSentence {
  file: string;
  said: string;
}

/** The sentences that a folder's transcripts.tsv (file, text) lists. */
export async function spokenSentences(folder: string): Promise<SpokenSentence[]> {
  const lines = (await readFile(join(folder, "transcripts.tsv"), "utf8")).split("\n");
  return lines.flatMap((line) => {
    const [file, said] = line.split("\t");
    return file && said && /\.(wav|flac)$/.test(file) ? [{ file, said }] : [];
  });
}

/** A recording (FLAC or WAV) as the telephone would carry it: 8 kHz, 16 bits. */
export async function telephoneSound(folder: string, file: string): Promise<Int16Array> {
  const bytes = await readFile(join(folder, file));
  const { samples, sampleRateHz } = file.endsWith(".flac") ? readFlac(bytes) : readWav(bytes);
  if (sampleRateHz === 8000) return samples;
  return Int16Array.from(resample(samples, sampleRateHz, 8000), (x) =>
    Math.max(-32_768, Math.min(32_767, Math.round(x * 32_768))),
  );
}
