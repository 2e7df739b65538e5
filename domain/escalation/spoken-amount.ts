import { readSinoNumeral } from "../redaction/sino-numeral.ts";

/** A sum of money that somebody named. */
export interface SpokenAmount {
  readonly value: number;
  readonly currency: "KRW" | "USD";
}

const part = "[\\d,.영공일이삼사오육륙칠팔구십백천]{1,12}";
const won = new RegExp(`(?:(${part})\\s?억\\s?)?(?:(${part})?\\s?만\\s?)?(${part})?\\s?원`, "gu");
const dollars =
  /\$\s?([\d,.]{1,12})|\b([\d,.]{1,12}|[a-z]{1,9})(?: (hundred|thousand|million))? (?:dollars|bucks)\b/giu;
const multiples: Readonly<Record<string, number>> = { hundred: 100, thousand: 1_000, million: 1_000_000 };
const words: readonly string[] = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
];

/**
 * The largest sum of money in a text, written ("1,500,000원", "$1,200") or as a recogniser writes what was said ("삼백오십만 원", "two thousand
 * dollars"). Numbers without a currency are no sums.
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
  for (const [, written, said, multiple] of text.matchAll(dollars)) {
    const count = numberOf(written ?? said) ?? englishNumber(said ?? "");
    if (count !== undefined)
      amounts.push({ value: count * (multiples[multiple?.toLowerCase() ?? ""] ?? 1), currency: "USD" });
  }
  return amounts.sort((one, other) => inWon(other) - inWon(one))[0];
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const plain = text.replaceAll(",", "").replace(/\.$/, "");
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)([천백십]?)$/u.exec(plain) ?? [];
  return digits === undefined ? readSinoNumeral(plain) : Number(digits) * (readSinoNumeral(unit) ?? 1);
}

function englishNumber(word: string): number | undefined {
  const lower = word.toLowerCase();
  if (lower === "a") return 1;
  if (multiples[lower] !== undefined) return multiples[lower];
  const at = words.indexOf(lower);
  return at >= 0 ? at : undefined;
}

/** Only to compare sums within one sentence; no money changes hands by it. */
const inWon = ({ value, currency }: SpokenAmount) => (currency === "USD" ? value * 1_000 : value);
