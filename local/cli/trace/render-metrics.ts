import { flow } from "./columns.ts";
import { duration } from "./duration.ts";
import type { Paint } from "./paint.ts";
import type { Story, StoryMetric } from "./story.ts";

/** The metric values that steps emitted for the contact, by their dimensions, and how many of them CloudWatch knows. */
export function renderMetrics(
  { metrics, record }: Pick<Story, "metrics" | "record">,
  paint: Paint,
  columns: number,
): string[] {
  if (metrics.length === 0) return record?.closing ? [paint.odd("no log line with metrics names this contact")] : [];
  const groups = Map.groupBy(metrics, ({ dimensions }) => dimensionsText(dimensions));
  const taken = metrics.filter(({ inCloudWatch }) => inCloudWatch).length;
  const arrival = `${taken} of ${metrics.length} values are in CloudWatch`;
  return [
    ...[...groups].flatMap(([dimensions, own]) => flow([`${dimensions}:`, ...valuesText(own)], "  ", columns, "  ")),
    taken === metrics.length ? paint.quiet(arrival) : paint.odd(`${arrival} (it may lag by some minutes)`),
  ];
}

/** The function's own name says nothing about the contact. */
function dimensionsText(dimensions: Readonly<Record<string, string>>): string {
  const own = Object.entries(dimensions).filter(([name]) => name !== "service");
  return own.map(([name, value]) => `${name}=${value}`).join(" ") || "no dimensions";
}

function valuesText(metrics: readonly StoryMetric[]): string[] {
  const byName = Map.groupBy(metrics, ({ name }) => name);
  return [...byName].map(([name, own]) => `${name} ${own.map(valueText).join(", ")}`);
}

function valueText({ value, unit }: StoryMetric): string {
  if (unit === "Milliseconds") return duration(value);
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
