import { z } from "zod";
import type { IssueWatch } from "../../../ports/issue-watch.ts";
import type { StepTools } from "../../../runtime/step.ts";
import { IssueId, IssueNotice } from "../../../schemas/issue.ts";

/** Input of `RecordNotice`: which line was told of what, or could not be. */
export const RecordNoticeInput = IssueNotice.omit({ at: true }).extend({
  issueId: IssueId,
  occasion: z.string().min(1),
});

/** What `RecordNotice` needs. */
export interface RecordNoticeDependencies extends Pick<IssueWatch, "putNotice"> {
  readonly now: () => Date;
}

/**
 * Keeps with the issue that a line was told, and counts it once: the notice in the ledger comes first, so a repeated step counts nothing.
 * @returns whether this run counted it
 */
export async function recordNotice(
  { putNotice, now }: RecordNoticeDependencies,
  { issueId, occasion, ...notice }: z.infer<typeof RecordNoticeInput>,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<{ counted: boolean }> {
  if (!(await putNotice(issueId, { ...notice, at: now().toISOString() }))) return { counted: false };
  if (notice.told) metrics.add({ metric: "IssueNotices", value: 1, dimensions: { Line: notice.line } });
  else metrics.add({ metric: "IssueNoticesLost", value: 1, dimensions: {} });
  if (occasion === "last") metrics.add({ metric: "IssuesLeftUnresolved", value: 1, dimensions: {} });
  return { counted: true };
}
