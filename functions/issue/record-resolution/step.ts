import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import type { IssueWatch } from "../../../ports/issue-watch.ts";
import { notReady } from "../../../runtime/faults.ts";
import type { StepTools } from "../../../runtime/step.ts";
import type { IssueInput } from "../issue-input.ts";

/** What `RecordResolution` needs. */
export interface RecordResolutionDependencies extends Pick<IssueRegister, "read">, Pick<IssueWatch, "claimOnce"> {
  readonly publish: PublishEvent;
}

/**
 * Measures a resolved issue, once per issue: the claim in the ledger comes first, so a repeated step measures nothing. Then publishes `IssueResolved.v1`.
 * @returns whether this run measured it
 */
export async function recordResolution(
  { read, claimOnce, publish }: RecordResolutionDependencies,
  { issueId }: IssueInput,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<{ measured: boolean }> {
  const issue = await read(issueId);
  const { severity, source, contactId, occurrences, timeToTakeMs, timeToResolveMs, resolvedAt } = issue;
  if (resolvedAt === undefined || timeToResolveMs === undefined) throw notReady(`issue ${issueId} is not resolved yet`);
  const measured = await claimOnce(issueId, "resolution-metrics");
  if (measured) {
    metrics.add({ metric: "IssuesResolved", value: 1, dimensions: { Severity: severity, Source: source } });
    metrics.add({ metric: "IssueOccurrences", value: occurrences, dimensions: {} });
    metrics.add({ metric: "TimeToResolve", value: timeToResolveMs, dimensions: { Severity: severity } });
    if (timeToTakeMs !== undefined)
      metrics.add({ metric: "TimeToTake", value: timeToTakeMs, dimensions: { Severity: severity } });
  }
  await publish({
    type: "IssueResolved.v1",
    id: `${issueId}.resolved`,
    occurredAt: resolvedAt,
    correlationId: contactId ?? issueId,
    causationId: issueId,
    data: { issueId, severity, source, contactId, occurrences, timeToTakeMs, timeToResolveMs },
  });
  return { measured };
}
