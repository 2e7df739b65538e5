import { z } from "zod";
import { faultSeverity } from "../../../domain/issue/issue-severity.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";

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
  readonly now: () => Date;
}

/** Notes the fault in the contact's story and opens an issue for it; the same step failing with the same error in many contacts is one issue. */
export async function openFaultIssue(
  dependencies: OpenFaultIssueDependencies,
  input: z.infer<typeof OpenFaultIssueInput>,
): Promise<{ issueId: string }> {
  const { contactId, where, error, contactGoesOn } = input;
  const at = dependencies.now().toISOString();
  await dependencies.recordFault(contactId, { faultId: `${where}#${error}`, name: error, where, at });
  const { issue } = await dependencies.open({
    severity: faultSeverity({ contactClosed: contactGoesOn }),
    source: "fault",
    causeKey: `fault#${where}#${error}`,
    summary: `${where} failed with ${error}`,
    contactId,
    cause: error,
  });
  return { issueId: issue.issueId };
}
