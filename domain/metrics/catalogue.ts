import { agentMetrics } from "./agent-metrics.ts";
import { callbackMetrics } from "./callback-metrics.ts";
import { contactMetrics } from "./contact-metrics.ts";
import { escalationMetrics } from "./escalation-metrics.ts";
import { firstContactMetrics } from "./first-contact-metrics.ts";
import { functionMetrics } from "./function-metrics.ts";
import { issueMetrics } from "./issue-metrics.ts";
import { learningMetrics } from "./learning-metrics.ts";
import type { DimensionName, DimensionValues, OwnMetric } from "./metric.ts";
import { redriveMetrics } from "./redrive-metrics.ts";
import { remedyMetrics } from "./remedy-metrics.ts";
import { surveyMetrics } from "./survey-metrics.ts";
import { transcriptionMetrics } from "./transcription-metrics.ts";
import { utteranceMetrics } from "./utterance-metrics.ts";

/** The namespace of the project's own metrics. */
export const metricNamespace = "aicc";

/**
 * Every metric that a step may print. The types with which steps print, docs/metrics.md, the dashboards and the alarms come from here. A metric
 * stands here once its source exists.
 */
export const catalogue = {
  ...contactMetrics,
  ...firstContactMetrics,
  ...utteranceMetrics,
  ...transcriptionMetrics,
  ...escalationMetrics,
  ...callbackMetrics,
  ...agentMetrics,
  ...issueMetrics,
  ...remedyMetrics,
  ...surveyMetrics,
  ...redriveMetrics,
  ...learningMetrics,
  ...functionMetrics,
} as const satisfies Record<string, OwnMetric>;

type Catalogue = typeof catalogue;

/** The name of a metric in the catalogue. */
export type MetricName = keyof Catalogue;

type DimensionsUnder<Name extends MetricName> = Catalogue[Name]["dimensionSets"][number][number];

/** The dimensions that a value of the metric must name: no fewer and no others. */
export type DimensionsOf<Name extends MetricName> = [DimensionsUnder<Name>] extends [never]
  ? Readonly<Record<string, never>>
  : { readonly [Dimension in DimensionsUnder<Name> & DimensionName]: DimensionValues[Dimension] };

/** One value of one metric. A name, a dimension or a dimension's value that the catalogue does not know does not compile; the unit is the catalogue's. */
export type Measurement = {
  readonly [Name in MetricName]: {
    readonly metric: Name;
    readonly value: number;
    readonly dimensions: DimensionsOf<Name>;
  };
}[MetricName];

/** The definition of a metric, without the literal types that only the compiler needs. */
export function definitionOf(name: MetricName): OwnMetric {
  return catalogue[name];
}

/** The names in the catalogue's order. */
export const metricNames: readonly MetricName[] = Object.keys(catalogue).filter(isMetricName);

/** Whether the catalogue has the metric. */
export function isMetricName(name: string): name is MetricName {
  return Object.hasOwn(catalogue, name);
}
