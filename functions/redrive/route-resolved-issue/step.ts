import type { DeadLetterQueues } from "../../../ports/dead-letter-queue.ts";
import type { Machines } from "../../../ports/machines.ts";
import type { IssueResolved } from "../../../schemas/domain-events.ts";

/** What `route-resolved-issue` needs. */
export interface RouteResolvedIssueDependencies extends Pick<Machines, "ensureRedrive"> {
  readonly queues: DeadLetterQueues;
}

/**
 * Starts a redrive of each queue in which letters lie. A resolved issue says that some cause is gone; whether it was that of the letters, the first letter
 * of each redrive tells.
 * @returns the redrives that were started
 */
export async function routeResolvedIssue(
  { queues, ensureRedrive }: RouteResolvedIssueDependencies,
  { detail }: IssueResolved,
): Promise<{ redrives: readonly string[] }> {
  const { issueId } = detail.data;
  const redrives: string[] = [];
  for (const [queue, letters] of queues) {
    if ((await letters.countLying()) === 0) continue;
    const redriveId = `${issueId}-${queue}`;
    await ensureRedrive({ redriveId, issueId, queue });
    redrives.push(redriveId);
  }
  return { redrives };
}
