import { z } from "zod";
import { ServiceError } from "../gateway/service.ts";
import type { MetricQuery } from "./metric-query.ts";

/** Dimensions as the API writes them; none when there is no list. */
export const Dimensions = z
  .array(z.object({ Name: z.string(), Value: z.string().optional() }))
  .nullish()
  .transform((dimensions) => dimensions ?? []);

/** A period in seconds. Templates may write numbers as text. */
export const Period = z.coerce.number().int().positive();

/** A query as GetMetricData, PutMetricAlarm and templates write it (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html). */
export const MetricDataQuery = z.object({
  Id: z.string().regex(/^[a-z]\w*$/, "begins with a lower-case letter"),
  Label: z.string().nullish(),
  Expression: z.string().nullish(),
  Period: Period.nullish(),
  ReturnData: z.boolean().nullish(),
  MetricStat: z
    .object({
      Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions }),
      Period,
      Stat: z.string(),
      Unit: z.string().nullish(),
    })
    .nullish(),
});
export type MetricDataQuery = z.infer<typeof MetricDataQuery>;

/** The query as the local CloudWatch evaluates it. @throws ServiceError when it has neither a metric nor an expression */
export function toMetricQuery({ Id, Label, Expression, ReturnData, MetricStat }: MetricDataQuery): MetricQuery {
  const common = { id: Id, returnData: ReturnData ?? true, ...(Label ? { label: Label } : {}) };
  if (MetricStat) {
    const { Namespace, MetricName } = MetricStat.Metric;
    const metric = { namespace: Namespace, name: MetricName, dimensions: dimensionsOf(MetricStat.Metric.Dimensions) };
    const { Period: seconds, Stat, Unit } = MetricStat;
    const source = { metric, periodMs: seconds * 1_000, statistic: Stat, ...(Unit ? { unit: Unit } : {}) };
    return { ...common, source };
  }
  if (!Expression)
    throw new ServiceError("ValidationError", `The query "${Id}" has neither MetricStat nor Expression.`);
  return { ...common, source: { expression: Expression } };
}

/** Dimensions by their names. */
export function dimensionsOf(
  dimensions: readonly { readonly Name: string; readonly Value?: string | undefined }[],
): Record<string, string> {
  return Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value ?? ""]));
}
