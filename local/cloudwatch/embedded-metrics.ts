import { z } from "zod";
import type { MetricDatum } from "./metric-store.ts";

const Directive = z.object({
  Namespace: z.string().min(1).max(1_024),
  Dimensions: z.array(z.array(z.string()).max(30)),
  Metrics: z.array(z.object({ Name: z.string().min(1), Unit: z.string().default("None") })).max(100),
});

const EmbeddedLog = z.looseObject({
  _aws: z.object({ Timestamp: z.number().int(), CloudWatchMetrics: z.array(Directive) }),
});

const Values = z.union([z.number().transform((value) => [value]), z.array(z.number()).max(100)]);

/**
 * The metric values that a log line carries in the embedded metric format: one for each metric, dimension set and number.
 * A line that is not EMF gives none. A directive whose dimension or metric is missing in the line, or not of its type, gives none of its values,
 * as CloudWatch keeps such a line as a log event only.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function parseEmbeddedMetrics(line: string): MetricDatum[] {
  if (!line.startsWith("{") || !line.includes('"_aws"')) return [];
  const parsed = EmbeddedLog.safeParse(parseJson(line));
  if (!parsed.success) return [];
  const { _aws: header, ...members } = parsed.data;
  return header.CloudWatchMetrics.flatMap((directive) => valuesOf(directive, members, header.Timestamp));
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // A log line that only looks like JSON is an ordinary log line.
  }
}

function valuesOf(
  directive: z.infer<typeof Directive>,
  members: Record<string, unknown>,
  timestamp: number,
): MetricDatum[] {
  const data: MetricDatum[] = [];
  // No dimension set at all means the metric without dimensions.
  for (const names of directive.Dimensions.length === 0 ? [[]] : directive.Dimensions) {
    const dimensions = pickStrings(members, names);
    if (!dimensions) return [];
    for (const metric of directive.Metrics) {
      const values = Values.safeParse(members[metric.Name]);
      if (!values.success) return [];
      for (const value of values.data) {
        data.push({
          namespace: directive.Namespace,
          name: metric.Name,
          dimensions,
          unit: metric.Unit,
          timestamp,
          value,
        });
      }
    }
  }
  return data;
}

function pickStrings(members: Record<string, unknown>, names: readonly string[]): Record<string, string> | undefined {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = members[name];
    if (typeof value !== "string") return undefined;
    picked[name] = value;
  }
  return picked;
}
