import type { CallbackBook } from "../../ports/callback-book.ts";
import type { CallerHistory } from "../../ports/caller-history.ts";
import { rejected } from "../../runtime/faults.ts";
import type { CallerRequest } from "./caller-request.ts";

/** What the do-not-call list needs. */
export type SetDoNotCallDependencies = Pick<CallbackBook, "setDoNotCall"> & Pick<CallerHistory, "callerOf">;

/**
 * Enters the caller of a contact into the do-not-call list, or takes them out. The list knows callers by their key; the number is not needed and not told.
 * @throws Rejected for a contact whose caller is not known (any more)
 */
export async function setDoNotCall(
  { callerOf, setDoNotCall }: SetDoNotCallDependencies,
  { pathParameters: { contactId } }: CallerRequest,
  doNotCall: boolean,
): Promise<{ contactId: string; doNotCall: boolean }> {
  const callerKey = await callerOf(contactId);
  if (callerKey === undefined) {
    throw rejected(
      `the caller of contact ${contactId} is not known: there is no such contact, it is older than 30 days, or the number was withheld`,
    );
  }
  await setDoNotCall(callerKey, doNotCall);
  return { contactId, doNotCall };
}
