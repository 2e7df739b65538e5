import { matterOf } from "../../domain/escalation/matter.ts";
import { mainDialectOf } from "../../domain/language/spoken-languages.ts";
import { queueFor } from "../../domain/routing/queue-for.ts";
import type { Queue } from "../../domain/routing/queue-table.ts";
import type { ContactLedger } from "../../ports/contact-ledger.ts";

/** The queue whose agents know what a contact was about and speak its caller's language. */
export async function queueOfContact(
  { readRecord, listDecisions }: Pick<ContactLedger, "readRecord" | "listDecisions">,
  contactId: string,
): Promise<Queue> {
  const [record, decisions] = await Promise.all([readRecord(contactId), listDecisions(contactId)]);
  return queueFor(mainDialectOf(record?.languageCode), matterOf(decisions) ?? "callback_request");
}
