import { readSinoNumeral } from "../redaction/sino-numeral.ts";

/** A sum of money that somebody named. */
export interface SpokenAmount {
  readonly value: number;
  readonly currency: "KRW" | "USD";
}

const part = "[\\d,.영공일이삼사오육륙칠팔구십백천]{1,12}";
const won = new RegExp(`(?:(${part})\\s?억\\s?)?(?:(${part})?\\s?만\\s?)?(${part})?\\s?원`, "gu");
const scales: Readonly<Record<string, number>> = { thousand: 1_000, million: 1_000_000 };
const ones =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
const tens = "twenty thirty forty fifty sixty seventy eighty ninety";
const numberWords: ReadonlyMap<string, number> = new Map([
  ["a", 1],
  ...ones.split(" ").map((word, at) => [word, at] as const),
  ...tens.split(" ").map((word, at) => [word, (at + 2) * 10] as const),
]);
const numberWord = `(?:[\\d,.]{1,12}|hundred|${[...numberWords.keys(), ...Object.keys(scales)].join("|")})`;
const english = new RegExp(
  `\\$\\s?([\\d,.]{1,12}(?: ${numberWord})?)|(?<![\\w-])(${numberWord}(?:[ -](?:and )?${numberWord}){0,9}) (dollars|bucks|won)\\b`,
  "giu",
);

/**
 * The largest sum of money in a text, written ("1,500,000원", "$1,200") or as a recogniser writes what was said ("삼백오십만 원", "five thousand
 * two hundred dollars"). Numbers without a currency are no sums.
 */
export function largestAmount(text: string): SpokenAmount | undefined {
  const amounts: SpokenAmount[] = [];
  for (const [whole, hundredMillions, tenThousands, ones] of text.matchAll(won)) {
    const hasTenThousands = whole.includes("만");
    const value =
      (numberOf(hundredMillions) ?? 0) * 100_000_000 +
      (hasTenThousands ? (numberOf(tenThousands) ?? 1) * 10_000 : 0) +
      (numberOf(ones) ?? 0);
    if (value > 0) amounts.push({ value, currency: "KRW" });
  }
  for (const [, written, said = written, unit] of text.matchAll(english)) {
    const value = englishNumber(said ?? "");
    if (value !== undefined) amounts.push({ value, currency: unit?.toLowerCase() === "won" ? "KRW" : "USD" });
  }
  return amounts.sort((one, other) => inWon(other) - inWon(one))[0];
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const plain = text.replaceAll(",", "").replace(/\.$/, "");
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)([천백십]?)$/u.exec(plain) ?? [];
  return digits === undefined ? readSinoNumeral(plain) : Number(digits) * (readSinoNumeral(unit) ?? 1);
}

/** "five thousand two hundred", "twelve hundred", "1.5 million"; undefined where a part is no number. */
function englishNumber(text: string): number | undefined {
  let thousands = 0;
  let below = 0;
  for (const word of text.toLowerCase().split(/[ -]/)) {
    const scale = scales[word];
    if (scale !== undefined) {
      thousands += (below || 1) * scale;
      below = 0;
    } else if (word === "hundred") below = (below || 1) * 100;
    else if (word !== "and") {
      const value = numberWords.get(word) ?? numberOf(word);
      if (value === undefined) return undefined;
      below += value;
    }
  }
  return thousands + below;
}

/** Only to compare sums within one sentence; no money changes hands by it. */
const inWon = ({ value, currency }: SpokenAmount) => (currency === "USD" ? value * 1_000 : value);
