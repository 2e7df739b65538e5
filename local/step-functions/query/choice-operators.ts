import { readTimestamp } from "./read-timestamp.ts";

/** Compares a variable's value with what the rule has; values of another type than the operator's never match. */
export type Operator = (value: unknown, expected: unknown) => boolean;

type Order = (left: number, right: number) => boolean;

const orders: Readonly<Record<string, Order>> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThan: (left, right) => left > right,
  GreaterThanEquals: (left, right) => left >= right,
};

/** The comparison operators of JSONPath Choice rules, but for `IsPresent`: https://states-language.net/spec.html#choice-state */
export const operators: Readonly<Record<string, Operator>> = {
  ...ordered("String", (value) => (typeof value === "string" ? value : undefined)),
  ...ordered("Numeric", (value) => (typeof value === "number" ? value : undefined)),
  ...ordered("Timestamp", readTimestamp),
  BooleanEquals: (value, expected) => typeof value === "boolean" && value === expected,
  StringMatches: (value, pattern) =>
    typeof value === "string" && typeof pattern === "string" && wildcard(pattern).test(value),
  IsNull: is((value) => value === null),
  IsBoolean: is((value) => typeof value === "boolean"),
  IsNumeric: is((value) => typeof value === "number"),
  IsString: is((value) => typeof value === "string"),
  IsTimestamp: is((value) => readTimestamp(value) !== undefined),
};

/** Their names as rules write them: those that compare with a constant also compare with what a path finds. */
export const operatorNames: readonly string[] = Object.keys(operators).flatMap((name) =>
  name.startsWith("Is") || name === "StringMatches" ? [name] : [name, `${name}Path`],
);

function ordered(type: string, read: (value: unknown) => string | number | undefined): Record<string, Operator> {
  return Object.fromEntries(
    Object.entries(orders).map(([name, holds]): [string, Operator] => [
      type + name,
      (value, expected) => {
        const left = read(value);
        const right = read(expected);
        if (left === undefined || right === undefined) return false;
        return holds(left < right ? -1 : left > right ? 1 : 0, 0);
      },
    ]),
  );
}

function is(holds: (value: unknown) => boolean): Operator {
  return (value, expected) => holds(value) === expected;
}

/** `*` stands for any characters; a backslash takes its meaning from it. */
function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return match === "*" ? ".*" : `\\${match}`;
  });
  return new RegExp(`^${source}$`, "s");
}
