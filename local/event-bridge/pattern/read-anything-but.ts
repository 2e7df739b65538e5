import { InvalidEventPattern } from "../invalid-event-pattern.ts";
import { whyNotComparable } from "./comparable-number.ts";
import type { LeafValue } from "./condition.ts";
import { type PatternReader, type PatternToken, withPlaceTwice } from "./pattern-reader.ts";
import type { MatchExpression } from "./read-match-expression.ts";
import { matchWildcard, parseWildcard } from "./wildcard.ts";

/** What may stand inside of `anything-but`. */
type Operator = "equals-ignore-case" | "prefix" | "suffix" | "wildcard";

const wrongTypes: Readonly<Record<Operator, string>> = {
  "equals-ignore-case": "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
  prefix: "prefix/suffix match pattern must be a string",
  suffix: "prefix/suffix match pattern must be a string",
  wildcard: "wildcard match pattern must be a string",
};

/**
 * Reads the rest of `{"anything-but": …}`: a string, a number, a list of one of them, or an operator with a string or a list of strings.
 * Values of other types are something else, so they match.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-anything-but
 * @throws InvalidEventPattern
 */
export function readAnythingBut(reader: PatternReader): MatchExpression {
  const token = reader.next();
  if (token !== "{") {
    const excluded = token === "[" ? readPlainList(reader) : [readPlainValue(reader, token)];
    if (reader.next() !== "}") failAtTooMany(reader);
    return { condition: (value) => !excluded.includes(value), wildcards: [] };
  }
  if (reader.next() !== "name") reader.fail("Anything-But expression name not found");
  const operator = reader.text();
  if (!isOperator(operator)) return reader.fail(`Unsupported anything-but pattern: ${operator}`);
  const texts = readTexts(reader, operator);
  const tests = texts.map((text) => testOf(reader, operator, text));
  if (reader.next() !== "}" || reader.next() !== "}") failAtTooMany(reader);
  return {
    condition: (value) => typeof value !== "string" || !tests.some((test) => test(value)),
    wildcards: operator === "wildcard" ? texts : [],
  };
}

function isOperator(name: string): name is Operator {
  return Object.hasOwn(wrongTypes, name);
}

function readPlainValue(reader: PatternReader, token: PatternToken): LeafValue {
  if (token === "string") return reader.text();
  if (token === "number") return readNumber(reader);
  return reader.fail("Value of anything-but must be an array or single string/number value.");
}

/** A number that cannot be compared is refused without a place. */
function readNumber(reader: PatternReader): number {
  const value = Number(reader.text());
  const problem = whyNotComparable(value);
  if (problem) throw new InvalidEventPattern(problem);
  return value;
}

function readPlainList(reader: PatternReader): LeafValue[] {
  const values: LeafValue[] = [];
  withPlaceTwice(reader, () => {
    for (let token = reader.next(); token !== "]"; token = reader.next()) {
      if (token === "string") values.push(reader.text());
      else if (token === "number") values.push(readNumber(reader));
      else reader.fail("Inside anything but list, start|null|boolean is not supported.");
    }
  });
  if (new Set(values.map((value) => typeof value)).size !== 1)
    reader.fail("Inside anything but list, either all values are number or string, mixed type is not supported");
  return values;
}

function readTexts(reader: PatternReader, operator: Operator): string[] {
  const token = reader.next();
  const readText = (type: PatternToken): string => {
    if (type !== "string") reader.fail(wrongTypes[operator]);
    const text = reader.text();
    if (text === "" && (operator === "prefix" || operator === "suffix")) reader.fail("Null prefix/suffix not allowed");
    return text;
  };
  if (token === "[")
    return withPlaceTwice(reader, () => {
      const texts: string[] = [];
      for (let type = reader.next(); type !== "]"; type = reader.next()) texts.push(readText(type));
      return texts;
    });
  if (token !== "string" && token !== "number")
    reader.fail("Value of anything-but must be an array or single string/number value.");
  return [readText(token)];
}

function testOf(reader: PatternReader, operator: Operator, text: string): (value: string) => boolean {
  switch (operator) {
    case "equals-ignore-case": {
      const wanted = text.toLowerCase();
      return (value) => value.toLowerCase() === wanted;
    }
    case "prefix":
      return (value) => value.startsWith(text);
    case "suffix":
      return (value) => value.endsWith(text);
    case "wildcard": {
      const parsed = parseWildcard(text);
      return "problem" in parsed ? reader.fail(parsed.problem) : matchWildcard(parsed.pieces);
    }
  }
}

function failAtTooMany(reader: PatternReader): never {
  return reader.fail("Too many elements in numeric expression");
}
