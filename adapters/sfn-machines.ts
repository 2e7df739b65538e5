import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";
import type { Machines } from "../ports/machines.ts";
import { faultOf } from "./aws-faults.ts";

/** The machines on AWS Step Functions. */
export function createMachines(
  client: SFNClient,
  arns: { contact?: string; escalation?: string; utterance?: string },
): Machines {
  /** Whoever is first starts it; the name makes every later start the same one. */
  const ensure = async (machine: "contact" | "escalation", contactId: string): Promise<void> => {
    try {
      const input = JSON.stringify({ contactId });
      await client.send(new StartExecutionCommand({ stateMachineArn: arns[machine], name: contactId, input }));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists))
        throw faultOf(error, `start the execution of ${machine} for contact ${contactId}`);
    }
  };
  return {
    ensureContact: (contactId) => ensure("contact", contactId),
    ensureEscalation: (contactId) => ensure("escalation", contactId),
    resume: async (token, output) => {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }));
        return true;
      } catch (error) {
        if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken)
          return false;
        throw faultOf(error, "resume a waiting task");
      }
    },
    runUtterance: async (segment) => {
      try {
        const input = JSON.stringify(segment);
        // Execution names take no "#"; the name ties a run to its segment in the machine's log.
        const name = segment.segmentId.replaceAll("#", "_");
        const run = await client.send(new StartSyncExecutionCommand({ stateMachineArn: arns.utterance, name, input }));
        if (run.status === "SUCCEEDED") return { status: "succeeded" };
        return { status: "failed", error: run.error ?? String(run.status), cause: run.cause ?? "" };
      } catch (error) {
        throw faultOf(error, `run the utterance machine for segment ${segment.segmentId}`);
      }
    },
  };
}
