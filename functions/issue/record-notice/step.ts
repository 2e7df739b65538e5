import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { z } from "zod";
import type { IssueWatch } from "../../../ports/issue-watch.ts";
import type { StepTools } from "../../../runtime/step.ts";
import { IssueId, IssueNotice, IssueSeverity, IssueSource } from "../../../schemas/issue.ts";

/** Input of `RecordNotice`: which line was told of what, or could not be. */
export const RecordNoticeInput = IssueNotice.omit({ at: true }).extend({
  issueId: IssueId,
  occasion: z.string().min(1),
  severity: IssueSeverity,
  source: IssueSource,
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
  { issueId, occasion, severity, source, ...notice }: z.infer<typeof RecordNoticeInput>,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<{ counted: boolean }> {
  if (!(await putNotice(issueId, { ...notice, at: now().toISOString() }))) return { counted: false };
  metrics.addMetadata("issueId", issueId);
  metrics.addDimensions({ Line: notice.line, Severity: severity, Source: source });
  metrics.addMetric(notice.told ? "IssueNotices" : "IssueNoticesLost", MetricUnit.Count, 1);
  if (occasion === "last") metrics.addMetric("IssuesLeftUnresolved", MetricUnit.Count, 1);
  return { counted: true };
}
