import { transcriptOf } from "../../../domain/contact/transcript.ts";
import type { PutDocument } from "../../../ports/archive.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import { notReady } from "../../../runtime/faults.ts";
import type { ContactInput } from "../contact-input.ts";

/** What `ArchiveTranscript` needs. */
export type ArchiveTranscriptDependencies = Pick<ContactLedger, "readRecord" | "listUtterances"> & {
  readonly putDocument: PutDocument;
};

/** Archives the redacted transcript as `transcripts/<yyyy>/<mm>/<dd>/<contact id>.json` and returns that key. Repeating it writes the same document. */
export async function archiveTranscript(
  dependencies: ArchiveTranscriptDependencies,
  { contactId }: ContactInput,
): Promise<{ key: string }> {
  const [record, utterances] = await Promise.all([
    dependencies.readRecord(contactId),
    dependencies.listUtterances(contactId),
  ]);
  if (!record?.closing) throw notReady(`contact ${contactId} is not closed yet`);
  const day = (record.facts.initiatedAt ?? record.closing.closedAt).slice(0, 10).replaceAll("-", "/");
  const key = `transcripts/${day}/${contactId}.json`;
  await dependencies.putDocument(key, {
    contactId,
    languageCode: record.languageCode ?? null,
    facts: record.facts,
    closing: record.closing,
    transcript: transcriptOf(record.facts, utterances, record.mediaStartedAt),
  });
  return { key };
}
