import { expect, test } from "@jest/globals";
import { characterErrors, rate, wordErrors } from "../../../bench/speech/error-rate.ts";
import { readWav } from "../../../bench/speech/read-wav.ts";
import { resample } from "../../../local/speech/whisper/resample.ts";
import { wordsOfTokens } from "../../../local/speech/whisper/words-of-tokens.ts";

test("errors are counted by character without spaces and by word, whatever the punctuation and case", () => {
  expect(characterErrors("돌고있다 이렇게", "돌고 있다, 이러케.")).toEqual({ edits: 2, length: 7 });
  expect(wordErrors("he was not ill", "He was, ill!")).toEqual({ edits: 1, length: 4 });
  expect(
    rate([
      { edits: 1, length: 4 },
      { edits: 1, length: 4 },
    ]),
  ).toBe(0.25);
  expect(wordErrors("", "noise")).toEqual({ edits: 1, length: 0 });
});

test("a WAV file gives its samples", () => {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(4, 40);
  const sound = readWav(Buffer.concat([header, Buffer.from([1, 0, 255, 255])]));
  expect(sound).toEqual({ sampleRateHz: 8000, samples: Int16Array.from([1, -1]) });
});

test("resampling keeps a tone's level and frequency", () => {
  const tone = Int16Array.from({ length: 8000 }, (_, i) => 16_384 * Math.sin((2 * Math.PI * 440 * i) / 8000));
  const doubled = resample(tone, 8000, 16_000);
  expect(doubled).toHaveLength(16_000);
  for (let i = 4000; i < 4100; i++) expect(doubled[i]).toBeCloseTo(0.5 * Math.sin((2 * Math.PI * 440 * i) / 16_000), 2);
});

test("going down in rate takes away what would alias", () => {
  const tone = Int16Array.from({ length: 16_000 }, (_, i) => 16_384 * Math.sin((2 * Math.PI * 6000 * i) / 16_000));
  const halved = resample(tone, 16_000, 8000);
  expect(Math.max(...halved.slice(1000, 7000).map(Math.abs))).toBeLessThan(0.02);
});

test("a word is as sure as its tokens", () => {
  const tokens = [
    { text: " 안", probability: 0.9 },
    { text: "녕", probability: 0.4 },
    { text: " 네", probability: 1 },
  ];
  const [first, second] = wordsOfTokens("안녕 네", tokens);
  expect(first?.confidence).toBeCloseTo(0.6);
  expect(second).toEqual({ text: "네", confidence: 1 });
});
