import { choose, type Random } from "../../../local/speech/seeded-random.ts";

/** A sentence in which somebody says a number, and the digits of the number. */
export interface SpokenNumber {
  readonly language: "ko-KR" | "en-US";
  readonly what: "phone" | "identity" | "card";
  readonly digits: string;
  readonly text: string;
}

const syllables = [..."공일이삼사오육칠팔구"];
const words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const korean: Readonly<Record<SpokenNumber["what"], readonly string[]>> = {
  phone: ["", "제 번호는 ", "네 연락처는 ", "휴대폰 번호가 음 "],
  identity: ["", "주민번호는 ", "네 주민등록번호 "],
  card: ["", "카드 번호는 ", "네 번호 불러드릴게요 "],
};
const english: Readonly<Record<SpokenNumber["what"], readonly string[]>> = {
  phone: ["", "my phone number is ", "sure it's ", "you can reach me at "],
  identity: ["", "my social security number is ", "yes it is "],
  card: ["", "the card number is ", "okay it's "],
};

/** One made-up spoken number; each language and each sort of number is equally likely. */
export function makeSpokenNumber(random: Random): SpokenNumber {
  const language = random() < 0.5 ? "ko-KR" : "en-US";
  const what = choose(["phone", "identity", "card"] as const, random) ?? "phone";
  const parts = partsOf(language, what, random);
  const lead = choose((language === "ko-KR" ? korean : english)[what], random) ?? "";
  const said = parts.map((part) => sayPart(part, language, random));
  const text = `${lead}${said.join(choose(separatorsOf(language), random) ?? " ")}${language === "ko-KR" ? "입니다" : ""}`;
  return { language, what, digits: parts.join(""), text };
}

function separatorsOf(language: SpokenNumber["language"]): readonly string[] {
  return language === "ko-KR" ? [" ", "에 ", " 다시 ", " 음 "] : [" ", ", ", " dash ", " uh "];
}

function sayPart(part: string, language: SpokenNumber["language"], random: Random): string {
  if (language === "ko-KR") return [...part].map((digit) => syllables[Number(digit)]).join("");
  const zero = random() < 0.3 ? "oh" : "zero";
  return [...part].map((digit) => (digit === "0" ? zero : words[Number(digit)])).join(" ");
}

function partsOf(language: SpokenNumber["language"], what: SpokenNumber["what"], random: Random): readonly string[] {
  const some = (count: number): string => Array.from({ length: count }, () => Math.floor(random() * 10)).join("");
  const between = (from: number, to: number): string =>
    String(from + Math.floor(random() * (to - from + 1))).padStart(2, "0");
  if (what === "card") return [`${between(3, 9).slice(-1)}${some(3)}`, some(4), some(4), some(4)];
  if (language === "en-US")
    return what === "phone" ? [`${between(2, 7).slice(-1)}${some(2)}`, some(3), some(4)] : [some(3), some(2), some(4)];
  return what === "phone"
    ? ["010", some(4), some(4)]
    : [`${between(40, 99)}${between(1, 12)}${between(1, 28)}`, `${between(1, 4).slice(-1)}${some(6)}`];
}

const values = new Map([
  ...syllables.map((syllable, digit) => [syllable, String(digit)] as const),
  ...words.map((word, digit) => [word, String(digit)] as const),
  ["oh", "0"] as const,
]);
const piece = /[가-힣]|[a-z']+|[0-9]|\[[A-Z_]+\]/g;
const between = new Set(["에", "음", "다", "시", "dash", "uh", "입", "니"]);

/**
 * The longest run of the number's own digits, in its order, that can still be read in a text. Separators and hesitations do not interrupt a run; a
 * placeholder, a misheard digit or any other word does. Reads without the code under test.
 */
export function longestLeftover(text: string, digits: string): number {
  let run = "";
  let longest = 0;
  for (const [found] of text.matchAll(piece)) {
    if (between.has(found)) continue;
    const value = values.get(found) ?? (/^\d$/.test(found) ? found : undefined);
    run = value === undefined ? "" : run + value;
    while (run !== "" && !digits.includes(run)) run = run.slice(1);
    longest = Math.max(longest, run.length);
  }
  return longest;
}
