import type { Placeholders } from "./placeholders.ts";

/** One place where an answer is not what was recorded. */
export interface Difference {
  /** Where, e.g. `events[2].stateExitedEventDetails.output.name`. */
  readonly path: string;
  /** Undefined where the recording has nothing. */
  readonly expected: unknown;
  /** Undefined where the answer has nothing. */
  readonly actual: unknown;
}

/**
 * Every place where two JSON values differ, up to placeholders. The order of an object's members is not compared, because JSON gives
 * it no meaning; numbers are compared by value.
 */
export function compareValues(
  expected: unknown,
  actual: unknown,
  path: string,
  placeholders: Placeholders,
): Difference[] {
  if (typeof expected === "string" && isScalar(actual))
    return placeholders.matches(expected, String(actual)) && (typeof actual === "string" || isNumberWord(expected))
      ? []
      : [{ path, expected, actual }];
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return Array.from({ length: Math.max(expected.length, actual.length) }, (_, index) =>
      compareValues(expected[index], actual[index], `${path}[${index}]`, placeholders),
    ).flat();
  }
  if (isObject(expected) && isObject(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...names].flatMap((name) =>
      compareValues(expected[name], actual[name], path === "" ? name : `${path}.${name}`, placeholders),
    );
  }
  return Object.is(expected, actual) || (expected === 0 && actual === 0) ? [] : [{ path, expected, actual }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** The one word of the recordings that stands for a number. */
function isNumberWord(expected: string): boolean {
  return expected === "RandomNumberGenerated";
}
