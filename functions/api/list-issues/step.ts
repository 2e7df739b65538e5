import { z } from "zod";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import { parse } from "../../../runtime/parse.ts";
import { type Issue, IssueSeverity, IssueState } from "../../../schemas/issue.ts";
import type { IssueRequest } from "../issue-request.ts";

const commaSeparated = (text: string) => text.split(",").map((part) => part.trim());
const Filter = z.strictObject({
  state: z.string().transform(commaSeparated).pipe(z.array(IssueState)).exactOptional(),
  severity: z.string().transform(commaSeparated).pipe(z.array(IssueSeverity)).exactOptional(),
});

/**
 * The issues in the order of their numbers; `?state=open,taken` and `?severity=high` leave out the others.
 * @throws ContractViolation for a filter that does not exist
 */
export async function listIssues(
  { list }: Pick<IssueRegister, "list">,
  { queryStringParameters }: IssueRequest,
): Promise<{ issues: readonly Issue[] }> {
  const { state, severity } = parse(Filter, queryStringParameters ?? {}, "the query");
  const issues = await list();
  return {
    issues: issues.filter(
      (issue) => (state?.includes(issue.state) ?? true) && (severity?.includes(issue.severity) ?? true),
    ),
  };
}
