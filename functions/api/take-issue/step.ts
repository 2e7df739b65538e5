import { z } from "zod";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import type { Issue } from "../../../schemas/issue.ts";
import { type SignalIssueDependencies, signalIssue } from "../../issue/signal-issue.ts";
import { bodyOf, type IssueRequest, issueIdOf } from "../issue-request.ts";

/** What taking needs. */
export interface TakeIssueDependencies extends SignalIssueDependencies, Pick<IssueRegister, "take"> {
  readonly publish: PublishEvent;
}

const Taking = z.strictObject({ by: z.string().trim().min(1).max(100) });

/**
 * Puts an issue into somebody's hands, wakes its execution, so that no further line is told, and publishes `IssueTaken.v1`. An issue that is taken goes
 * over to whoever takes it now; one that is resolved stays as it is.
 * @throws ContractViolation on a malformed number or body, Rejected for a number that does not exist
 */
export async function takeIssue(dependencies: TakeIssueDependencies, request: IssueRequest): Promise<Issue> {
  const issueId = issueIdOf(request);
  const { by } = bodyOf(Taking, request, '{"by":"…"}');
  const issue = await dependencies.take(issueId, by);
  await signalIssue(dependencies, issueId);
  const { state, severity, source, contactId, takenAt, timeToTakeMs } = issue;
  if (state === "taken" && takenAt !== undefined) {
    await dependencies.publish({
      type: "IssueTaken.v1",
      id: `${issueId}.taken`,
      occurredAt: takenAt,
      correlationId: contactId ?? issueId,
      causationId: issueId,
      data: { issueId, severity, source, contactId, timeToTakeMs },
    });
  }
  return issue;
}
