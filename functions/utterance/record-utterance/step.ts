import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { z } from "zod";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { StepTools } from "../../../runtime/step.ts";
import { Decision } from "../../../schemas/decision.ts";
import { DecidedUtterance } from "../../../schemas/utterance.ts";

/** Input of `RecordUtterance`; `decision` is null where nothing was to be done. */
export const RecordUtteranceInput = DecidedUtterance.extend({ decision: Decision.nullable() });

/** What `RecordUtterance` needs. */
export interface RecordUtteranceDependencies extends Pick<ContactLedger, "putUtterance" | "recordFault"> {
  readonly now: () => Date;
}

/** Writes the utterance to the ledger, last of all, so that an utterance that is recorded has been dealt with. Its metrics come out once. */
export async function recordUtterance(
  dependencies: RecordUtteranceDependencies,
  input: z.infer<typeof RecordUtteranceInput>,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<{ recorded: boolean }> {
  const { utterance, classification, sentiment, verdict, decision } = input;
  if (sentiment.sentiment === "UNKNOWN") {
    const faultId = `AnalyseSentiment#${utterance.segmentId}`;
    const at = dependencies.now().toISOString();
    await dependencies.recordFault(utterance.contactId, {
      faultId,
      name: "Transient",
      where: "utterance.AnalyseSentiment",
      at,
    });
  }
  const recorded = await dependencies.putUtterance({
    ...utterance,
    intent: classification.intent,
    confidenceOfIntent: classification.confidence,
    sentiment: sentiment.sentiment,
    action: verdict.action,
  });
  if (recorded && decision) {
    metrics.addMetadata("contactId", utterance.contactId);
    metrics.addDimensions({ Action: decision.action, Language: utterance.languageCode });
    metrics.addMetric("DecisionLatency", MetricUnit.Milliseconds, decision.latencyMs);
    metrics.addMetric("IntentConfidence", MetricUnit.NoUnit, decision.confidence);
  }
  return { recorded };
}
