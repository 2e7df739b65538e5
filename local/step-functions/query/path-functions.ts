/** A function at the end of a path, as in `$.orders.length()`: gets what the path found; undefined where it has no value. */
export type PathFunction = (value: unknown) => unknown;

/** The functions that a path may end with; AWS's JSONPath library is https://github.com/json-path/JsonPath#functions */
export const pathFunctions: ReadonlyMap<string, PathFunction> = new Map<string, PathFunction>([
  ["length", length],
  ["size", length],
  ["keys", (value) => (isObject(value) ? Object.keys(value) : undefined)],
  ["first", (value) => (Array.isArray(value) ? value[0] : undefined)],
  ["last", (value) => (Array.isArray(value) ? value.at(-1) : undefined)],
  ["min", ofNumbers((numbers) => Math.min(...numbers))],
  ["max", ofNumbers((numbers) => Math.max(...numbers))],
  ["sum", ofNumbers(sum)],
  ["avg", ofNumbers((numbers) => sum(numbers) / numbers.length)],
  ["stddev", ofNumbers(standardDeviation)],
]);

function length(value: unknown): number | undefined {
  if (Array.isArray(value) || typeof value === "string") return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ofNumbers(compute: (numbers: readonly number[]) => number): PathFunction {
  return (value) => {
    const numbers = Array.isArray(value) ? value.filter((item) => typeof item === "number") : [];
    return numbers.length > 0 ? compute(numbers) : undefined;
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function standardDeviation(numbers: readonly number[]): number {
  const mean = sum(numbers) / numbers.length;
  return Math.sqrt(sum(numbers.map((number) => (number - mean) ** 2)) / numbers.length);
}
