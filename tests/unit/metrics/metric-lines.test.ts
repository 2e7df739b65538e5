import { describe, expect, it } from "@jest/globals";
import type { Measurement } from "../../../domain/metrics/catalogue.ts";
import { parseEmbeddedMetrics } from "../../../local/cloudwatch/embedded-metrics.ts";
import { metricLines } from "../../../runtime/metric-lines.ts";

const line = { at: 1_700_000_000_000, about: { service: "contact.a-step", contactId: "c-1" } };
const dimensions = { Channel: "VOICE", Outcome: "bot", Language: "ko-KR" } as const;

describe("a metric line", () => {
  it("holds all that belongs to one contact, each metric under its own sets of dimensions", () => {
    const lines = metricLines(
      [
        { metric: "Contacts", value: 1, dimensions },
        { metric: "QueueWait", value: 250, dimensions },
        { metric: "LostSegments", value: 0, dimensions: {} },
      ],
      line,
    );
    expect(lines).toHaveLength(1);
    const series = parseEmbeddedMetrics(lines[0]!).map((datum) => [datum.name, datum.dimensions, datum.unit]);
    expect(series).toEqual([
      ["Contacts", {}, "Count"],
      ["Contacts", { Channel: "VOICE" }, "Count"],
      ["Contacts", { Outcome: "bot" }, "Count"],
      ["Contacts", { Language: "ko-KR" }, "Count"],
      ["Contacts", dimensions, "Count"],
      ["QueueWait", {}, "Milliseconds"],
      ["QueueWait", { Channel: "VOICE" }, "Milliseconds"],
      ["QueueWait", { Outcome: "bot" }, "Milliseconds"],
      ["QueueWait", { Language: "ko-KR" }, "Milliseconds"],
      ["LostSegments", {}, "Count"],
    ]);
  });

  it("stands at the time that it is given, and can be searched for what it is about", () => {
    const [text = ""] = metricLines([{ metric: "LostSegments", value: 2, dimensions: {} }], line);
    expect(JSON.parse(text)).toMatchObject({ service: "contact.a-step", contactId: "c-1", LostSegments: 2 });
    expect(parseEmbeddedMetrics(text)).toMatchObject([{ timestamp: line.at, value: 2 }]);
  });

  it("keeps every value of a metric that was measured several times", () => {
    const twice: Measurement[] = [
      { metric: "HandOvers", value: 1, dimensions: {} },
      { metric: "HandOvers", value: 1, dimensions: {} },
    ];
    const lines = metricLines(twice, line);
    expect(lines.flatMap(parseEmbeddedMetrics).map(({ value }) => value)).toEqual([1, 1]);
    expect(lines).toHaveLength(1);
  });

  it("is another one where a dimension has another value", () => {
    const other = { ...dimensions, Language: "en-US" };
    const lines = metricLines(
      [
        { metric: "Contacts", value: 1, dimensions },
        { metric: "Contacts", value: 1, dimensions: other },
      ],
      line,
    );
    expect(lines).toHaveLength(2);
    const languages = lines.flatMap(parseEmbeddedMetrics).map((datum) => datum.dimensions.Language);
    expect(new Set(languages)).toEqual(new Set([undefined, "ko-KR", "en-US"]));
  });

  it("is not there when nothing was measured", () => {
    expect(metricLines([], line)).toEqual([]);
  });
});

describe("the catalogue's types", () => {
  // What must not compile is marked: the compiler fails on a mark without an error (`npm run check`).
  const take = (measurement: Measurement) => measurement.metric;

  it("take what the catalogue knows", () => {
    expect(take({ metric: "LostSegments", value: 1, dimensions: {} })).toBe("LostSegments");
    expect(take({ metric: "Contacts", value: 1, dimensions })).toBe("Contacts");
  });
  it("refuse a name that the catalogue does not know", () => {
    // @ts-expect-error
    expect(take({ metric: "LostSegment", value: 1, dimensions: {} })).toBeDefined();
  });
  it("refuse a dimension too many and one too few", () => {
    // @ts-expect-error
    expect(take({ metric: "LostSegments", value: 1, dimensions: { Channel: "VOICE" } })).toBeDefined();
    // @ts-expect-error
    expect(take({ metric: "Contacts", value: 1, dimensions: { Channel: "VOICE", Outcome: "bot" } })).toBeDefined();
  });
  it("refuse a dimension's value that there is not", () => {
    const wrong = { Channel: "VOICE", Outcome: "robot" } as const;
    // @ts-expect-error
    expect(take({ metric: "ContactDuration", value: 1, dimensions: wrong })).toBeDefined();
  });
  it("refuse a unit: it is the catalogue's", () => {
    // @ts-expect-error
    expect(take({ metric: "LostSegments", value: 1, dimensions: {}, unit: "Percent" })).toBeDefined();
  });
});
