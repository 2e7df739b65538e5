import { z } from "zod";
import { faultCause } from "../../../domain/issue/issue-cause.ts";
import { faultSeverity } from "../../../domain/issue/issue-severity.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import { announceIssue } from "../../issue/announce-issue.ts";

/** Input of `OpenFaultIssue`: which step of which contact failed, and with what. */
export const OpenFaultIssueInput = z.object({
  contactId: z.string().min(1),
  where: z.string().min(1),
  error: z.string().min(1),
  /** The contact goes on to its end all the same. */
  contactGoesOn: z.boolean(),
});

/** What `OpenFaultIssue` needs. */
export interface OpenFaultIssueDependencies extends Pick<ContactLedger, "recordFault">, Pick<IssueRegister, "open"> {
  readonly publish: PublishEvent;
  readonly now: () => Date;
}

/**
 * Notes the fault in the contact's story, opens an issue for it and publishes `IssueOpened.v1`; the same step failing with the same error in many contacts
 * is one issue.
 */
export async function openFaultIssue(
  dependencies: OpenFaultIssueDependencies,
  input: z.infer<typeof OpenFaultIssueInput>,
): Promise<{ issueId: string }> {
  const { contactId, where, error, contactGoesOn } = input;
  const at = dependencies.now().toISOString();
  await dependencies.recordFault(contactId, { faultId: `${where}#${error}`, name: error, where, at });
  const opened = await dependencies.open({
    ...faultCause({ where, error, contactId }),
    severity: faultSeverity({ contactClosed: contactGoesOn }),
    source: "fault",
    summary: `${where} failed with ${error}`,
    contactId,
    cause: error,
  });
  await announceIssue(dependencies.publish, opened, contactId);
  return { issueId: opened.issue.issueId };
}
