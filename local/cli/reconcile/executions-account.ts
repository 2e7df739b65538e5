import { DescribeExecutionCommand, paginateGetExecutionHistory, type SFNClient } from "@aws-sdk/client-sfn";
import { z } from "zod";
import { listExecutions } from "../list-executions.ts";

/** How an execution of the machine `contact` closed its contact. */
const Closing = z.object({
  outcome: z.enum(["bot", "agent", "abandoned", "unreached"]),
  times: z.object({ handleMs: z.number().optional(), queueWaitMs: z.number().optional() }),
  finalSegments: z.number(),
  recordedSegments: z.number(),
  faults: z.number(),
});
export type ExecutionClosing = z.infer<typeof Closing>;

/** What the executions say of a day. */
export interface ExecutionsAccount {
  /** One for each contact whose execution has closed it. */
  readonly closings: readonly ExecutionClosing[];
  /** How many escalations and callbacks ended how; an execution that did not succeed counts under its status. */
  readonly escalations: Readonly<Record<string, number>>;
  readonly callbacks: Readonly<Record<string, number>>;
  /** Issues that are or were watched, and those that are settled. */
  readonly issues: { readonly watched: number; readonly settled: number };
}

/** The ARNs of the machines. */
export interface MachineArns {
  readonly contact: string;
  readonly escalation: string;
  readonly callback: string;
  readonly issue: string;
}

/** The machines of a stack, which are named alike. */
export function machineArns(contactMachineArn: string): MachineArns {
  const named = (machine: string) => contactMachineArn.replace(/contact$/, machine);
  return {
    contact: contactMachineArn,
    escalation: named("escalation"),
    callback: named("callback"),
    issue: named("issue"),
  };
}

/** Counts anew from the executions alone: their statuses, their outputs, and what `CloseContact` answered in each contact's history. */
export async function readExecutionsAccount(client: SFNClient, machines: MachineArns): Promise<ExecutionsAccount> {
  const closings: ExecutionClosing[] = [];
  for (const { executionArn } of await listExecutions(client, machines.contact)) {
    const closing = await readClosing(client, executionArn);
    if (closing) closings.push(closing);
  }
  const issues = await listExecutions(client, machines.issue);
  return {
    closings,
    escalations: await countOutcomes(client, machines.escalation),
    callbacks: await countOutcomes(client, machines.callback),
    issues: {
      watched: issues.length,
      settled: issues.filter(({ status }) => status === "SUCCEEDED").length,
    },
  };
}

const Answer = z.object({ Payload: Closing });

/** What the last `CloseContact` that succeeded has answered. */
async function readClosing(client: SFNClient, executionArn: string): Promise<ExecutionClosing | undefined> {
  let state: string | undefined;
  let answer: string | undefined;
  for await (const { events = [] } of paginateGetExecutionHistory({ client }, { executionArn, maxResults: 1_000 })) {
    for (const { stateEnteredEventDetails, taskSucceededEventDetails } of events) {
      state = stateEnteredEventDetails?.name ?? state;
      if (state === "CloseContact") answer = taskSucceededEventDetails?.output ?? answer;
    }
  }
  return answer === undefined ? undefined : Answer.parse(JSON.parse(answer)).Payload;
}

const Output = z.object({ outcome: z.string() });

async function countOutcomes(client: SFNClient, stateMachineArn: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { executionArn, status } of await listExecutions(client, stateMachineArn)) {
    const { output } = await client.send(new DescribeExecutionCommand({ executionArn }));
    const how = status === "SUCCEEDED" && output !== undefined ? Output.parse(JSON.parse(output)).outcome : status;
    counts[how] = (counts[how] ?? 0) + 1;
  }
  return counts;
}
