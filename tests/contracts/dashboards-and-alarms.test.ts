import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { compositeAlarms, metricAlarms } from "../../domain/metrics/alarms/alarms.ts";
import { definitionOf, isMetricName, metricNamespace } from "../../domain/metrics/catalogue.ts";
import { dashboards } from "../../domain/metrics/dashboards.ts";
import { derivedMetrics } from "../../domain/metrics/derived-metrics.ts";
import { type Formula, isFormula, type Series } from "../../domain/metrics/series.ts";
import { type ServiceMetric, serviceMetrics } from "../../domain/metrics/service-metrics.ts";
import { parseMath } from "../../local/cloudwatch/math-syntax.ts";
import { dashboardResources } from "../../resources/observability/dashboard-resources.ts";

const seriesIn = (source: Series | Formula): readonly Series[] =>
  isFormula(source) ? Object.values(source.inputs) : [source];
const sorted = (names: readonly string[]) => [...names].sort().join();

/** Whether the catalogue has the metric under this very set of dimensions. */
function isInCatalogue({ namespace, metric, dimensions }: Series): boolean {
  const names = sorted(Object.keys(dimensions));
  if (namespace === metricNamespace)
    return isMetricName(metric) && definitionOf(metric).dimensionSets.some((set) => sorted(set) === names);
  const known: readonly ServiceMetric[] = Object.values(serviceMetrics);
  return known.some((one) => one.namespace === namespace && one.name === metric && sorted(one.dimensions) === names);
}
const unknown = (sources: readonly (Series | Formula)[]) =>
  sources.flatMap(seriesIn).filter((series) => !isInCatalogue(series));
const formulas = (sources: readonly (Series | Formula)[]) => sources.filter(isFormula);

const lines = dashboards.flatMap(({ widgets }) => widgets.flatMap((widget) => ("lines" in widget ? widget.lines : [])));
const sources = {
  dashboards: lines.map(({ source }) => source),
  alarms: metricAlarms.map(({ source }) => source),
  derived: Object.values(derivedMetrics).map(({ math }) => math),
};

describe.each(Object.entries(sources))("the series of %s", (_, all) => {
  it("are in the catalogue, each under a set of dimensions that it has there", () => {
    expect(unknown(all)).toEqual([]);
  });
  it("stand in formulas that can be read, and each input is used", () => {
    for (const { expression, inputs } of formulas(all)) {
      parseMath(expression);
      for (const id of Object.keys(inputs)) expect(expression).toMatch(new RegExp(`\\b${id}\\b`));
    }
  });
});

describe("a series that the catalogue does not have", () => {
  it.each([
    { namespace: "aicc", metric: "Contact", dimensions: {} },
    { namespace: "aicc", metric: "Contacts", dimensions: { service: "contact.emit-contact-metrics" } },
    { namespace: "AWS/Lambda", metric: "Errors", dimensions: {} },
    { namespace: "AWS/Lambda", metric: "Panics", dimensions: { FunctionName: "f" } },
  ])("is found out: %j", (series) => {
    expect(isInCatalogue({ ...series, statistic: "Sum" })).toBe(false);
  });
});

describe("the alarms", () => {
  const all = [...metricAlarms, ...compositeAlarms];
  it("are at least 25, and each has a name of its own", () => {
    expect(all.length).toBeGreaterThanOrEqual(25);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
  it.each(all.map((alarm) => [alarm.name, alarm] as const))(
    "%s has a reason in both languages and a runbook",
    (_, alarm) => {
      expect(alarm.reason.en).toMatch(/[a-z]/);
      expect(alarm.reason.ko).toMatch(/[가-힣]/);
      expect(existsSync(`docs/runbooks/${alarm.runbook}.md`)).toBe(true);
    },
  );
  it("tell somebody themselves or through a composite alarm", () => {
    const heard = new Set(compositeAlarms.flatMap(({ rule }) => ("all" in rule ? rule.all : rule.any)));
    expect(all.filter(({ name, notifies }) => !notifies && !heard.has(name) && name !== "known-cause")).toEqual([]);
  });
  it("refer only to alarms that exist", () => {
    const names = new Set(all.map(({ name }) => name));
    for (const { rule, suppressedBy } of compositeAlarms) {
      const referred = [...("all" in rule ? rule.all : rule.any), ...(suppressedBy ? [suppressedBy] : [])];
      expect(referred.filter((name) => !names.has(name))).toEqual([]);
    }
  });
});

describe("the runbooks", () => {
  const files = readdirSync("docs/runbooks").filter((file) => file !== "README.md");
  it("are those of the alarms, and no others", () => {
    const wanted = new Set([...metricAlarms, ...compositeAlarms].map(({ runbook }) => `${runbook}.md`));
    expect(files.sort()).toEqual([...wanted].sort());
  });
  it.each(files)(
    "%s says in both languages what it means, where to look first, what helps, and when to call whom",
    (file) => {
      const text = readFileSync(`docs/runbooks/${file}`, "utf8");
      for (const heading of ["## What it means", "## First look", "## Remedy", "## Escalate"])
        expect(text).toContain(`\n${heading} · `);
      expect(text).toMatch(/```sh\n[^`]+```/);
      for (const section of text.split("\n## ").slice(1)) {
        expect(section).toMatch(/[가-힣]{2}/);
        expect(section).toMatch(/[a-z]{3}/);
      }
      const alarms = [...metricAlarms, ...compositeAlarms].filter(({ runbook }) => `${runbook}.md` === file);
      for (const { name } of alarms) expect(text).toContain(`\`${name}\``);
    },
  );
});

describe("the dashboards", () => {
  const bodies = Object.values(dashboardResources()).map(({ Properties }) => {
    const { "Fn::Join": join } = Properties.DashboardBody as { "Fn::Join": [string, unknown[]] };
    return JSON.parse(join[1].map((part) => (typeof part === "string" ? part : "resolved")).join(join[0]));
  });
  it("are one each for operators, analysts and managers", () => {
    expect(dashboards.map(({ name }) => name)).toEqual(["operators", "analysts", "managers"]);
  });
  it("show only alarms that exist", () => {
    const names = new Set([...metricAlarms, ...compositeAlarms].map(({ name }) => name));
    const shown = dashboards.flatMap(({ widgets }) => widgets.flatMap((one) => ("alarms" in one ? one.alarms : [])));
    expect(shown.filter((name) => !names.has(name))).toEqual([]);
  });
  it.each(bodies.map((body) => [body.widgets[0].properties.markdown, body]))(
    "%s lies on the grid without overlap",
    (_, body) => {
      const cells = new Set<string>();
      for (const { x, y, width, height } of body.widgets) {
        expect(x + width).toBeLessThanOrEqual(24);
        for (let column = x; column < x + width; column += 1) {
          for (let row = y; row < y + height; row += 1) {
            expect(cells.has(`${column},${row}`)).toBe(false);
            cells.add(`${column},${row}`);
          }
        }
      }
    },
  );
});
