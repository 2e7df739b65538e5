import { describe, expect, it } from "@jest/globals";
import { evaluateQueries, type MetricQuery } from "../../../local/cloudwatch/metric-query.ts";
import { createMetricStore } from "../../../local/cloudwatch/metric-store.ts";
import { alignedGrid } from "../../../local/cloudwatch/time-grid.ts";

/** A Monday, 23:58 UTC. */
const start = Date.parse("2026-03-02T23:58:00.000Z");
const minute = 60_000;
type Sparse = readonly (number | undefined)[];
const _ = undefined;

/** What an expression comes to over metrics with one value a minute, from {@link start}. */
function compute(expression: string, metrics: Readonly<Record<string, Sparse>>): Sparse {
  const store = createMetricStore();
  const length = Math.max(...Object.values(metrics).map((values) => values.length));
  const queries = Object.entries(metrics).map(([id, values]): MetricQuery => {
    const metric = { namespace: "n", name: id, dimensions: {} };
    values.forEach((value, index) => {
      if (value !== undefined) store.put({ ...metric, unit: "None", timestamp: start + index * minute, value });
    });
    return { id, returnData: false, source: { metric, periodMs: minute, statistic: "Sum" } };
  });
  const asked = { id: "asked", returnData: true, source: { expression } };
  const grid = alignedGrid(start, start + length * minute, minute);
  const result = evaluateQueries(store, [...queries, asked], () => grid).get("asked");
  if (!result || !("grid" in result)) throw new Error(`${expression} comes to no single series`);
  return result.values;
}

// Rows with a name from https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
describe("metric math", () => {
  it.each([
    ["(a < b)", { a: [30, 20, 0, 0], b: [20, _, 20, _] }, [0, 0, 1, 0]],
    ["(a >= 30)", { a: [30, 20, 0, 0] }, [1, 0, 0, 0]],
    ["(a > 15 AND b > 15)", { a: [30, 20, 0, 0], b: [20, _, 20, _] }, [1, 0, 0, 0]],
    ["IF(a, b, c)", { a: [1, 1, 0, 0, _], b: [30, _, 0, 0, 30], c: [0, 0, 20, _, 20] }, [30, 0, 20, _, _]],
    ["IF(a, 5, c)", { a: [1, 1, 0, 0, _], c: [0, 0, 20, _, 20] }, [5, 5, 20, _, _]],
    ["IF(a, b, 5)", { a: [1, 1, 0, 0, _], b: [30, _, 0, 0, 30] }, [30, 0, 5, 5, _]],
  ] as const)("computes %s as AWS's samples do", (expression, metrics, expected) => {
    expect(compute(expression, metrics)).toEqual(expected);
  });

  it.each([
    ["a + b", { a: [1, _, _], b: [2, 3, _] }, [3, 3, _]],
    ["a / b", { a: [6, 1, _], b: [3, 0, 2] }, [2, _, 0]],
    ["100 * a", { a: [1, _] }, [100, _]],
    ["2 + 3 * a ^ 2 - -a", { a: [2] }, [16]],
    ["SUM([a, b])", { a: [1, _, _], b: [2, 3, _] }, [3, 3, _]],
    ["MAX([a, b])", { a: [1, _], b: [2, _] }, [2, _]],
    ["AVG([a, b])", { a: [1, 4], b: [3, _] }, [2, 2]],
    ["a / SUM(a)", { a: [1, 3] }, [0.25, 0.75]],
    ["a / PERIOD(a)", { a: [60] }, [1]],
    ["FILL(a, 0)", { a: [_, 1, _] }, [0, 1, 0]],
    ["TIME_SERIES(0) + a", { a: [_, 1, _] }, [0, 1, 0]],
    ["SUM(METRICS('a'))", { a1: [1], a2: [2], b: [4] }, [3]],
    ["DAY(a) * 100 + HOUR(a)", { a: [_, _, _, 1] }, [123, 123, 200, 200]],
  ] as const)("computes %s", (expression, metrics, expected) => {
    expect(compute(expression, metrics)).toEqual(expected);
  });

  it.each([
    ["a +", /ends too early/],
    ["a + zz", /no query "zz"/],
    ["SUM([a", /is expected instead of "its end"/],
    ["a ? b", /at character 2/],
    ["1 + 1", /comes to a number/],
    ["asked + 1", /refers to itself/],
    ["NOPE(a)", /does not know the function NOPE/],
  ])("says what is wrong with %s", (expression, message) => {
    expect(() => compute(expression, { a: [1] })).toThrow(message);
  });
});
