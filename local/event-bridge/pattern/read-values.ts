import type { Condition } from "./condition.ts";
import { looksLikeIpAddress, parseIpAddress } from "./ip-address.ts";
import type { PatternReader } from "./pattern-reader.ts";
import { readMatchExpression } from "./read-match-expression.ts";

/** What a field's list in a pattern asks for; any one of the conditions is enough. */
export interface FieldConditions {
  readonly conditions: readonly Condition[];
  /** The wildcard patterns of each match expression, whose complexity is judged together. */
  readonly wildcards: readonly (readonly string[])[];
}

/**
 * Reads the list of values and match expressions of a field, whose opening bracket was read.
 * @throws InvalidEventPattern
 */
export function readValues(reader: PatternReader): FieldConditions {
  const conditions: Condition[] = [];
  const wildcards: (readonly string[])[] = [];
  for (let token = reader.next(); token !== "]"; token = reader.next()) {
    switch (token) {
      case "{": {
        const expression = readMatchExpression(reader);
        conditions.push(expression.condition);
        if (expression.wildcards.length > 0) wildcards.push(expression.wildcards);
        break;
      }
      case "string":
        conditions.push(equalsText(reader.text()));
        break;
      case "number": {
        const wanted = Number(reader.text());
        conditions.push((value) => value === wanted);
        break;
      }
      case "true":
      case "false": {
        const wanted = token === "true";
        conditions.push((value) => value === wanted);
        break;
      }
      case "null":
        conditions.push((value) => value === null);
        break;
      default:
        reader.fail("Match value must be String, number, true, false, or null");
    }
  }
  if (conditions.length === 0) reader.fail("Empty arrays are not allowed");
  return { conditions, wildcards };
}

/** Addresses are equal however they are spelled. */
function equalsText(wanted: string): Condition {
  const address = parseIpAddress(wanted);
  if (!address) return (value) => value === wanted;
  return (value) => {
    if (typeof value !== "string") return false;
    if (value === wanted) return true;
    const other = looksLikeIpAddress(value) ? parseIpAddress(value) : undefined;
    return other !== undefined && other.bits === address.bits && other.value === address.value;
  };
}
