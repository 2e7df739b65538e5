import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { Gateway } from "../../local/gateway/gateway.ts";
import { logEntry } from "../../local/step-functions/execution/execution-log.ts";
import { createStepFunctions, type StepFunctions } from "../../local/step-functions/step-functions-service.ts";
import type { VirtualClock } from "../../local/virtual-clock.ts";
import { recordedFunctions } from "./function-behaviour.ts";
import type { RecordedExecution } from "./recorded-execution.ts";

/** The role that replayed machines are created with. */
export const roleArn = "arn:aws:iam::111111111111:role/conformance";

/** What the local service answered. Events and descriptions are as the SDK gives them, times included. */
export interface ExecutionAnswer {
  readonly events: readonly Readonly<Record<string, unknown>>[];
  /** The answer of DescribeExecution or StartSyncExecution; undefined for asynchronous Express executions, which have neither. */
  readonly description: Readonly<Record<string, unknown>> | undefined;
}

const account = { region: "us-east-1", accountId: "111111111111" };

/** What recordings are replayed with. Time goes on from one to the next, so that one clock serves them all. */
export interface ReplayRoom<Client> {
  readonly gateway: Gateway;
  readonly client: Client;
  readonly clock: VirtualClock;
}

/** Replays one recorded execution over HTTP, in virtual time. Each has a service of its own, put in place of the one before. */
export async function replayExecution(
  line: RecordedExecution,
  { gateway, client, clock }: ReplayRoom<SFNClient>,
): Promise<ExecutionAnswer> {
  const stage = createStage(line, clock);
  gateway.mount(stage.service);
  try {
    const { stateMachineArn } = await client.send(
      new CreateStateMachineCommand({
        name: "replayed",
        definition: line.definitionText,
        roleArn,
        type: line.type,
        loggingConfiguration: { level: "ALL", includeExecutionData: true },
      }),
    );
    return await run(line, stateMachineArn, stage, client);
  } finally {
    await stage.service.close();
  }
}

interface Stage {
  readonly service: StepFunctions;
  readonly clock: VirtualClock;
  /** The last line of the execution's log, once the execution has ended. */
  readonly ended: Promise<Readonly<Record<string, unknown>>>;
  /** Resolves when the line's actions are due: a state of that name was entered. */
  readonly actionDue: Promise<void>;
}

function createStage(line: RecordedExecution, clock: VirtualClock): Stage {
  let count = 0;
  const ids = () => {
    count += 1;
    return `${count.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
  };
  const ended = Promise.withResolvers<Readonly<Record<string, unknown>>>();
  const due = Promise.withResolvers<void>();
  const [action] = line.actions;
  const service = createStepFunctions({
    clock,
    ids,
    random: () => 0.5,
    functions: recordedFunctions(line, clock, ids),
    ...account,
    onExecutionEvent: (execution, event) => {
      const entry = logEntry(execution, event);
      if (action?.when.event === event.type && isOfState(event.details, action.when.name)) due.resolve();
      if (!/^Execution(Succeeded|Failed|TimedOut|Aborted)$/.test(event.type)) return;
      const [name] = Object.keys(event.details);
      ended.resolve({
        type: event.type,
        id: entry?.id,
        previousEventId: entry?.previous_event_id,
        ...(name !== undefined && { [name]: entry?.details }),
      });
    },
  });
  return { service, clock, ended: ended.promise, actionDue: due.promise };
}

function isOfState(details: object, name: string | undefined): boolean {
  if (name === undefined) return true;
  return Object.values(details).some((fields) => typeof fields === "object" && fields !== null && fields.name === name);
}

async function run(
  line: RecordedExecution,
  stateMachineArn: string | undefined,
  { clock, ended, actionDue }: Stage,
  client: SFNClient,
): Promise<ExecutionAnswer> {
  const request = { stateMachineArn, input: line.inputText };
  if (line.type === "EXPRESS" && line.expected.history === "status-only") {
    const answered = client.send(new StartSyncExecutionCommand(request));
    answered.catch(() => undefined);
    await clock.runUntil(Promise.race([ended, answered]));
    const { $metadata: _, ...description } = await answered;
    return { events: [], description };
  }
  const { executionArn } = await client.send(new StartExecutionCommand(request));
  for (const _action of line.actions) {
    await clock.runUntil(actionDue);
    await client.send(new StopExecutionCommand({ executionArn }));
  }
  const lastLogLine = await clock.runUntil(ended);
  if (line.type === "EXPRESS") return { events: [lastLogLine], description: undefined };
  const { $metadata: _, ...description } = await client.send(new DescribeExecutionCommand({ executionArn }));
  return { events: await history(client, executionArn), description };
}

async function history(client: SFNClient, executionArn: string | undefined): Promise<Record<string, unknown>[]> {
  const events: Record<string, unknown>[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new GetExecutionHistoryCommand({ executionArn, nextToken, maxResults: 50 }));
    for (const { timestamp: _, ...event } of page.events ?? []) events.push(event);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}
