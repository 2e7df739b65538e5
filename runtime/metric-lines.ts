import { definitionOf, type Measurement, metricNamespace } from "../domain/metrics/catalogue.ts";

/** What stands in a line beside its metrics. */
export interface LineContext {
  /** When the values came about, epoch milliseconds. CloudWatch takes values of the last two weeks. */
  readonly at: number;
  /** Found by a search in the log; no dimension. */
  readonly about: Readonly<Record<string, string>>;
}

interface Line {
  readonly members: Record<string, string>;
  readonly values: Map<Measurement["metric"], number[]>;
}

/**
 * Measurements as log lines in CloudWatch's embedded metric format, each under the dimension sets of its metric. One line holds all that agree on their
 * dimensions' values, so what belongs to one contact is one line: it is printed whole or not at all.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricLines(measurements: readonly Measurement[], { at, about }: LineContext): readonly string[] {
  const lines: Line[] = [];
  for (const { metric, value, dimensions } of measurements) {
    const wanted = Object.entries(dimensions);
    const fits = ({ members }: Line) => wanted.every(([name, own]) => (members[name] ?? own) === own);
    let line = lines.find(fits);
    if (!line) {
      line = { members: {}, values: new Map() };
      lines.push(line);
    }
    Object.assign(line.members, dimensions);
    line.values.set(metric, [...(line.values.get(metric) ?? []), value]);
  }
  return lines.map((line) => textOf(line, at, about));
}

function textOf({ members, values }: Line, at: number, about: LineContext["about"]): string {
  const bySets = Map.groupBy(values.keys(), (name) => JSON.stringify(definitionOf(name).dimensionSets));
  const directives = [...bySets.values()].map((names) => ({
    Namespace: metricNamespace,
    Dimensions: names[0] === undefined ? [] : definitionOf(names[0]).dimensionSets,
    Metrics: names.map((name) => ({ Name: name, Unit: definitionOf(name).unit })),
  }));
  const numbers = [...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]);
  return JSON.stringify({
    ...about,
    ...members,
    ...Object.fromEntries(numbers),
    _aws: { Timestamp: at, CloudWatchMetrics: directives },
  });
}
