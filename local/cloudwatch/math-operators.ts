import type { TimeSeries } from "./time-grid.ts";

/** What an expression comes to: a number, a series, or several series. */
export type MathValue = number | TimeSeries | readonly TimeSeries[];

/** Whether it is several series. */
export function isSeriesList(value: MathValue): value is readonly TimeSeries[] {
  return Array.isArray(value);
}

const binary: Readonly<Record<string, (a: number, b: number) => number | undefined>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  // A division by zero drops the data point.
  "/": (a, b) => (b === 0 ? undefined : a / b),
  "^": (a, b) => a ** b,
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "<": (a, b) => Number(a < b),
  "<=": (a, b) => Number(a <= b),
  ">": (a, b) => Number(a > b),
  ">=": (a, b) => Number(a >= b),
  "&&": (a, b) => Number(a !== 0 && b !== 0),
  "||": (a, b) => Number(a !== 0 || b !== 0),
};
const spelled: Readonly<Record<string, string>> = { AND: "&&", OR: "||" };

/**
 * Applies an operator. Between two series a value that only one of them has meets 0; where neither has one there is none. With a number, a series stays
 * as sparse as it is.
 * @returns `undefined` for a number divided by zero
 */
export function applyOperator(operator: string, left: MathValue, right: MathValue): MathValue | undefined {
  const compute = binary[spelled[operator] ?? operator];
  if (!compute) throw new Error(`metric math has no operator "${operator}"`);
  if (typeof left === "number" && typeof right === "number") return compute(left, right);
  if (isSeriesList(left)) return left.map((series, index) => both(compute, series, partner(right, index)));
  if (isSeriesList(right)) return right.map((series) => both(compute, left, series));
  return both(compute, left, right);
}

function partner(value: MathValue, index: number): number | TimeSeries {
  return isSeriesList(value) ? (value[index] ?? 0) : value;
}

function both(
  compute: (a: number, b: number) => number | undefined,
  left: number | TimeSeries,
  right: number | TimeSeries,
): TimeSeries {
  if (typeof left !== "number") {
    return mapSeries(left, (a, index) => {
      if (typeof right === "number") return a === undefined ? undefined : compute(a, right);
      const b = right.values[index];
      return a === undefined && b === undefined ? undefined : compute(a ?? 0, b ?? 0);
    });
  }
  if (typeof right === "number") throw new Error("two numbers make no series");
  return mapSeries(right, (b) => (b === undefined ? undefined : compute(left, b)));
}

/** The same periods with other values. */
export function mapSeries(
  series: TimeSeries,
  change: (value: number | undefined, index: number) => number | undefined,
): TimeSeries {
  return { grid: series.grid, values: series.values.map(change) };
}
