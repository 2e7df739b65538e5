import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from "@aws-sdk/client-sfn";
import type { ReadExecution } from "../ports/executions.ts";
import type { Machines } from "../ports/machines.ts";
import { faultOf } from "./aws-faults.ts";

/** The machines on AWS Step Functions. */
export function createMachines(
  client: SFNClient,
  arns: {
    contact?: string;
    escalation?: string;
    callback?: string;
    utterance?: string;
    issue?: string;
    remedy?: string;
    redrive?: string;
  },
): Machines {
  /** Starts an execution unless there is or was one of that name. */
  const ensure = async (stateMachineArn: string | undefined, name: string, input: object, what: string) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw faultOf(error, `start the execution of ${what}`);
    }
  };
  return {
    ensureContact: (contactId) => ensure(arns.contact, contactId, { contactId }, `contact ${contactId}`),
    ensureEscalation: (contactId) =>
      ensure(arns.escalation, contactId, { contactId }, `escalation for contact ${contactId}`),
    ensureCallback: (contactId) => ensure(arns.callback, contactId, { contactId }, `callback for contact ${contactId}`),
    ensureIssue: (issueId) => ensure(arns.issue, issueId, { issueId }, `issue ${issueId}`),
    ensureRemedy: (request) => ensure(arns.remedy, request.remedyId, request, `remedy ${request.remedyId}`),
    ensureRedrive: (occasion) => ensure(arns.redrive, occasion.redriveId, occasion, `redrive ${occasion.redriveId}`),
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

/** Reads executions of AWS Step Functions; see {@link ReadExecution}. */
export function createExecutionReader(client: SFNClient): ReadExecution {
  return async (executionArn) => {
    try {
      const { error } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return error === undefined ? {} : { error };
    } catch (error) {
      throw faultOf(error, `read the execution ${executionArn}`);
    }
  };
}
