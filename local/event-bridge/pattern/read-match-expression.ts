import { parseCidr } from "./cidr.ts";
import type { Condition } from "./condition.ts";
import { parseIpAddress } from "./ip-address.ts";
import type { PatternReader } from "./pattern-reader.ts";
import { readAnythingBut } from "./read-anything-but.ts";
import { readNumericExpression } from "./read-numeric-expression.ts";
import { matchWildcard, parseWildcard } from "./wildcard.ts";

/** What a match expression such as `{"prefix": "a"}` asks for. */
export interface MatchExpression {
  readonly condition: Condition;
  /** The wildcard patterns in it. */
  readonly wildcards: readonly string[];
}

/**
 * Reads a match expression whose opening brace was read.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html, in the order of steps of
 * https://github.com/aws/event-ruler (JsonRuleCompiler), because the order decides which mistake is told and where.
 * @throws InvalidEventPattern
 */
export function readMatchExpression(reader: PatternReader): MatchExpression {
  if (reader.next() !== "name") reader.fail("Match expression name not found");
  const operator = reader.text();
  switch (operator) {
    case "exactly": {
      const wanted = readText(reader, "exact");
      return only(reader, (value) => value === wanted);
    }
    case "prefix":
    case "suffix":
      return readEnd(reader, operator);
    case "equals-ignore-case": {
      const wanted = readText(reader, operator).toLowerCase();
      return only(reader, (value) => typeof value === "string" && value.toLowerCase() === wanted);
    }
    case "wildcard": {
      const text = readText(reader, operator);
      const parsed = parseWildcard(text);
      if ("problem" in parsed) return reader.fail(parsed.problem);
      const matches = matchWildcard(parsed.pieces);
      return only(reader, (value) => typeof value === "string" && matches(value), [text]);
    }
    case "cidr": {
      // AWS's message names another operator here.
      const isInBlock = parseCidr(readText(reader, "prefix"));
      return only(reader, (value) => {
        const address = typeof value === "string" ? parseIpAddress(value) : undefined;
        return address !== undefined && isInBlock(address);
      });
    }
    case "exists": {
      const token = reader.next();
      if (token !== "true" && token !== "false") reader.fail("exists match pattern must be either true or false.");
      return only(reader, token === "true" ? () => true : "absent");
    }
    case "numeric":
      return { condition: readNumericExpression(reader), wildcards: [] };
    case "anything-but":
      return readAnythingBut(reader);
    default:
      return reader.fail(`Unrecognized match type ${operator}`);
  }
}

function readText(reader: PatternReader, operator: string): string {
  if (reader.next() !== "string") reader.fail(`${operator} match pattern must be a string`);
  return reader.text();
}

/** Reads the end of an expression that has one member. */
function only(reader: PatternReader, condition: Condition, wildcards: readonly string[] = []): MatchExpression {
  if (reader.next() !== "}") reader.fail("Only one key allowed in match expression");
  return { condition, wildcards };
}

/** A beginning or an end: a string, or `{"equals-ignore-case": string}`. */
function readEnd(reader: PatternReader, side: "prefix" | "suffix"): MatchExpression {
  const token = reader.next();
  if (token === "string") {
    const wanted = reader.text();
    return only(reader, (value) => typeof value === "string" && hasEnd(side, value, wanted));
  }
  if (token !== "{") reader.fail(`${side} match pattern must be a string`);
  const title = side === "prefix" ? "Prefix" : "Suffix";
  if (reader.next() !== "name") reader.fail(`${title} expression name not found`);
  if (reader.text() !== "equals-ignore-case") reader.fail(`Unsupported ${side} pattern: ${reader.text()}`);
  const wanted = readText(reader, "equals-ignore-case").toLowerCase();
  const inner = only(reader, (value) => typeof value === "string" && hasEnd(side, value.toLowerCase(), wanted));
  return only(reader, inner.condition);
}

function hasEnd(side: "prefix" | "suffix", value: string, wanted: string): boolean {
  return side === "prefix" ? value.startsWith(wanted) : value.endsWith(wanted);
}
