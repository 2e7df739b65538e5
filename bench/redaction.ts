import { readFileSync } from "node:fs";
import { arch, cpus } from "node:os";
import { join } from "node:path";
import { redactText } from "../domain/redaction/redact-text.ts";
import { readMarkedSet } from "../local/cli/evaluate-pii/marked-set.ts";

/**
 * Measures how long redaction takes: an utterance of the validation set (median, 99th percentile and worst of all rounds), and long texts made to be hard,
 * whose time for each character must not grow with their length. Nothing is asserted of the times; that the work grows linearly is asserted in steps by
 * tests/unit/redaction.
 */

const warmUpRounds = 5;
const rounds = 20;
const lengths = [1_000, 10_000, 100_000] as const;
const hard = [
  "1",
  "공일",
  "이 ",
  "1-",
  "a@a.",
  "골뱅이 ",
  "김",
  "서울 강남구 ",
  "년월일",
  "one ",
  "double ",
  "A as in ",
  "101동 ",
  "끝자리 1 ",
  "여권 A1 ",
];
const folder = join(import.meta.dirname, "../domain/redaction/data");

function utterances(language: string): readonly string[] {
  const name = `validation.${language}.txt`;
  return readMarkedSet(readFileSync(join(folder, name), "utf8"), name).map(({ text }) => text);
}

function timeOf(text: string, languageCode: string): number {
  const started = process.hrtime.bigint();
  redactText(text, languageCode);
  return Number(process.hrtime.bigint() - started) / 1_000;
}

function quantile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN).toFixed(0);
}

function measureUtterances(language: "ko" | "en"): Record<string, string | number> {
  const languageCode = language === "ko" ? "ko-KR" : "en-US";
  const texts = utterances(language);
  const times: number[] = [];
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const measured = texts.map((text) => timeOf(text, languageCode));
    if (round >= 0) times.push(...measured);
  }
  times.sort((left, right) => left - right);
  const characters = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
  return {
    language,
    utterances: texts.length,
    "characters each": characters.toFixed(0),
    "median µs": quantile(times, 0.5),
    "99 % µs": quantile(times, 0.99),
    "worst µs": quantile(times, 1),
  };
}

function measureHard(piece: string): Record<string, string> {
  const times = lengths.map((length) => {
    const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    timeOf(text.slice(0, 2_000), "ko-KR");
    return [`${length} characters, µs each`, (timeOf(text, "ko-KR") / length).toFixed(2)] as const;
  });
  return { repeated: JSON.stringify(piece), ...Object.fromEntries(times) };
}

console.log(`Redaction, ${rounds} rounds; Node ${process.version}, ${cpus()[0]?.model ?? arch()}`);
console.table([measureUtterances("ko"), measureUtterances("en")]);
console.table(hard.map(measureHard));
