import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { z } from "zod";
import { isMatter } from "../../../domain/escalation/repeated-contact.ts";
import type { CallerHistory } from "../../../ports/caller-history.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { StepTools } from "../../../runtime/step.ts";
import { Decision } from "../../../schemas/decision.ts";
import { DecidedUtterance } from "../../../schemas/utterance.ts";

/** Input of `RecordUtterance`; `decision` is null where nothing was to be done. */
export const RecordUtteranceInput = DecidedUtterance.extend({ decision: Decision.nullable() });

/** What `RecordUtterance` needs. */
export interface RecordUtteranceDependencies
  extends Pick<ContactLedger, "putUtterance" | "recordFault">,
    Pick<CallerHistory, "callerOf" | "noteMatter"> {
  readonly now: () => Date;
}

/**
 * Writes the utterance to the ledger, last of all, so that an utterance that is recorded has been dealt with. Its metrics come out once. What the caller
 * wanted is noted under the caller's key, for the next contact.
 */
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
  await noteMatter(dependencies, input);
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

/** What was not understood, and what the agent says, is nobody's matter. */
async function noteMatter(
  { callerOf, noteMatter, now }: RecordUtteranceDependencies,
  { utterance, verdict }: z.infer<typeof RecordUtteranceInput>,
): Promise<void> {
  const { action, intent } = verdict;
  if (action === "none" || action === "ask_again" || !isMatter(intent)) return;
  const callerKey = await callerOf(utterance.contactId);
  if (callerKey === undefined) return;
  await noteMatter(callerKey, intent, { contactId: utterance.contactId, at: now().toISOString() });
}
