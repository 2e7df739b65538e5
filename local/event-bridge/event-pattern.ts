import { InvalidEventPattern } from "./invalid-event-pattern.ts";
import { parseCondition } from "./pattern-condition.ts";

/** A parsed event pattern: tells whether an event matches. */
export type EventPattern = (event: unknown) => boolean;

/** Tells whether a value of the event satisfies a part of the pattern; `undefined` where the event has no such field. */
type Matcher = (value: unknown) => boolean;

/**
 * Parses an Amazon EventBridge event pattern. Pure.
 * Operators: exact values, prefix, suffix (both also with equals-ignore-case), anything-but, numeric, exists, equals-ignore-case, wildcard, cidr, $or.
 * Where a key stands twice, the last one counts, as in JSON.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws InvalidEventPattern with AWS's reason where a pattern is not valid
 */
export function parseEventPattern(text: string): EventPattern {
  const pattern = parseJson(text);
  if (!isObject(pattern)) throw new InvalidEventPattern("Filter is not an object");
  if (Object.keys(pattern).length === 0) throw new InvalidEventPattern("Empty event patterns are not allowed");
  return parseFields(pattern);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidEventPattern(error instanceof Error ? error.message : String(error));
  }
}

/** All fields of one level must match, within the same object of the event. */
function parseFields(pattern: Readonly<Record<string, unknown>>): Matcher {
  const fields = Object.entries(pattern).map(([key, part]): Matcher => {
    if (key === "$or" && isAlternatives(part)) return parseAlternatives(part);
    const dot = key.indexOf(".");
    if (dot > 0) return parseFields({ [key.slice(0, dot)]: { [key.slice(dot + 1)]: part } });
    const matches = parsePart(key, part);
    return (value) => matches(isObject(value) ? fieldOf(value, key) : undefined);
  });
  return (value) => {
    // A list of objects matches when one of them matches by itself.
    if (Array.isArray(value) && value.length > 0)
      return value.some((element) => fields.every((matches) => matches(element)));
    return fields.every((matches) => matches(value));
  };
}

/** A field of the event. Names with dots stand for nested fields, in patterns and in events, because EventBridge compares whole paths. */
function fieldOf(value: Readonly<Record<string, unknown>>, key: string): unknown {
  if (Object.hasOwn(value, key)) return value[key];
  const inner = Object.entries(value).filter(([name]) => name.startsWith(`${key}.`));
  return inner.length === 0
    ? undefined
    : Object.fromEntries(inner.map(([name, part]) => [name.slice(key.length + 1), part]));
}

/** Only a list of two or more objects makes `$or` the operator; otherwise it is a field of that name. */
function isAlternatives(part: unknown): part is Readonly<Record<string, unknown>>[] {
  return (
    Array.isArray(part) &&
    part.length > 1 &&
    part.every((alternative) => isObject(alternative) && Object.keys(alternative).length > 0)
  );
}

function parseAlternatives(alternatives: readonly Readonly<Record<string, unknown>>[]): Matcher {
  const matchers = alternatives.map(parseFields);
  return (value) => matchers.some((matches) => matches(value));
}

function parsePart(key: string, part: unknown): Matcher {
  if (Array.isArray(part)) {
    if (part.length === 0) throw new InvalidEventPattern("Empty arrays are not allowed");
    const conditions = part.map(parseCondition);
    return (value) => conditions.some((condition) => condition(value));
  }
  if (isObject(part)) {
    if (Object.keys(part).length === 0) throw new InvalidEventPattern("Empty objects are not allowed");
    return parseFields(part);
  }
  throw new InvalidEventPattern(`"${key}" must be an object or an array`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
