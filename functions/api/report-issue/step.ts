import { z } from "zod";
import { manualCause } from "../../../domain/issue/issue-cause.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import { type Issue, IssueSeverity } from "../../../schemas/issue.ts";
import { announceIssue } from "../../issue/announce-issue.ts";
import { bodyOf, type IssueRequest } from "../issue-request.ts";
import { redactFreeText } from "../redact-free-text.ts";

/** What reporting needs. */
export interface ReportIssueDependencies extends Pick<IssueRegister, "open"> {
  readonly publish: PublishEvent;
  /** A new id each time, for a request that has none. */
  readonly newId: () => string;
}

const Report = z.strictObject({
  severity: IssueSeverity,
  summary: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .transform((text) => redactFreeText(text).slice(0, 500)),
  /** The contact in which it was seen. */
  contactId: z.string().min(1).max(100).exactOptional(),
});

/**
 * Opens an issue for what a person reports and publishes `IssueOpened.v1`. The same words join the unresolved issue of those words. Personal data in
 * them is redacted.
 * @returns the issue, and whether it is a new one
 * @throws ContractViolation on a malformed body
 */
export async function reportIssue(
  { open, publish, newId }: ReportIssueDependencies,
  request: IssueRequest,
): Promise<{ issue: Issue; isNew: boolean }> {
  const report = bodyOf(Report, request, '{"severity":"low","summary":"…"}');
  const requestId = request.requestContext?.requestId ?? newId();
  const opened = await open({
    ...manualCause({ summary: report.summary, requestId }),
    severity: report.severity,
    source: "manual",
    summary: report.summary,
    contactId: report.contactId,
    cause: undefined,
  });
  await announceIssue(publish, opened, requestId);
  return { issue: opened.issue, isNew: opened.isNew };
}
