import type { z } from "zod";
import { isMatter } from "../../../domain/escalation/repeated-contact.ts";
import { utteranceMeasurements } from "../../../domain/metrics/utterance-measurements.ts";
import type { CallerHistory } from "../../../ports/caller-history.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import { Decision } from "../../../schemas/decision.ts";
import { DecidedUtterance } from "../../../schemas/utterance.ts";
import { type EmitOnceDependencies, type EmitOnceTools, emitOnce } from "../../emit-once.ts";

/** Input of `RecordUtterance`; `decision` is null where nothing was to be done. */
export const RecordUtteranceInput = DecidedUtterance.extend({ decision: Decision.nullable() });

/** What `RecordUtterance` needs. */
export type RecordUtteranceDependencies = Pick<ContactLedger, "putUtterance" | "hasUtterance" | "recordFault"> &
  Pick<CallerHistory, "callerOf" | "noteMatter"> &
  EmitOnceDependencies;

/**
 * Emits the utterance's metrics, exactly once in effect, and writes it to the ledger, last of all: an utterance that is recorded has been dealt with
 * and counted. What the caller wanted is noted under the caller's key, for the next contact.
 * @throws NotReady while the log does not tell what became of an earlier run
 */
export async function recordUtterance(
  dependencies: RecordUtteranceDependencies,
  input: z.infer<typeof RecordUtteranceInput>,
  tools: EmitOnceTools,
): Promise<{ recorded: boolean }> {
  const { utterance, classification, sentiment, verdict, decision } = input;
  const { contactId, segmentId } = utterance;
  if (sentiment.sentiment === "UNKNOWN") {
    const faultId = `AnalyseSentiment#${segmentId}`;
    const at = dependencies.now().toISOString();
    await dependencies.recordFault(contactId, { faultId, name: "Transient", where: "utterance.AnalyseSentiment", at });
  }
  await noteMatter(dependencies, input);
  const measurements = utteranceMeasurements(utterance.languageCode, sentiment, decision);
  const at = decision ? Date.parse(decision.decidedAt) : utterance.endReceivedAt;
  const emission = { contactId, name: `utterance-metrics#${segmentId}`, measurements, at };
  await emitOnce(markedByUtterance(dependencies, segmentId), emission, tools);
  const recorded = await dependencies.putUtterance({
    ...utterance,
    intent: classification.intent,
    confidenceOfIntent: classification.confidence,
    sentiment: sentiment.sentiment,
    negativity: sentiment.negativity,
    ...(sentiment.engine !== undefined && { sentimentEngine: sentiment.engine }),
    ...(sentiment.isFallback !== undefined && { isSentimentFallback: sentiment.isFallback }),
    action: verdict.action,
  });
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

/** The recorded utterance is itself the mark that its metrics are out: a write less, while the next words wait. */
function markedByUtterance(dependencies: RecordUtteranceDependencies, segmentId: string): EmitOnceDependencies {
  return {
    ...dependencies,
    claimEmission: async (contactId, emission, claim) => {
      const found = await dependencies.claimEmission(contactId, emission, claim);
      const isRecorded = found.state === "open" && (await dependencies.hasUtterance(contactId, segmentId));
      return isRecorded ? { state: "emitted" } : found;
    },
    markEmitted: async () => {},
  };
}
