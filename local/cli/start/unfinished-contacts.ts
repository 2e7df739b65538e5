import type { ContactExecution } from "../day-report.ts";
import type { LedgerSnapshot } from "../ledger-snapshot.ts";

/** A contact that has not reached an end, and what it is known to lack. */
export interface UnfinishedContact {
  readonly contactId: string;
  readonly reason: string;
  /** Its execution, while that is still running. */
  readonly executionArn?: string;
}

/**
 * Tells which contacts, the planned ones and those that came of them, have not reached an end state: an execution of their own that is no longer running, and a closed record (or an execution that
 * ended in a named Fail, which leaves the record as it is).
 */
export function unfinishedContacts(
  contactIds: readonly string[],
  ledger: LedgerSnapshot,
  executions: readonly ContactExecution[],
): UnfinishedContact[] {
  const byContact = new Map(executions.map((execution) => [execution.contactId, execution]));
  const known = new Set(contactIds);
  // Calls of ours are in no plan; while they last, the day is not over.
  const others = executions.flatMap(({ contactId, status }) =>
    status === "RUNNING" && !known.has(contactId) ? [contactId] : [],
  );
  return [...contactIds, ...others].flatMap((contactId) => {
    const execution = byContact.get(contactId);
    const reason = reasonOf(execution, ledger.contacts.get(contactId)?.record?.state);
    if (reason === undefined) return [];
    return [{ contactId, reason, ...(execution?.status === "RUNNING" && { executionArn: execution.executionArn }) }];
  });
}

function reasonOf(
  execution: ContactExecution | undefined,
  recordState: "open" | "closed" | undefined,
): string | undefined {
  if (!execution) {
    return recordState === undefined
      ? "it has neither an execution nor a record: none of its events arrived"
      : "it has a record but no execution of the machine contact";
  }
  if (execution.status === "RUNNING") return "its execution is still running";
  if (execution.status === "SUCCEEDED" && recordState !== "closed")
    return "its execution succeeded but its record is not closed";
  return undefined;
}
