import { z } from "zod";
import { issueOrdinal } from "../../../domain/issue/issue-number.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import { parse } from "../../../runtime/parse.ts";
import type { Issue } from "../../../schemas/issue.ts";

/** The parts of an HTTP API event that resolving reads. */
export const ResolveIssueRequest = z.object({
  pathParameters: z.object({ issueId: z.string() }),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

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
  const text = request.isBase64Encoded
    ? Buffer.from(request.body ?? "", "base64").toString("utf8")
    : (request.body ?? "");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw contractViolation('the body must be JSON such as {"remedy":"…"}', { cause });
  }
  return resolve(issueId, parse(Resolution, body, "the body"));
}
