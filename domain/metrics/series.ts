import { type MetricName, metricNamespace } from "./catalogue.ts";
import { type ServiceMetricName, serviceMetrics } from "./service-metrics.ts";

/** A value that is known once the stack exists: what `Ref` gives for a resource or parameter of the template, or one of its attributes. */
export interface ResourceValue {
  readonly logicalId: string;
  readonly attribute?: string;
  /** Of an ARN, only what stands behind the slash. */
  readonly isIdInArn?: true;
}

/** CloudWatch's statistics over the values of a period (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html). */
export type Statistic = "Sum" | "Average" | "Maximum" | "Minimum" | "SampleCount" | `p${number}`;

/** One metric under one set of dimensions, seen through one statistic. */
export interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string | ResourceValue>>;
  readonly statistic: Statistic;
}

/** Metric math over series (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html). */
export interface Formula {
  readonly expression: string;
  readonly inputs: Readonly<Record<string, Series>>;
}

/** Whether it is a formula. */
export function isFormula(source: Series | Formula): source is Formula {
  return "expression" in source;
}

/** A series of the catalogue. That the set of dimensions is one of the metric's is checked by a test over all dashboards and alarms. */
export function own(
  metric: MetricName,
  statistic: Statistic,
  dimensions: Readonly<Record<string, string>> = {},
): Series {
  return { namespace: metricNamespace, metric, statistic, dimensions };
}

/** A series of an AWS service. */
export function aws(metric: ServiceMetricName, statistic: Statistic, dimensions: Series["dimensions"]): Series {
  const { namespace, name } = serviceMetrics[metric];
  return { namespace, metric: name, statistic, dimensions };
}

/** The dimension of a function by its key in functions.yml. */
export function functionNamed(key: string): Series["dimensions"] {
  return { FunctionName: { logicalId: `${key.charAt(0).toUpperCase()}${key.slice(1)}LambdaFunction` } };
}

/** One series for each function, under the ids `<prefix>1`, `<prefix>2`, …, and what joins their ids in a formula. */
export function perFunction(
  prefix: string,
  metric: ServiceMetricName,
  statistic: Statistic,
  functionKeys: readonly string[],
): { readonly inputs: Formula["inputs"]; readonly list: string } {
  const inputs = functionKeys.map((key, index): [string, Series] => [
    `${prefix}${index + 1}`,
    aws(metric, statistic, functionNamed(key)),
  ]);
  return { inputs: Object.fromEntries(inputs), list: `[${inputs.map(([id]) => id).join(", ")}]` };
}
