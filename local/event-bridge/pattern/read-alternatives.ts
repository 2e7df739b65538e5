import { InvalidEventPattern } from "../invalid-event-pattern.ts";
import type { PatternReader } from "./pattern-reader.ts";
import { type FieldConditions, readValues } from "./read-values.ts";

/** Fields that must all match, by their paths, whose steps are joined by dots. */
export type Alternative = ReadonlyMap<string, FieldConditions>;

/** EventBridge takes no more combinations of alternatives: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-complex-example-or */
const mostAlternatives = 1_000;

/** Names that cannot be fields within `$or`, so that a list of match expressions is not taken for one of alternatives. */
const reservedNames: readonly string[] = [
  ...["exactly", "equals-ignore-case", "prefix", "suffix", "anything-but", "exists", "wildcard", "numeric", "cidr"],
  ...["=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case"],
  ...["date-after", "date-on-or-after", "date-before", "date-on-or-before", "in-date-range"],
  ...["ip-address-in-range", "ip-address-not-in-range"],
];

/**
 * Reads a whole pattern. Each `$or` multiplies the alternatives. Where a path stands twice, the last one counts.
 * Source: https://github.com/aws/event-ruler (JsonRuleCompiler)
 * @throws InvalidEventPattern
 */
export function readAlternatives(reader: PatternReader): readonly Alternative[] {
  if (reader.next() !== "{") reader.fail("Filter is not an object");
  return readFields(reader, [new Map()], "", false);
}

/** Reads the members of an object whose opening brace was read, into each of the alternatives so far. */
function readFields(
  reader: PatternReader,
  before: readonly Alternative[],
  prefix: string,
  isWithinOr: boolean,
): readonly Alternative[] {
  let alternatives = before;
  let isEmpty = true;
  while (reader.next() !== "}") {
    isEmpty = false;
    const name = reader.text();
    if (name === "$or") {
      alternatives = readOr(reader, alternatives, prefix);
      continue;
    }
    if (isWithinOr && reservedNames.includes(name))
      reader.fail(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    const token = reader.next();
    if (token === "{") {
      alternatives = readFields(reader, alternatives, `${prefix}${name}.`, isWithinOr);
    } else if (token === "[") {
      const conditions = readValues(reader);
      const path = `${prefix}${name}`;
      alternatives = alternatives.map((fields) => new Map([...fields, [path, conditions]]));
    } else reader.fail(`"${name}" must be an object or an array`);
  }
  if (isEmpty) reader.fail("Empty objects are not allowed");
  return alternatives;
}

function readOr(reader: PatternReader, before: readonly Alternative[], prefix: string): readonly Alternative[] {
  if (reader.next() !== "[") reader.fail("It must be an Array followed with $or.");
  const alternatives: Alternative[] = [];
  let objects = 0;
  for (let token = reader.next(); token !== "]"; token = reader.next()) {
    objects += 1;
    if (token !== "{") reader.fail("Only JSON object is allowed in array of $or relationship.");
    alternatives.push(...readFields(reader, before, prefix, true));
    if (alternatives.length > mostAlternatives)
      throw new InvalidEventPattern(`The $or alternatives make more than ${mostAlternatives} combinations`);
  }
  if (objects < 2) reader.fail("There must have at least 2 Objects in $or relationship.");
  return alternatives;
}
