/** The smallest part of a text that is judged by itself: a syllable of Hangul, a Latin word, a run of digits, or any other sign. */
export interface Token {
  readonly text: string;
  /** UTF-16 offsets into the text, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** Whether a word begins with it: white space, or the beginning of the text, lies before. */
  readonly beginsWord: boolean;
  /** Whether its first letter, or every one of several, was a capital in the text. */
  readonly capitals: "none" | "first" | "all";
}

const tokens = /[가-힣]|\p{Script=Latin}+|\d+|\S/gu;

/** The tokens of a text, in order. Latin letters are made small. */
export function readTokens(text: string): Token[] {
  let before = -1;
  return Array.from(text.matchAll(tokens), ({ 0: token, index }) => {
    const end = index + token.length;
    const beginsWord = index !== before;
    before = end;
    return { text: token.toLowerCase(), start: index, end, beginsWord, capitals: capitalsOf(token) };
  });
}

/** Whether a token is a syllable of Hangul. */
export function isSyllable(token: string): boolean {
  return /^[가-힣]$/.test(token);
}

/** Whether a token is a word in Latin letters. */
export function isLatinWord(token: string): boolean {
  return /^\p{Script=Latin}/u.test(token);
}

function capitalsOf(token: string): Token["capitals"] {
  if (!/^\p{Lu}/u.test(token)) return "none";
  return token.length > 1 && token === token.toUpperCase() ? "all" : "first";
}
