import { describe, expect, it } from "@jest/globals";
import { parseEmbeddedMetrics } from "../../../local/cloudwatch/embedded-metrics.ts";

const line = (changes: object = {}, directive: object = {}) =>
  JSON.stringify({
    _aws: {
      Timestamp: 1_000,
      CloudWatchMetrics: [
        {
          Namespace: "n",
          Dimensions: [["a"], ["a", "b"]],
          Metrics: [{ Name: "m", Unit: "Count" }, { Name: "l" }],
          ...directive,
        },
      ],
    },
    a: "1",
    b: "2",
    m: 3,
    l: [4, 5],
    ...changes,
  });

describe("embedded metrics", () => {
  it("give each value once for each dimension set, with its unit", () => {
    const data = parseEmbeddedMetrics(line());
    expect(
      data.map(({ name, dimensions, unit, value }) => [name, Object.keys(dimensions).join(), unit, value]),
    ).toEqual([
      ["m", "a", "Count", 3],
      ["l", "a", "None", 4],
      ["l", "a", "None", 5],
      ["m", "a,b", "Count", 3],
      ["l", "a,b", "None", 4],
      ["l", "a,b", "None", 5],
    ]);
    expect(data[0]).toMatchObject({ namespace: "n", timestamp: 1_000 });
  });

  it("without dimensions are the metric without dimensions", () => {
    expect(parseEmbeddedMetrics(line({}, { Dimensions: [] }))[0]?.dimensions).toEqual({});
  });

  it.each([
    ["an ordinary line", "hello"],
    ["JSON without the header", '{"a": 1}'],
    ["a cut-off line", line().slice(0, -3)],
    ["a dimension that is missing", line({ a: undefined })],
    ["a value that is no number", line({ m: "3" })],
  ])("come to nothing in %s", (_, text) => {
    expect(parseEmbeddedMetrics(text)).toEqual([]);
  });
});
