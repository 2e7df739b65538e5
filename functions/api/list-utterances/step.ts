import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { CorrectionRegister } from "../../../ports/correction-register.ts";
import { rejected } from "../../../runtime/faults.ts";
import type { Judgement } from "../../../schemas/correction.ts";
import { contactIdOf, type UtteranceRequest } from "../utterance-request.ts";

/** What an agent sees of one utterance. */
export interface ListedUtterance {
  /** Names the utterance in `POST /contacts/{contactId}/utterances/{beginOffsetMs}/intent`. */
  readonly beginOffsetMs: number;
  readonly languageCode: string;
  /** Redacted. */
  readonly text: string;
  readonly intent: string;
  readonly confidence: number;
  readonly sentiment: string;
  /** What an agent said of the intent. */
  readonly judgement?: Judgement;
}

/**
 * What the caller said, in the order of speech, redacted, with what was understood and what agents said of it.
 * @throws ContractViolation on a malformed path, Rejected for a contact that the ledger does not know
 */
export async function listUtterances(
  dependencies: Pick<ContactLedger, "readRecord" | "listUtterances"> & Pick<CorrectionRegister, "listOfContact">,
  request: UtteranceRequest,
): Promise<{ utterances: readonly ListedUtterance[] }> {
  const contactId = contactIdOf(request);
  const [record, utterances, corrections] = await Promise.all([
    dependencies.readRecord(contactId),
    dependencies.listUtterances(contactId),
    dependencies.listOfContact(contactId),
  ]);
  if (!record && utterances.length === 0) throw rejected(`there is no contact ${contactId} in the ledger`);
  const judged = new Map(corrections.map(({ segmentId, judgement }) => [segmentId, judgement]));
  return {
    utterances: utterances
      .filter(({ participantRole }) => participantRole === "CUSTOMER")
      .sort((a, b) => a.beginOffsetMs - b.beginOffsetMs)
      .map(({ segmentId, beginOffsetMs, languageCode, text, intent, confidenceOfIntent, sentiment }) => {
        const judgement = judged.get(segmentId);
        const seen = { beginOffsetMs, languageCode, text, intent, confidence: confidenceOfIntent, sentiment };
        return judgement ? { ...seen, judgement } : seen;
      }),
  };
}
