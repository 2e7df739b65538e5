import { z } from "zod";
import { issueOrdinal } from "../../../domain/issue/issue-number.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import { parse } from "../../../runtime/parse.ts";
import type { Issue } from "../../../schemas/issue.ts";
import { RequestWithBody, readJsonBody } from "../request-body.ts";

/** The parts of an HTTP API event that resolving reads. */
export const ResolveIssueRequest = RequestWithBody.extend({ pathParameters: z.object({ issueId: z.string() }) });

const Resolution = z.strictObject({
  cause: z.string().min(1).max(500).exactOptional(),
  remedy: z.string().min(1).max(500),
  prevention: z.string().min(1).max(500).exactOptional(),
});

/**
 * Resolves an issue. The body names the remedy and, where known, cause and prevention.
 * @throws ContractViolation on a malformed number or body, Rejected for a number that does not exist
 */
export async function resolveIssue(
  { resolve }: Pick<IssueRegister, "resolve">,
  request: z.infer<typeof ResolveIssueRequest>,
): Promise<Issue> {
  const { issueId } = request.pathParameters;
  try {
    issueOrdinal(issueId);
  } catch (cause) {
    throw contractViolation("issueId in the path must look like ISS-001", { cause });
  }
  const body = readJsonBody(request, '{"remedy":"…"}');
  return resolve(issueId, parse(Resolution, body, "the body"));
}
