import { existsSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterAll, describe, expect, test } from "@jest/globals";
import { characterErrors, type Errors, rate } from "../../bench/speech/error-rate.ts";
import { recognise } from "../../bench/speech/recognise.ts";
import { type SpokenSentence, spokenSentences, telephoneSound } from "../../bench/speech/speech-set.ts";
import { locateModels } from "../../local/speech/models/locate-models.ts";
import { modelCache } from "../../local/speech/models/model-cache.ts";
import { createWhisperEngine } from "../../local/speech/whisper/whisper-engine.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "shared", "data", "speech-ko");

/** Why real recognition cannot be tested here, undefined when it can. */
async function reasonToSkip(): Promise<string | undefined> {
  if (!existsSync(join(folder, "transcripts.tsv"))) return `there is no recorded speech in ${folder}`;
  try {
    await locateModels(modelCache(), "ko-KR");
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name === "ModelUnavailable") return error.message;
    throw error;
  }
}

const reason = await reasonToSkip();
if (reason !== undefined) process.stderr.write(`SKIPPED real speech recognition: ${reason}\n`);

/** Every tenth sentence, so that several speakers are heard. */
async function someSentences(): Promise<SpokenSentence[]> {
  return (await spokenSentences(folder)).filter((_, i) => i % 10 === 0);
}

(reason === undefined ? describe : describe.skip)("the embedded recogniser on recorded Korean at 8 kHz", () => {
  const engine = createWhisperEngine();
  afterAll(() => engine.close());

  test("mishears at most 30 % of the characters", async () => {
    const errors: Errors[] = [];
    for (const { file, said } of await someSentences()) {
      const { text } = await recognise(engine, "ko-KR", await telephoneSound(folder, file));
      errors.push(characterErrors(said, text));
    }
    process.stderr.write(`CER ${(rate(errors) * 100).toFixed(1)} % on ${errors.length} sentences\n`);
    expect(errors.length).toBeGreaterThan(4);
    expect(rate(errors)).toBeLessThan(0.3);
  }, 180_000);

  test("shows partials while somebody speaks, and leaves the event loop free", async () => {
    const [longest] = (await spokenSentences(folder)).sort((one, other) => other.said.length - one.said.length);
    const sound = await telephoneSound(folder, longest?.file ?? "");
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const { text, partials } = await recognise(engine, "ko-KR", sound, "call");
    delay.disable();
    expect(text).not.toBe("");
    expect(partials).toBeGreaterThan(0);
    expect(delay.percentile(95) / 1e6).toBeLessThan(100);
  }, 60_000);

  test("hears nothing in silence", async () => {
    expect(await recognise(engine, "ko-KR", new Int16Array(16_000))).toEqual({ text: "", partials: 0 });
  }, 60_000);
});
