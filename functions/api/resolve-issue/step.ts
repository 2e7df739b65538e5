import { z } from "zod";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import type { Issue } from "../../../schemas/issue.ts";
import { type SignalIssueDependencies, signalIssue } from "../../issue/signal-issue.ts";
import { bodyOf, type IssueRequest, issueIdOf } from "../issue-request.ts";
import { redactFreeText } from "../redact-free-text.ts";

/** What resolving needs. */
export type ResolveIssueDependencies = SignalIssueDependencies & Pick<IssueRegister, "resolve">;

const FreeText = z
  .string()
  .min(1)
  .max(500)
  .transform((text) => redactFreeText(text).slice(0, 500));
const Resolution = z.strictObject({
  cause: FreeText.exactOptional(),
  remedy: FreeText,
  prevention: FreeText.exactOptional(),
});

/**
 * Resolves an issue and wakes its execution. The body names the remedy and, where known, cause and prevention; personal data in them is redacted.
 * @throws ContractViolation on a malformed number or body, Rejected for a number that does not exist
 */
export async function resolveIssue(dependencies: ResolveIssueDependencies, request: IssueRequest): Promise<Issue> {
  const issueId = issueIdOf(request);
  const issue = await dependencies.resolve(issueId, bodyOf(Resolution, request, '{"remedy":"…"}'));
  await signalIssue(dependencies, issueId);
  return issue;
}
