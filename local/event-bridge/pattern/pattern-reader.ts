import { InvalidEventPattern } from "../invalid-event-pattern.ts";
import { createSourceText } from "./source-text.ts";

/** What the reader stands on. `name` is the name of a member; a string is only opened until its text is asked for. */
export type PatternToken = "{" | "}" | "[" | "]" | "name" | "string" | "number" | "true" | "false" | "null";

/** Reads a pattern token by token, so that whoever finds a mistake can tell its place as AWS does. */
export interface PatternReader {
  /** Goes to the next token. @throws InvalidEventPattern where the text is not JSON */
  next(): PatternToken;
  /** The text of the token: a name, the content of a string, the spelling of anything else. */
  text(): string;
  /** Refuses the pattern and tells how far it was read. */
  fail(reason: string): never;
}

interface Scope {
  readonly kind: "Object" | "Array";
  /** Where it began, as it is told in messages. */
  readonly start: string;
  hasEntries: boolean;
}

const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/**
 * Makes a reader. EventBridge answers with the messages of the Java library Jackson, whose column is the place up to which it has read:
 * behind a number or a literal, behind the opening quote of a string whose text nobody asked for yet, and, on a name, behind the first
 * token of its value. So this reader goes on in the same steps and names the same mistakes.
 * Source: https://github.com/FasterXML/jackson-core (ReaderBasedJsonParser), used by https://github.com/aws/event-ruler
 */
export function createPatternReader(pattern: string): PatternReader {
  const source = createSourceText(pattern);
  const scopes: Scope[] = [];
  let token: PatternToken | undefined;
  let text = "";
  /** The first token of the value behind a name: it is read together with the name. */
  let valueBehindName: { readonly token: PatternToken; readonly start: string; readonly text: string } | undefined;
  let isStringOpen = false;

  const scope = () => scopes.at(-1);
  const within = () => source.fail(`Unexpected end-of-input within/between ${scope()?.kind} entries`);

  const enter = (bracket: PatternToken, start: string) => {
    if (bracket === "{") scopes.push({ kind: "Object", start, hasEntries: false });
    if (bracket === "[") scopes.push({ kind: "Array", start, hasEntries: false });
  };
  const leave = (bracket: "}" | "]"): PatternToken => {
    const { kind, start } = scope() ?? source.fail("Filter is not an object");
    const isRight = bracket === "}" ? kind === "Object" : kind === "Array";
    if (!isRight) {
      const expected = bracket === "}" ? "]" : "}";
      source.fail(`Unexpected close marker '${bracket}': expected '${expected}' (for ${kind} starting at ${start})`);
    }
    scopes.pop();
    text = bracket;
    return bracket;
  };

  /** Reads the first token of a value whose first character is consumed. */
  const readValue = (first: string): PatternToken => {
    text = first;
    switch (first) {
      case '"':
        isStringOpen = true;
        return "string";
      case "{":
      case "[":
        return first;
      case "}":
        return source.failAtCharacter(first, "expected a value");
      case "t":
        return readLiteral("true");
      case "f":
        return readLiteral("false");
      case "n":
        return readLiteral("null");
      default:
        if (!/[-0-9]/.test(first)) return failAtOddValue(first);
        text = source.readNumber(first);
        return "number";
    }
  };
  const readLiteral = (literal: "true" | "false" | "null"): PatternToken => {
    text = source.readWord();
    if (text !== literal) source.fail(`Unrecognized token '${text}': was expecting ${values}`);
    return literal;
  };
  const failAtOddValue = (first: string): never => {
    if (source.isWordStart(first)) {
      const word = source.readWord();
      if (word === "NaN" || word === "Infinity")
        source.fail(`Non-standard token '${word}': enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS to allow`);
      source.fail(`Unrecognized token '${word}': was expecting ${values}`);
    }
    return source.failAtCharacter(first, `expected a valid value ${values}`);
  };

  const readNameAndValue = (first: string): PatternToken => {
    if (first !== '"') source.failAtCharacter(first, "was expecting double-quote to start field name");
    const name = source.readString("name");
    const colon = source.nextVisible() ?? within();
    if (colon !== ":") source.failAtCharacter(colon, "was expecting a colon to separate field name and value");
    const firstOfValue = source.nextVisible() ?? within();
    const start = source.placeOfLast();
    const value = readValue(firstOfValue);
    valueBehindName = { token: value, start, text };
    text = name;
    return "name";
  };

  const next = (): PatternToken => {
    if (valueBehindName) {
      const { token: value, start, text: textOfValue } = valueBehindName;
      valueBehindName = undefined;
      text = textOfValue;
      enter(value, start);
      return value;
    }
    if (isStringOpen) source.readString("string value");
    isStringOpen = false;
    let first = source.nextVisible();
    const open = scope();
    if (first === undefined) {
      if (!open) return source.fail("Filter is not an object");
      const { kind, start } = open;
      return source.fail(`Unexpected end-of-input: expected close marker for ${kind} (start marker at ${start})`);
    }
    if (first === "}" || first === "]") return leave(first);
    if (open?.hasEntries) {
      if (first !== ",") source.failAtCharacter(first, `was expecting comma to separate ${open.kind} entries`);
      first = source.nextVisible() ?? within();
    }
    if (open) open.hasEntries = true;
    if (open?.kind === "Object") return readNameAndValue(first);
    const start = source.placeOfLast();
    const value = readValue(first);
    enter(value, start);
    return value;
  };

  return {
    next() {
      token = next();
      return token;
    },
    text() {
      if (token === "string" && isStringOpen) {
        text = source.readString("string value");
        isStringOpen = false;
      }
      return text;
    },
    fail: (reason) => source.fail(reason),
  };
}

/** Reads on, and gives a mistake that is found on the way a second place, as AWS does inside of lists of `anything-but`. */
export function withPlaceTwice<T>(reader: PatternReader, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidEventPattern) return reader.fail(error.reason);
    throw error;
  }
}
