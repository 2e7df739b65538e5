import { z } from "zod";
import type { JudgedUtterance } from "../../../domain/learning/join-judgement.ts";
import { intentMeasurement } from "../../../domain/metrics/learning-metrics.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { CorrectionRegister } from "../../../ports/correction-register.ts";
import { rejected } from "../../../runtime/faults.ts";
import type { Correction } from "../../../schemas/correction.ts";
import { IntentLabel } from "../../../schemas/intent.ts";
import { type EmitOnceDependencies, type EmitOnceTools, emitOnce } from "../../emit-once.ts";
import { bodyOf } from "../issue-request.ts";
import { beginOffsetOf, contactIdOf, type UtteranceRequest } from "../utterance-request.ts";

/** What correcting needs. */
export type CorrectIntentDependencies = Pick<ContactLedger, "listUtterances"> &
  Pick<CorrectionRegister, "judge"> &
  EmitOnceDependencies;

const Judging = z.strictObject({ intent: IntentLabel, by: z.string().trim().min(1).max(100) });

/**
 * Keeps an agent's word on what a caller's utterance wanted: the intent that the classifier had found, which confirms it, or another, which corrects it.
 * The labelled text is the redacted one in the ledger. Said again it changes nothing; said otherwise it replaces the earlier word, and the metric goes on
 * counting the first one.
 * @throws ContractViolation on a malformed path or body, Rejected when no caller's utterance begins there, NotReady while an earlier call's metric is in doubt
 */
export async function correctIntent(
  dependencies: CorrectIntentDependencies,
  request: UtteranceRequest,
  tools: EmitOnceTools,
): Promise<Correction> {
  const contactId = contactIdOf(request);
  const beginOffsetMs = beginOffsetOf(request);
  const { intent, by } = bodyOf(Judging, request, '{"intent":"refund","by":"…"}');
  const utterance = await utteranceAt(dependencies, contactId, beginOffsetMs);
  const correction = await dependencies.judge(utterance, { intent, by, at: dependencies.now().toISOString() });
  await emitOnce(
    dependencies,
    {
      contactId,
      name: `intent-judged#${correction.segmentId}`,
      measurements: [intentMeasurement(correction)],
      at: Date.parse(correction.first.at),
    },
    tools,
  );
  return correction;
}

async function utteranceAt(
  { listUtterances }: Pick<ContactLedger, "listUtterances">,
  contactId: string,
  beginOffsetMs: number,
): Promise<JudgedUtterance> {
  const found = (await listUtterances(contactId)).find(
    (utterance) => utterance.participantRole === "CUSTOMER" && utterance.beginOffsetMs === beginOffsetMs,
  );
  if (!found) {
    throw rejected(
      `no utterance of the caller begins at ${beginOffsetMs} ms in this contact; GET /contacts/{contactId}/utterances lists them`,
    );
  }
  const { segmentId, languageCode, text, intent, confidenceOfIntent: confidence } = found;
  return { contactId, segmentId, languageCode, text, predicted: { intent: IntentLabel.parse(intent), confidence } };
}
