import type { CallerHistory } from "../../ports/caller-history.ts";

/** The key of a contact's caller; the contact itself stands in for a caller who is not known by a key, and so has no other contacts. */
export async function callerKeyOf({ callerOf }: Pick<CallerHistory, "callerOf">, contactId: string): Promise<string> {
  return (await callerOf(contactId)) ?? `contact:${contactId}`;
}
