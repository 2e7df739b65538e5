import type { Action } from "../dialogue/decide-action.ts";
import type { Measurement } from "./catalogue.ts";
import { slowDecisionMs } from "./utterance-metrics.ts";

/** A decision as far as it is measured. */
export interface MeasuredDecision {
  readonly action: Action;
  readonly latencyMs: number;
  readonly confidence: number;
}

/** A sentiment as far as it is measured. */
export interface MeasuredSentiment {
  readonly sentiment: string;
  readonly isFallback?: boolean;
}

/** The measurements of one utterance; `decision` is null where nothing was to be done. */
export function utteranceMeasurements(
  languageCode: string,
  { sentiment: label, isFallback }: MeasuredSentiment,
  decision: MeasuredDecision | null,
): readonly Measurement[] {
  const sentiment: readonly Measurement[] = [
    { metric: "SentimentFallbacks", value: isFallback ? 1 : 0, dimensions: {} },
    { metric: "UnknownSentiment", value: label === "UNKNOWN" ? 1 : 0, dimensions: {} },
  ];
  if (!decision) return sentiment;
  const { action, latencyMs, confidence } = decision;
  const dimensions = { Action: action, Language: languageCode };
  return [
    ...sentiment,
    { metric: "DecisionLatency", value: latencyMs, dimensions },
    { metric: "SlowDecisions", value: latencyMs >= slowDecisionMs ? 1 : 0, dimensions: {} },
    { metric: "IntentConfidence", value: confidence, dimensions },
  ];
}
