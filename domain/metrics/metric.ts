import type { IssueSeverity, IssueSource, SupportLine } from "../../schemas/issue.ts";
import type { RemedyResult } from "../../schemas/remedy.ts";
import type { ContactOutcome } from "../contact/contact-outcome.ts";
import type { Action } from "../dialogue/decide-action.ts";

/** The same in both languages of the documentation. */
export interface Text {
  readonly en: string;
  readonly ko: string;
}

/** Who answers for a metric: to whom a question about its meaning or its value goes. */
export type Owner = "operators" | "analysts" | "managers";

/** CloudWatch units that the catalogue uses (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html). */
export type MetricUnit = "Count" | "Milliseconds" | "Percent" | "None";

/** The dimensions of the project's own metrics, and what each may hold. */
export interface DimensionValues {
  /** Amazon Connect's channel in capitals; `UNKNOWN` when neither an event nor a record named it. */
  readonly Channel: string;
  readonly Outcome: ContactOutcome;
  /** BCP 47 with region, e.g. `ko-KR`; `unknown` when the contact left before it was known. */
  readonly Language: string;
  readonly Action: Action;
  /** The line of the emergency organisation that was told. */
  readonly Line: SupportLine;
  readonly Severity: IssueSeverity;
  readonly Source: IssueSource;
  readonly Result: RemedyResult;
  /** A dead-letter queue, without the stack's name, e.g. `segments-dlq`. */
  readonly Queue: string;
  /** The function's name, e.g. `aicc-prod-transcribeMedia`. */
  readonly Function: string;
}
export type DimensionName = keyof DimensionValues;

/** What every entry of the catalogue tells. */
export interface Described {
  readonly unit: MetricUnit;
  readonly meaning: Text;
  readonly owner: Owner;
  /** Sections of the operations report that are made from it, e.g. `3.3`. */
  readonly reportTables: readonly string[];
}

/** A metric that the project's own steps print, in the namespace `aicc`. */
export interface OwnMetric extends Described {
  /** How one value comes about. */
  readonly formula: Text;
  /**
   * The sets of dimensions under which each value is counted; the empty set is the total. CloudWatch never adds up over dimensions, so whatever a
   * dashboard or an alarm shows must have its own set here, and each set costs as one metric for each combination of values.
   */
  readonly dimensionSets: readonly (readonly DimensionName[])[];
  /** The step that prints it: `<machine>.<step>`, several of them divided by commas, or `every step`. */
  readonly emittedBy: string;
}
