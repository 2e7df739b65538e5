import { correctionWords, hesitationWords, resumingWords } from "./corrections.ts";
import {
  monthWords,
  repeatWords,
  shortMonthWords,
  teenWords,
  tensWords,
  unitOrdinals,
  unitWords,
  zeroWords,
} from "./english-number-words.ts";

/** What a word beside a number is: part of a number or date, a letter, what may stand within, a correction, or something else. */
export interface NumberToken {
  readonly kind: "number" | "date" | "letter" | "pause" | "correction" | "other";
  readonly start: number;
  /** Without particles and endings. */
  readonly end: number;
  /** How many digits were said; 0 for what can be no number. */
  readonly digits: number;
  /** Particles or an ending of the copula are glued to it. */
  readonly isEnded: boolean;
}

const koreanFigure = "(?:다섯|여섯|일곱|여덟|아홉|하나|[공영빵일이둘삼셋사넷오육륙칠팔구십백천])";
const joiner = "(?:에(?!요)|의|다시|대시|국에|번에|국)";
const ending =
  "(?:으?로(?:요|도|는)?|이?에요|예요|이?요|입니다|이?고요?|이?구요|인데요?|이?거든요|이죠|죠|이?네요|이?라고요?|번(?:이에요|이요|으로|입니다)?|이랑|까지|이?라는|생(?:이[에요고]\\S{0,2})?|맞)";
const englishFigure = `(?:${zeroWords}|${unitWords}|niner|${teenWords}|${tensWords}|hundred|thousand|${repeatWords})`;
const months = `(?:${monthWords}|${shortMonthWords})`;
const ordinals = `(?:(?:twenty|thirty)[ -])?(?:${unitOrdinals})|tenth|eleventh|twelfth|[a-z]{4,6}teenth|twentieth|thirtieth|\\d{1,2}(?:st|nd|rd|th)`;
const letterNames =
  "에이치|에이|비|씨|디|에프|지|아이|제이|케이|엘|엠|엔|피|큐|알|에스|티|유|브이|더블유|엑스|와이|제트";
const wordEnd = "(?![a-z0-9가-힣'])";
/** The kinds in the order in which they are tried, each with what it looks like at the beginning of a text. */
const shapes: readonly (readonly [NumberToken["kind"], RegExp])[] = [
  ["correction", new RegExp(`^(?:${correctionWords})${wordEnd}`, "i")],
  [
    "pause",
    new RegExp(
      `^(?:시작하고|시작하는데|시작해서|다시|대시|하이픈|짝대기|빼기|에|의|dash|hyphen|then|and then)${wordEnd}`,
      "i",
    ),
  ],
  ["number", new RegExp(`^oh(?=[ ,-]{1,2}(?:${zeroWords}|${unitWords}|\\d)\\b)`, "i")],
  ["pause", new RegExp(`^(?:${hesitationWords}|${resumingWords})${wordEnd}`, "i")],
  [
    "date",
    new RegExp(
      `^(?:(?:\\d{1,4}|[공영일이삼사오육유륙칠팔구십시백천]{1,8})(?:년도?|월|달|일)|(?:정|동짓|섣)[월달]|${months}|${ordinals})(?=생|(?:${ending})?${wordEnd})`,
      "i",
    ),
  ],
  ["other", new RegExp(`^(?:${ending}|이(?=\\s[가-힣]))${wordEnd}`)],
  ["number", new RegExp(`^${koreanFigure}+(?=${joiner}?(?:${ending})?${wordEnd})`)],
  ["number", new RegExp(`^\\d{1,20}(?=${joiner}?(?:${ending})?${wordEnd})`)],
  ["number", new RegExp(`^${englishFigure}${wordEnd}`, "i")],
  ["letter", new RegExp(`^(?:[a-z]|${letterNames})(?=에?${wordEnd})`, "i")],
];
const onlyFigures = new RegExp(`^${koreanFigure}+$`);
const between = /^[\s,.…·~-]+/;
const glued = /^[가-힣]{1,6}/;
const isEnding = new RegExp(`^${joiner}?${ending}${wordEnd}`);
const anyWord = /^(?:[가-힣]+|[a-z']+|\d+|.)/is;

/**
 * Reads the words of a short text as what may stand beside a number.
 * @param text a window, which begins at the beginning of a word or within a Korean one
 * @param from where the window begins in the whole text
 */
export function readNumberTokens(text: string, from: number): NumberToken[] {
  const tokens: NumberToken[] = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const space = between.exec(rest)?.[0].length ?? 0;
    if (space > 0) {
      at += space;
      continue;
    }
    const [kind, length] = shapeOf(rest);
    const suffix = /[가-힣0-9]$/.test(rest.slice(0, length)) ? (glued.exec(rest.slice(length))?.[0] ?? "") : "";
    tokens.push({
      kind,
      start: from + at,
      end: from + at + length,
      digits: digitsOf(kind, rest.slice(0, length)),
      isEnded: suffix !== "" && isEnding.test(suffix),
    });
    at += length + suffix.length;
  }
  return tokens;
}

function shapeOf(rest: string): readonly [NumberToken["kind"], number] {
  for (const [kind, shape] of shapes) {
    const length = shape.exec(rest)?.[0].length ?? 0;
    if (length > 0) return [kind, length];
  }
  return ["other", anyWord.exec(rest)?.[0].length ?? 1];
}

/** A day ("이십일") may be digits as well. */
function digitsOf(kind: NumberToken["kind"], word: string): number {
  if (kind === "date" && onlyFigures.test(word)) return word.length;
  if (kind !== "number") return 0;
  return /^[a-z]/i.test(word) ? 1 : word.replace(/다섯|여섯|일곱|여덟|아홉|하나/g, "1").length;
}
