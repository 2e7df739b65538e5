import { isSeriesList, type MathValue, mapSeries } from "./math-operators.ts";
import { periodStarts, type TimeGrid, type TimeSeries } from "./time-grid.ts";

/** A function of metric math: arguments in, value out. `grid` is that of the request. @throws Error that says what it takes */
export type MathFunction = (items: readonly MathValue[], grid: TimeGrid) => MathValue;

/** The functions that the local CloudWatch knows, by name (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html). */
export const mathFunctions: ReadonlyMap<string, MathFunction> = new Map<string, MathFunction>([
  ["ABS", eachValue(Math.abs)],
  ["CEIL", eachValue(Math.ceil)],
  ["FLOOR", eachValue(Math.floor)],
  ["SUM", reduce((values) => values.reduce((sum, value) => sum + value, 0))],
  // The average of several series counts a missing value as 0.
  ["AVG", reduce((values, of) => values.reduce((sum, value) => sum + value, 0) / of)],
  ["MIN", reduce((values) => Math.min(...values))],
  ["MAX", reduce((values) => Math.max(...values))],
  ["IF", chooseValue],
  ["FILL", fill],
  ["TIME_SERIES", (items, grid) => constant(numberIn(items, 0, "TIME_SERIES"), grid)],
  ["PERIOD", (items) => seriesIn(items, 0, "PERIOD").grid.periodMs / 1_000],
  ["MINUTE", ofTime((time) => time.getUTCMinutes())],
  ["HOUR", ofTime((time) => time.getUTCHours())],
  // Monday is 1, Sunday is 7.
  ["DAY", ofTime((time) => ((time.getUTCDay() + 6) % 7) + 1)],
  ["DATE", ofTime((time) => time.getUTCDate())],
  ["MONTH", ofTime((time) => time.getUTCMonth() + 1)],
  ["YEAR", ofTime((time) => time.getUTCFullYear())],
  ["EPOCH", ofTime((time) => time.getTime() / 1_000)],
]);

function eachValue(compute: (value: number) => number): MathFunction {
  const change = (series: TimeSeries) =>
    mapSeries(series, (value) => (value === undefined ? undefined : compute(value)));
  return ([value = 0]) => {
    if (typeof value === "number") return compute(value);
    return isSeriesList(value) ? value.map(change) : change(value);
  };
}

/** Of one series a number, over its values; of several a series, over their values of each period. */
function reduce(compute: (values: readonly number[], of: number) => number): MathFunction {
  return (items, grid) => {
    const [first] = items;
    if (first !== undefined && typeof first !== "number" && !isSeriesList(first)) {
      const values = present(first.values);
      return values.length === 0 ? 0 : compute(values, values.length);
    }
    const list = items.flatMap((item) => (isSeriesList(item) ? [...item] : typeof item === "number" ? [] : [item]));
    return mapSeries(list[0] ?? constant(undefined, grid), (_, index) => {
      const values = present(list.map((series) => series.values[index]));
      return values.length === 0 ? undefined : compute(values, list.length);
    });
  };
}

/** A missing condition drops the point; a true one whose value is missing gives 0; a false one whose value is missing, or not given, drops the point. */
function chooseValue(items: readonly MathValue[]): MathValue {
  const [condition = 0, then = 0, otherwise] = items;
  if (typeof condition === "number") return condition !== 0 ? then : (otherwise ?? 0);
  if (isSeriesList(condition)) throw new Error("IF takes one series as its condition");
  return mapSeries(condition, (value, index) => {
    if (value === undefined) return undefined;
    if (value !== 0) return valueAt(then, index) ?? 0;
    return otherwise === undefined ? undefined : valueAt(otherwise, index);
  });
}

function fill(items: readonly MathValue[]): MathValue {
  const [value = 0, filler] = items;
  const fillOne = (series: TimeSeries) => mapSeries(series, (own, index) => own ?? valueAt(filler ?? 0, index));
  if (typeof value === "number") throw new Error("FILL takes a series first");
  return isSeriesList(value) ? value.map(fillOne) : fillOne(value);
}

/** A value for each period, whether the series has one there or not. */
function ofTime(read: (time: Date) => number): MathFunction {
  return (items) => {
    const { grid } = seriesIn(items, 0, "A function of time");
    return { grid, values: periodStarts(grid).map((start) => read(new Date(start))) };
  };
}

function constant(value: number | undefined, grid: TimeGrid): TimeSeries {
  return { grid, values: Array.from({ length: grid.count }, () => value) };
}

function valueAt(value: MathValue, index: number): number | undefined {
  if (typeof value === "number") return value;
  return isSeriesList(value) ? value[0]?.values[index] : value.values[index];
}

function seriesIn(items: readonly MathValue[], index: number, name: string): TimeSeries {
  const item = items[index];
  if (item === undefined || typeof item === "number" || isSeriesList(item)) throw new Error(`${name} takes a series`);
  return item;
}

function numberIn(items: readonly MathValue[], index: number, name: string): number {
  const item = items[index];
  if (typeof item !== "number") throw new Error(`${name} takes a number`);
  return item;
}

function present(values: readonly (number | undefined)[]): readonly number[] {
  return values.filter((value) => value !== undefined);
}
