import { z } from "zod";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import { type Issue, IssueSeverity } from "../../../schemas/issue.ts";
import { bodyOf, type IssueRequest, issueIdOf } from "../issue-request.ts";

const Raising = z.strictObject({ severity: IssueSeverity });

/**
 * Raises an issue's severity.
 * @throws ContractViolation on a malformed number or body, and when the severity asked for is lower than what the issue has; Rejected for a number that
 * does not exist
 */
export async function raiseIssue({ raise }: Pick<IssueRegister, "raise">, request: IssueRequest): Promise<Issue> {
  const issueId = issueIdOf(request);
  const { severity } = bodyOf(Raising, request, '{"severity":"high"}');
  const issue = await raise(issueId, severity);
  if (issue.severity === severity) return issue;
  throw contractViolation(
    `severity: ${issueId} has severity ${issue.severity}, which is only ever raised, never lowered to ${severity}`,
  );
}
