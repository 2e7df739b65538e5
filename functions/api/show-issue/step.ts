import type { IssueRegister } from "../../../ports/issue-register.ts";
import type { IssueWatch } from "../../../ports/issue-watch.ts";
import type { Issue, IssueNotice } from "../../../schemas/issue.ts";
import { type IssueRequest, issueIdOf } from "../issue-request.ts";

/**
 * One issue, and which lines were told of it.
 * @throws ContractViolation on a malformed number, Rejected for one that does not exist
 */
export async function showIssue(
  { read, listNotices }: Pick<IssueRegister, "read"> & Pick<IssueWatch, "listNotices">,
  request: IssueRequest,
): Promise<{ issue: Issue; notices: readonly IssueNotice[] }> {
  const issueId = issueIdOf(request);
  return { issue: await read(issueId), notices: await listNotices(issueId) };
}
