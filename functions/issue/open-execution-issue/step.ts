import { executionCause, faultCause } from "../../../domain/issue/issue-cause.ts";
import { faultSeverity } from "../../../domain/issue/issue-severity.ts";
import type { ContactLedger } from "../../../ports/contact-ledger.ts";
import type { PublishEvent } from "../../../ports/event-publisher.ts";
import type { ReadExecution } from "../../../ports/executions.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import type { ExecutionStatusChange } from "../../../schemas/execution-status.ts";
import { announceIssue } from "../announce-issue.ts";

/** What `open-execution-issue` needs. */
export interface OpenExecutionIssueDependencies extends Pick<IssueRegister, "open">, Pick<ContactLedger, "listFaults"> {
  readonly readExecution: ReadExecution;
  readonly publish: PublishEvent;
  /** What the names of this stack's machines begin with, e.g. `aicc-dev-`. */
  readonly machinePrefix: string;
}

const badEnds: readonly string[] = ["FAILED", "TIMED_OUT", "ABORTED"];

/** Machines whose executions bear the id of the contact that they serve. */
const namedByContact: ReadonlySet<string> = new Set(["contact", "escalation", "callback"]);

/** The error of a contact whose machine has noted its fault in the ledger and opened an issue before it failed (state-machines/contact.asl.json). */
const contactUnfinished = "ContactUnfinished";

/**
 * Opens an issue for an execution that ended badly. A contact that failed by a fault joins the issue of that fault, as the same occurrence: the machine
 * and this step tell of the same thing.
 * @returns the number of the issue; null for an end that is none of its business
 */
export async function openExecutionIssue(
  dependencies: OpenExecutionIssueDependencies,
  { id, detail }: ExecutionStatusChange,
): Promise<{ issueId: string | null }> {
  const { executionArn, stateMachineArn, name, status } = detail;
  if (!badEnds.includes(status)) return { issueId: null };
  const machineName = stateMachineArn.slice(stateMachineArn.lastIndexOf(":") + 1);
  const machine = machineName.startsWith(dependencies.machinePrefix)
    ? machineName.slice(dependencies.machinePrefix.length)
    : machineName;
  const { error = status === "TIMED_OUT" ? "States.Timeout" : "no error" } =
    await dependencies.readExecution(executionArn);
  const contactId = namedByContact.has(machine) ? name : undefined;
  const fault =
    contactId !== undefined && error === contactUnfinished
      ? (await dependencies.listFaults(contactId)).at(-1)
      : undefined;
  const opened = await dependencies.open({
    ...(fault && contactId !== undefined
      ? {
          ...faultCause({ where: fault.where, error: fault.name, contactId }),
          source: "fault",
          summary: `${fault.where} failed with ${fault.name}`,
          cause: fault.name,
        }
      : {
          ...executionCause({ machine, status, error, executionArn }),
          source: "execution",
          summary: `an execution of ${machine} ended as ${status} with ${error}`,
          cause: error,
        }),
    severity: faultSeverity({ contactClosed: false }),
    contactId,
  });
  await announceIssue(dependencies.publish, opened, id);
  return { issueId: opened.issue.issueId };
}
