import { type AlarmState, comparisons, type MetricAlarmSettings, type StateValue } from "./alarm.ts";
import { evaluateQueries } from "./metric-query.ts";
import type { MetricStore } from "./metric-store.ts";
import { periodStarts, trailingGrid } from "./time-grid.ts";

/** What an evaluation comes to; no state when the alarm keeps its own. */
export interface Verdict {
  readonly state: AlarmState | undefined;
  /** How many values were looked at, how many of them breached, and how many were made up for missing ones. */
  readonly looked: number;
  readonly breaching: number;
  readonly filled: number;
}

/**
 * CloudWatch looks at more periods than the alarm's own, so that late values count; how many more is published by an example only (five for three).
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const extraPeriods = 2;

/**
 * Judges the newest periods, oldest first (`undefined`: no value), as the tables of AWS's page on missing data do: with enough values the newest ones
 * decide; else missing ones are filled up as the alarm says. With `missing` and `ignore` a value that breaches alone decides only once it is as old as
 * the number of breaching values that the alarm wants.
 */
export function judge(
  values: readonly (number | undefined)[],
  settings: Pick<
    MetricAlarmSettings,
    "evaluationPeriods" | "datapointsToAlarm" | "comparison" | "threshold" | "missingData"
  >,
): Verdict {
  const { evaluationPeriods, datapointsToAlarm, threshold, missingData } = settings;
  const isBreaching = (value: number) => comparisons[settings.comparison].isBreaching(value, threshold);
  const existing = values.filter((value) => value !== undefined);
  const newest = existing.slice(-evaluationPeriods);
  const breaching = newest.filter(isBreaching).length;
  const filled = evaluationPeriods - newest.length;
  const verdict = (state: AlarmState | undefined): Verdict => ({ state, looked: newest.length, breaching, filled });
  const byCount = (count: number) => verdict(count >= datapointsToAlarm ? "ALARM" : "OK");

  if (filled === 0 || missingData === "notBreaching") return byCount(breaching);
  if (missingData === "breaching") return byCount(breaching + filled);
  if (breaching < newest.length || breaching >= datapointsToAlarm) return byCount(breaching);
  const oldest = values.findIndex((value) => value !== undefined);
  const isOldEnough = oldest >= 0 && values.length - oldest >= datapointsToAlarm;
  if (missingData === "missing" && isOldEnough) return verdict("ALARM");
  return verdict(missingData === "ignore" ? undefined : "INSUFFICIENT_DATA");
}

/** Evaluates an alarm at an instant. @returns its new state, or `undefined` when it keeps the one that it has */
export function evaluateMetricAlarm(
  store: MetricStore,
  settings: MetricAlarmSettings,
  now: number,
  current: AlarmState,
): StateValue | undefined {
  const { periodMs, evaluationPeriods } = settings;
  const grid = trailingGrid(now, periodMs, evaluationPeriods + extraPeriods);
  const watched = settings.queries.find(({ returnData }) => returnData);
  const result = watched && evaluateQueries(store, settings.queries, () => grid).get(watched.id);
  if (!result || !("grid" in result)) return undefined;
  const verdict = judge(result.values, effective(settings));
  if (verdict.state === undefined || verdict.state === current) return undefined;
  const starts = periodStarts(grid);
  const points = result.values.flatMap((value, index) =>
    value === undefined ? [] : [{ value, at: starts[index] ?? 0 }],
  );
  const recent = points.slice(-evaluationPeriods);
  return {
    value: verdict.state,
    reason: reasonOf(settings, verdict, recent, current),
    reasonData: JSON.stringify({
      version: "1.0",
      queryDate: isoWithZone(now),
      startDate: isoWithZone(recent[0]?.at ?? grid.startMs),
      period: periodMs / 1_000,
      recentDatapoints: recent.map(({ value }) => value),
      threshold: settings.threshold,
    }),
    at: now,
  };
}

/** Alarms on a metric of DynamoDB keep their state while data is missing, whatever they say (same page). */
function effective(settings: MetricAlarmSettings): MetricAlarmSettings {
  const [only] = settings.queries;
  const isDynamo =
    settings.isSingle && only && "metric" in only.source && only.source.metric.namespace === "AWS/DynamoDB";
  return isDynamo ? { ...settings, missingData: "ignore" } : settings;
}

/** In the words of AWS's samples (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html). */
function reasonOf(
  { comparison, threshold, datapointsToAlarm, evaluationPeriods, missingData }: MetricAlarmSettings,
  { state, looked, breaching, filled }: Verdict,
  recent: readonly { readonly value: number; readonly at: number }[],
  current: AlarmState,
): string {
  const { words } = comparisons[comparison];
  if (state === "INSUFFICIENT_DATA") return `Insufficient Data: ${filled} datapoints were unknown.`;
  if (looked === 0) {
    const as = missingData === "breaching" ? "Breaching" : "NonBreaching";
    return `Threshold Crossed: no datapoints were received for ${evaluationPeriods} periods and ${filled} missing datapoints were treated as [${as}].`;
  }
  const listed = recent.map(({ value, at }) => `${decimal(value)} (${shortDate(at)})`).join(", ");
  const [count, verb] =
    state === "ALARM"
      ? [breaching, breaching === 1 ? "was" : "were"]
      : [looked - breaching, looked - breaching === 1 ? "was not" : "were not"];
  const least = state === "ALARM" ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  return `Threshold Crossed: ${count} out of the last ${looked} datapoints [${listed}] ${verb} ${words} the threshold (${decimal(threshold)}) (minimum ${least} datapoint${least === 1 ? "" : "s"} for ${current === "INSUFFICIENT_DATA" ? (state === "ALARM" ? "OK" : "ALARM") : current} -> ${state} transition).`;
}

const decimal = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** `02/10/19 16:59:00`, day first. */
function shortDate(at: number): string {
  const [date = "", time = ""] = new Date(at).toISOString().split("T");
  const [year = "", month, day] = date.split("-");
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

/** `2019-10-02T17:04:40.985+0000` */
export function isoWithZone(at: number): string {
  return new Date(at).toISOString().replace("Z", "+0000");
}
