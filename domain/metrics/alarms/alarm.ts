import type { Severity } from "../../issue/issue-severity.ts";
import type { Text } from "../metric.ts";
import type { Formula, Series } from "../series.ts";

/** What every alarm tells. */
interface Told {
  /** Kebab case; the stack's name stands before it on AWS. */
  readonly name: string;
  readonly severity: Severity;
  /** Why it is worth somebody's attention. */
  readonly reason: Text;
  /** Page in docs/runbooks, without its ending. */
  readonly runbook: string;
  /** Whether the alarm topic is told of it. What only feeds a composite alarm tells nobody. */
  readonly notifies: boolean;
}

/** An alarm on one series or formula. */
export interface MetricAlarm extends Told {
  readonly source: Series | Formula;
  readonly periodSeconds: number;
  /** So many periods are looked at, and so many of them must breach. */
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparison: ">=" | ">" | "<";
  readonly threshold: number;
  /** What a period without data counts as. */
  readonly whenMissing: "notBreaching" | "breaching";
  /** Made only where the stack hangs on an Amazon Connect instance. */
  readonly needsConnect: boolean;
}

/** An alarm on other alarms. */
export interface CompositeAlarm extends Told {
  /** In alarm when all, or any, of these are. */
  readonly rule: { readonly all: readonly string[] } | { readonly any: readonly string[] };
  /** While this alarm rings, or is about to, the composite tells nobody. */
  readonly suppressedBy?: string;
}

/** What an alarm must say for itself; the rest has a value that fits most. */
type Said = Pick<MetricAlarm, "name" | "severity" | "reason" | "source" | "threshold">;

/** Makes an alarm: one period of five minutes, at or above the threshold, silence is well, a runbook page of its own name, and the topic is told. */
export function alarm(said: Said & Partial<MetricAlarm>): MetricAlarm {
  const evaluationPeriods = said.evaluationPeriods ?? 1;
  return {
    periodSeconds: 300,
    comparison: ">=",
    whenMissing: "notBreaching",
    runbook: said.name,
    notifies: true,
    needsConnect: false,
    datapointsToAlarm: evaluationPeriods,
    ...said,
    evaluationPeriods,
  };
}
