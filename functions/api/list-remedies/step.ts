import type { RemedyBook } from "../../../ports/remedy-book.ts";
import type { Remedy, RemedyAction, RemedySwitch } from "../../../schemas/remedy.ts";

/** How many remedies, and how many entries of the audit log, are listed: the newest. */
const mostListed = 200;

/** The book of remedies as the API lists it, the newest first. */
export interface RemedyList {
  readonly switch: RemedySwitch;
  readonly remedies: readonly Remedy[];
  readonly actions: readonly RemedyAction[];
}

/** The newest remedies with their audit log, and whether remedies may act. */
export async function listRemedies({
  readSwitch,
  list,
  listActions,
}: Pick<RemedyBook, "readSwitch" | "list" | "listActions">): Promise<RemedyList> {
  const [turned, remedies, actions] = await Promise.all([readSwitch(), list(), listActions()]);
  return { switch: turned, remedies: remedies.slice(0, mostListed), actions: actions.slice(0, mostListed) };
}
