import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createWhisperEngine } from "../local/speech/whisper/whisper-engine.ts";
import { characterErrors, type Errors, rate, wordErrors } from "./speech/error-rate.ts";
import { recognise } from "./speech/recognise.ts";
import { spokenSentences, telephoneSound } from "./speech/speech-set.ts";

// npm run bench:speech -- [--set <BCP-47 code>=<folder with transcripts.tsv and WAV or FLAC>]... [--show]
const shared = join(import.meta.dirname, "..", "..", "shared", "data", "speech-ko");
const { values } = parseArgs({
  options: {
    set: { type: "string", multiple: true, default: [`ko-KR=${shared}`] },
    show: { type: "boolean", default: false },
  },
});
const engine = createWhisperEngine();

async function measure(languageCode: string, folder: string): Promise<string[]> {
  if (!existsSync(join(folder, "transcripts.tsv"))) return [languageCode, `skipped: no transcripts.tsv in ${folder}`];
  await recognise(engine, languageCode, new Int16Array(8000));
  const characters: Errors[] = [];
  const words: Errors[] = [];
  let seconds = 0;
  let cpu = 0;
  for (const { file, said } of await spokenSentences(folder)) {
    const sound = await telephoneSound(folder, file);
    seconds += sound.length / 8000;
    const before = process.cpuUsage();
    const { text } = await recognise(engine, languageCode, sound);
    const { user, system } = process.cpuUsage(before);
    cpu += (user + system) / 1e6;
    characters.push(characterErrors(said, text));
    words.push(wordErrors(said, text));
    if (values.show) console.log(`  ${file}\t${said}\t${text}`);
  }
  const percent = (errors: Errors[]) => `${(rate(errors) * 100).toFixed(1)} %`;
  const memory = `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`;
  const counts = [languageCode, String(words.length), seconds.toFixed(0)];
  return [...counts, percent(characters), percent(words), (cpu / seconds).toFixed(2), memory];
}

console.log(`${engine.name}, 8 kHz, one thread; CPU time of the whole process, partials included, loading left out`);
console.log("| language | sentences | seconds | CER | WER | CPU s per audio s | peak memory |");
console.log("|---|---|---|---|---|---|---|");
try {
  for (const set of values.set) {
    const [languageCode = "", folder = ""] = set.split("=");
    console.log(`| ${(await measure(languageCode, folder)).join(" | ")} |`);
  }
  await engine.close();
} catch (error) {
  if (!(error instanceof Error && error.name === "ModelUnavailable")) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
