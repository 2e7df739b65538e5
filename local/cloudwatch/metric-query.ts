import { ServiceError } from "../gateway/service.ts";
import { mathFunctions } from "./math-functions.ts";
import { applyOperator, isSeriesList, type MathValue } from "./math-operators.ts";
import { type MathNode, parseMath } from "./math-syntax.ts";
import { metricStatistic } from "./metric-statistic.ts";
import type { MetricIdentity, MetricStore } from "./metric-store.ts";
import type { TimeGrid, TimeSeries } from "./time-grid.ts";

/** One query of a request: a metric through a statistic, or an expression over the others by their ids. */
export interface MetricQuery {
  readonly id: string;
  readonly label?: string;
  readonly returnData: boolean;
  readonly source:
    | { readonly metric: MetricIdentity; readonly periodMs: number; readonly statistic: string; readonly unit?: string }
    | { readonly expression: string };
}

/**
 * Evaluates the queries of a request together.
 * @param gridFor the periods that are asked for, by their length
 * @throws ServiceError `ValidationError` that names the query and what is wrong with it
 */
export function evaluateQueries(
  store: MetricStore,
  queries: readonly MetricQuery[],
  gridFor: (periodMs: number) => TimeGrid,
): ReadonlyMap<string, TimeSeries | readonly TimeSeries[]> {
  const metrics = new Map<string, TimeSeries>();
  for (const { id, source } of queries) {
    if ("metric" in source) metrics.set(id, readSeries(store, source, gridFor(source.periodMs)));
  }
  const results = new Map<string, TimeSeries | readonly TimeSeries[]>();
  const underWay = new Set<string>();
  const evaluate = (query: MetricQuery): TimeSeries | readonly TimeSeries[] => {
    const known = metrics.get(query.id) ?? results.get(query.id);
    if (known) return known;
    if (underWay.has(query.id)) throw invalid(query.id, "it refers to itself");
    underWay.add(query.id);
    const value = "expression" in query.source ? compute(query, parseMath(query.source.expression)) : 0;
    if (typeof value === "number") throw invalid(query.id, "it comes to a number, not to a time series");
    results.set(query.id, value);
    return value;
  };
  const compute = (query: MetricQuery, node: MathNode): MathValue => {
    switch (node.kind) {
      case "number":
        return node.value;
      case "text":
        throw invalid(query.id, `the text "${node.value}" stands where a number or series is expected`);
      case "name":
        return evaluate(find(query.id, node.name));
      case "list":
        return node.items.flatMap((item) => seriesOf(query.id, compute(query, item)));
      case "minus":
        return operate(query.id, "*", -1, compute(query, node.operand));
      case "binary":
        return operate(query.id, node.operator, compute(query, node.left), compute(query, node.right));
      case "call":
        return call(query, node);
    }
  };
  const call = (query: MetricQuery, { name, items }: MathNode & { kind: "call" }): MathValue => {
    if (name === "METRICS") {
      const [wanted] = items;
      const part = wanted?.kind === "text" ? wanted.value : "";
      return [...metrics].filter(([id]) => id.includes(part)).map(([, series]) => series);
    }
    const run = mathFunctions.get(name);
    if (!run) throw invalid(query.id, `the local stack does not know the function ${name}`);
    const [first] = metrics.values();
    try {
      return run(
        items.map((item) => compute(query, item)),
        first?.grid ?? gridFor(60_000),
      );
    } catch (error) {
      throw error instanceof ServiceError ? error : invalid(query.id, error instanceof Error ? error.message : "?");
    }
  };
  const find = (from: string, id: string): MetricQuery => {
    const found = queries.find((query) => query.id === id);
    if (!found) throw invalid(from, `there is no query "${id}"`);
    return found;
  };
  for (const query of queries) results.set(query.id, evaluate(query));
  return results;
}

/** A metric's statistic for each period of a grid. */
function readSeries(
  store: MetricStore,
  source: Extract<MetricQuery["source"], { metric: unknown }>,
  grid: TimeGrid,
): TimeSeries {
  const groups: number[][] = Array.from({ length: grid.count }, () => []);
  for (const { timestamp, value, unit } of store.values(
    source.metric,
    grid.startMs,
    grid.startMs + grid.count * grid.periodMs,
  )) {
    if (source.unit === undefined || unit === source.unit)
      groups[Math.floor((timestamp - grid.startMs) / grid.periodMs)]?.push(value);
  }
  const values = groups.map((group) => {
    if (group.length === 0) return undefined;
    const value = metricStatistic(source.statistic, group);
    if (value === undefined)
      throw new ServiceError("ValidationError", `The local stack does not know the statistic "${source.statistic}".`);
    return value;
  });
  return { grid, values };
}

function operate(id: string, operator: string, left: MathValue, right: MathValue): MathValue {
  const value = applyOperator(operator, left, right);
  if (value === undefined) throw invalid(id, "a number is divided by zero");
  return value;
}

function seriesOf(id: string, value: MathValue): readonly TimeSeries[] {
  if (typeof value === "number") throw invalid(id, "a list holds series only");
  return isSeriesList(value) ? value : [value];
}

function invalid(id: string, why: string): ServiceError {
  return new ServiceError("ValidationError", `The query "${id}" cannot be computed: ${why}.`);
}
