import { isComparableNumber, largestNumber, whyNotComparable } from "./comparable-number.ts";
import type { Condition } from "./condition.ts";
import type { PatternReader, PatternToken } from "./pattern-reader.ts";

/** A range of numbers; an open end leaves its bound out. */
interface Range {
  readonly bottom: number;
  readonly isBottomOpen: boolean;
  readonly top: number;
  readonly isTopOpen: boolean;
}

/**
 * Reads the rest of `{"numeric": [operator, number]}` or of a lower bound followed by an upper one.
 * @throws InvalidEventPattern
 */
export function readNumericExpression(reader: PatternReader): Condition {
  if (reader.next() !== "[") reader.fail("Value of numeric must be an array.");
  const { bottom, isBottomOpen, top, isTopOpen } = readRange(reader);
  if (reader.next() !== "}") failAtTooMany(reader);
  return (value) =>
    typeof value === "number" &&
    isComparableNumber(value) &&
    (isBottomOpen ? value > bottom : value >= bottom) &&
    (isTopOpen ? value < top : value <= top);
}

function readRange(reader: PatternReader): Range {
  if (reader.next() !== "string") reader.fail(`Invalid member in numeric match: ${reader.text()}`);
  const operator = reader.text();
  const token = reader.next();
  switch (operator) {
    case "=": {
      const value = numberOf(reader, token, "equals");
      if (reader.next() !== "]") failAtTooMany(reader);
      checkComparable(reader, value);
      return { bottom: value, isBottomOpen: false, top: value, isTopOpen: false };
    }
    case "<":
    case "<=": {
      const top = numberOf(reader, token, operator);
      if (reader.next() !== "]") failAtTooMany(reader);
      return checkRange(reader, {
        bottom: -largestNumber,
        isBottomOpen: false,
        top,
        isTopOpen: operator === "<",
      });
    }
    case ">":
    case ">=": {
      const bottom = numberOf(reader, token, operator);
      const following = reader.next();
      const upper = following === "]" ? { top: largestNumber, isTopOpen: false } : readUpperBound(reader, following);
      return checkRange(reader, { bottom, isBottomOpen: operator === ">", ...upper });
    }
    default:
      return reader.fail(`Unrecognized numeric range operator: ${operator}`);
  }
}

function readUpperBound(reader: PatternReader, token: PatternToken): Pick<Range, "top" | "isTopOpen"> {
  if (token !== "string") reader.fail(`Bad value in numeric range: ${reader.text()}`);
  const operator = reader.text();
  if (operator !== "<" && operator !== "<=") reader.fail(`Bad numeric range operator: ${operator}`);
  const top = numberOf(reader, reader.next(), operator);
  if (reader.next() !== "]") reader.fail("Too many terms in numeric range expression");
  return { top, isTopOpen: operator === "<" };
}

function numberOf(reader: PatternReader, token: PatternToken, operator: string): number {
  if (token !== "number") reader.fail(`Value of ${operator} must be numeric`);
  return Number(reader.text());
}

function checkRange(reader: PatternReader, range: Range): Range {
  checkComparable(reader, range.bottom);
  checkComparable(reader, range.top);
  if (range.bottom >= range.top) reader.fail("Bottom must be less than top");
  return range;
}

function checkComparable(reader: PatternReader, value: number): void {
  const problem = whyNotComparable(value);
  if (problem) reader.fail(problem);
}

function failAtTooMany(reader: PatternReader): never {
  return reader.fail("Too many elements in numeric expression");
}
