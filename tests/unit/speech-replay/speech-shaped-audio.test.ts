import { describe, expect, it } from "@jest/globals";
import { speechLength } from "../../../local/speech/speech-length.ts";
import { quietAudio, speechShapedAudio } from "../../../local/speech/speech-shaped-audio.ts";
import { createTimeCodeReader } from "../../../local/speech/time-code.ts";

const decibels = (samples: Int16Array) =>
  20 * Math.log10(Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length) / 32_768);
const korean = "안녕하세요 어제 주문한 상품을 환불하고 싶습니다";
const english = "I would like to know when my order is going to be delivered please";

describe("speech-shaped audio", () => {
  it("lasts as long as the text takes to say", () => {
    const syllables = korean.replace(/\s/g, "").length;
    expect(syllables / (speechLength(korean, "ko-KR").durationMs / 1_000)).toBeCloseTo(4.5, 0);
    const words = english.split(" ").length;
    expect(words / (speechLength(english, "en-US").durationMs / 1_000)).toBeCloseTo(2.5, 0);
    expect(speechLength("", "ko-KR").durationMs).toBe(20);
  });

  it("has the level of telephone speech, and silence that of a quiet line", () => {
    const speech = speechShapedAudio({ text: korean, languageCode: "ko-KR", startMs: 0, seed: 3 });
    expect(decibels(speech)).toBeGreaterThan(-30);
    expect(decibels(speech)).toBeLessThan(-18);
    expect(decibels(quietAudio({ durationMs: 1_000, startMs: 0, seed: 3 }))).toBeLessThan(-60);
  });

  it("is coded throughout, speech and silence", () => {
    for (const audio of [
      speechShapedAudio({ text: english, languageCode: "en-US", startMs: 5_000, seed: 1 }),
      quietAudio({ durationMs: 990, startMs: 5_000, seed: 1 }),
    ]) {
      const frames = createTimeCodeReader().read(audio);
      expect(frames.map((frame) => frame.positionMs)).toEqual(
        Array.from({ length: audio.length / 160 }, (_, index) => 5_000 + 20 * index),
      );
    }
  });

  it("is the same for the same seed and another for another", () => {
    const make = (seed: number) =>
      Buffer.from(speechShapedAudio({ text: korean, languageCode: "ko-KR", startMs: 0, seed }).buffer);
    expect(make(5).equals(make(5))).toBe(true);
    expect(make(5).equals(make(6))).toBe(false);
  });
});
