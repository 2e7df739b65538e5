import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { z } from "zod";

const Options = z.looseObject({
  id: z.string().optional(),
  expression: z.string().optional(),
  label: z.string().optional(),
  stat: z.string().optional(),
  visible: z.boolean().optional(),
});
const Entry = z.array(z.union([z.string(), Options]));
const Body = z.object({
  widgets: z.array(
    z.looseObject({
      type: z.string(),
      properties: z.looseObject({
        title: z.string().optional(),
        period: z.number().optional(),
        metrics: z.array(Entry).optional(),
        alarms: z.array(z.string()).optional(),
      }),
    }),
  ),
});

/** A widget as far as its values can be read. */
export interface ReadableWidget {
  readonly title: string;
  /** Queries of GetMetricData; those that return data are the widget's lines, with their labels. */
  readonly queries: readonly MetricDataQuery[];
  readonly periodSeconds: number;
  /** Names of alarms whose states the widget shows. */
  readonly alarms: readonly string[];
}

/** Reads the body of a dashboard (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html). Widgets without values are left out. */
export function readWidgets(body: string): readonly ReadableWidget[] {
  return Body.parse(JSON.parse(body))
    .widgets.filter(({ type }) => type === "metric" || type === "alarm")
    .map(({ properties: { title = "", period = 300, metrics = [], alarms = [] } }) => ({
      title,
      periodSeconds: period,
      queries: metrics.map((entry, index) => queryOf(entry, index, period)),
      alarms: alarms.map((arn) => arn.slice(arn.indexOf(":alarm:") + ":alarm:".length)),
    }));
}

function queryOf(entry: z.infer<typeof Entry>, index: number, period: number): MetricDataQuery {
  const texts = entry.filter((part) => typeof part === "string");
  const options = entry.find((part) => typeof part !== "string") ?? {};
  const common = {
    Id: options.id ?? `m${index}`,
    ReturnData: options.visible ?? true,
    ...(options.label === undefined ? {} : { Label: options.label }),
  };
  if (options.expression !== undefined) return { ...common, Expression: options.expression };
  const [Namespace, MetricName, ...pairs] = texts;
  const Dimensions = Array.from({ length: pairs.length / 2 }, (_, pair) => ({
    Name: pairs[2 * pair],
    Value: pairs[2 * pair + 1],
  }));
  return {
    ...common,
    MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: period, Stat: options.stat ?? "Average" },
  };
}
