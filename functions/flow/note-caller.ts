import type { CallerHistory } from "../../ports/caller-history.ts";
import type { FlowEvent } from "../../schemas/flow.ts";

/** What noting a caller needs. */
export interface NoteCallerDependencies extends Pick<CallerHistory, "putCaller"> {
  /** The key of a caller who shows a number (adapters/caller-key.ts). */
  readonly callerKey: (endpoint: FlowEvent["Details"]["ContactData"]["CustomerEndpoint"]) => string | undefined;
}

/** Notes, by a key without the number, whose contact it is. A caller who shows no number stays unknown. Safe to repeat. */
export async function noteCaller({ callerKey, putCaller }: NoteCallerDependencies, event: FlowEvent): Promise<void> {
  const { ContactId, CustomerEndpoint } = event.Details.ContactData;
  const key = callerKey(CustomerEndpoint);
  if (key !== undefined) await putCaller(ContactId, key);
}
