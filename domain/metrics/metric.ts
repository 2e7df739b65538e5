import type { IssueSeverity, IssueSource, SupportLine } from "../../schemas/issue.ts";
import type { RemedyResult } from "../../schemas/remedy.ts";
import type { CallbackOutcome } from "../callback/callback-outcome.ts";
import type { ContactOutcome } from "../contact/contact-outcome.ts";
import type { Action } from "../dialogue/decide-action.ts";
import type { EscalationReason } from "../escalation/escalation-reason.ts";
import type { EscalationResult } from "../escalation/escalation-result.ts";

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
  /** A queue of callers, as in domain/routing/data/queues.json; of dead letters, the queue without the stack's name, e.g. `segments-dlq`. */
  readonly Queue: string;
  readonly Reason: EscalationReason;
  /** How a wait for an agent, a promised callback, or a remedy ended. */
  readonly Result: EscalationResult | CallbackOutcome | RemedyResult;
  /** The line of the emergency organisation that was told. */
  readonly Line: SupportLine;
  readonly Severity: IssueSeverity;
  readonly Source: IssueSource;
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
