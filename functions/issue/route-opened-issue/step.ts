import type { Machines } from "../../../ports/machines.ts";
import type { IssueOpened } from "../../../schemas/domain-events.ts";

/** Lets an execution watch over an issue that was opened. The execution is named by the issue, so that an event that comes twice starts one. */
export async function routeOpenedIssue(
  { ensureIssue }: Pick<Machines, "ensureIssue">,
  event: IssueOpened,
): Promise<void> {
  await ensureIssue(event.detail.data.issueId);
}
