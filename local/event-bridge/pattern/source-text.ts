import { InvalidEventPattern } from "../invalid-event-pattern.ts";

/** The text of a pattern with a place in it: the lexical half of the reader. */
export interface SourceText {
  /** The place of the character that was just consumed, as messages tell it: the quoted text, the line and the column, counted from 1. */
  placeOfLast(): string;
  /** The next character that is no white space, consumed; `undefined` at the end. */
  nextVisible(): string | undefined;
  /** Reads a string whose opening quote is consumed. `what` is how messages call it. */
  readString(what: "name" | "string value"): string;
  /** Reads a number whose first character is consumed, and returns its spelling. */
  readNumber(first: string): string;
  /** Reads a word whose first character is consumed. */
  readWord(): string;
  isWordStart(character: string): boolean;
  /** Refuses the pattern: the reason, and the place up to which it was read. */
  fail(reason: string): never;
  /** Refuses a character that was just consumed. */
  failAtCharacter(character: string, comment: string): never;
}

/** Messages show no more of the pattern. */
const snippetLength = 500;

const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Puts the place at the beginning of a pattern. */
export function createSourceText(pattern: string): SourceText {
  let at = 0;
  let line = 1;
  let lineStart = 0;

  const describe = (row: number, column: number) => {
    const more = pattern.length - snippetLength;
    const truncated = more > 0 ? `[truncated ${more} chars]` : "";
    return `[Source: (String)"${pattern.slice(0, snippetLength)}"${truncated}; line: ${row}, column: ${column}]`;
  };
  const fail = (reason: string): never => {
    throw new InvalidEventPattern(`${reason}\n at ${describe(line, at - lineStart + 1)}`);
  };
  const failAtCharacter = (character: string, comment: string): never =>
    fail(`Unexpected character (${nameOf(character)}): ${comment}`);

  const endLine = () => {
    line += 1;
    lineStart = at;
  };
  const nextVisible = (): string | undefined => {
    while (at < pattern.length) {
      const character = pattern.charAt(at);
      at += 1;
      if (character === "\n") endLine();
      else if (character === "\r") {
        if (pattern[at] === "\n") at += 1;
        endLine();
      } else if (character === "/")
        failAtCharacter(
          character,
          "maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
        );
      else if (character > " ") return character;
      else if (character !== " " && character !== "\t")
        fail(
          `Illegal character (${nameOf(character)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
        );
    }
    return undefined;
  };

  const readEscape = (): string => {
    const endsEarly = () => fail("Unexpected end-of-input in character escape sequence");
    const character = pattern[at] ?? endsEarly();
    at += 1;
    if (character !== "u")
      return simpleEscapes[character] ?? fail(`Unrecognized character escape ${nameOf(character)}`);
    const from = at;
    while (at < from + 4) {
      const digit = pattern[at] ?? endsEarly();
      at += 1;
      if (!/[0-9a-fA-F]/.test(digit)) failAtCharacter(digit, "expected a hex-digit for character escape sequence");
    }
    return String.fromCharCode(Number.parseInt(pattern.slice(from, at), 16));
  };
  const readString = (what: "name" | "string value"): string => {
    let read = "";
    for (;;) {
      const character = pattern[at];
      if (character === undefined)
        return fail(
          what === "name"
            ? "Unexpected end-of-input in field name"
            : "Unexpected end-of-input: was expecting closing quote for a string value",
        );
      at += 1;
      if (character === '"') return read;
      if (character < " ")
        fail(
          `Illegal unquoted character (${nameOf(character)}): has to be escaped using backslash to be included in ${what}`,
        );
      read += character === "\\" ? readEscape() : character;
    }
  };

  const readDigits = () => {
    const from = at;
    while (/^[0-9]$/.test(pattern[at] ?? "")) at += 1;
    return at - from;
  };
  /** @param told the place that the message tells, where it is not the one behind the wrong character */
  const expectDigits = (complaint: string, told?: number) => {
    if (readDigits() > 0) return;
    const character = pattern[at] ?? fail("Unexpected end-of-input in a Number value");
    at = told ?? at + 1;
    fail(`Unexpected character (${nameOf(character)}) in numeric value: ${complaint}`);
  };
  const readNumber = (first: string): string => {
    const from = at - 1;
    if (first === "-") {
      const digit = pattern[at] ?? "";
      expectDigits("expected digit (0-9) to follow minus sign, for valid numeric value");
      if (digit === "0" && at > from + 2) failAtLeadingZero(from + 2);
    } else if (readDigits() > 0 && first === "0") failAtLeadingZero(from + 1);
    const behindInteger = at + 1;
    if (pattern[at] === ".") {
      at += 1;
      expectDigits("Decimal point not followed by a digit", behindInteger);
    }
    if (/^[eE]$/.test(pattern[at] ?? "")) {
      at += 1;
      if (/^[-+]$/.test(pattern[at] ?? "")) at += 1;
      expectDigits("Exponent indicator not followed by a digit", behindInteger);
    }
    return pattern.slice(from, at);
  };
  const failAtLeadingZero = (behindZero: number): never => {
    at = behindZero;
    return fail("Invalid numeric value: Leading zeroes not allowed");
  };

  return {
    placeOfLast: () => describe(line, at - lineStart),
    nextVisible,
    readString,
    readNumber,
    readWord() {
      const from = at - 1;
      while (isWordPart(pattern[at] ?? "")) at += 1;
      return pattern.slice(from, at);
    },
    isWordStart: (character) => isWordPart(character) && !/[0-9]/.test(character),
    fail,
    failAtCharacter,
  };
}

function isWordPart(character: string): boolean {
  return /^[\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}\p{Sc}]$/u.test(character);
}

/** `'x' (code 120)`, with the hexadecimal code beyond Latin-1, and no picture of control characters. */
function nameOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 32 || (code >= 127 && code < 160)) return `(CTRL-CHAR, code ${code})`;
  return `'${character}' (code ${code}${code > 255 ? ` / 0x${code.toString(16)}` : ""})`;
}
