import { type ExecutionStatus, GetExecutionHistoryCommand, type SFNClient } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand, paginateListQueues, type SQSClient } from "@aws-sdk/client-sqs";
import { summariseSurveys } from "../../domain/survey/summarise-surveys.ts";
import type { SurveyFigures } from "../../schemas/survey.ts";
import type { LedgerSnapshot } from "./ledger-snapshot.ts";
import { listExecutions } from "./list-executions.ts";

/** What heard, understood and telephoned; simulated engines say so in their names. */
export interface EngineNames {
  readonly speech: string;
  readonly language: string;
  readonly telephony: string;
}

/** The day in figures. Every figure is counted in the stores and executions. */
export interface DayReport {
  /** Calls of ours that nobody took are no contacts with anybody, and not among them. */
  readonly contacts: number;
  readonly bot: number;
  readonly agent: number;
  readonly abandoned: number;
  readonly issues: number;
  /** Final segments in the ledger. */
  readonly segments: number;
  /** Final segments that transcription produced and the ledger does not hold. */
  readonly lostSegments: number;
  readonly failedExecutions: number;
  /** Messages in all queues whose names end in `-dlq`. */
  readonly deadLetters: number;
  /** Milliseconds from the end of an utterance reaching Kinesis Video to the decision; null when nothing was decided. */
  readonly decisionMsP50: number | null;
  readonly decisionMsP95: number | null;
  /** How many were asked, how many answered, and the mean of each question. */
  readonly surveys: SurveyFigures;
  readonly engines: EngineNames;
}

/** An execution of the contact machine: named by its contact. */
export interface ContactExecution {
  readonly contactId: string;
  readonly executionArn: string;
  readonly status: ExecutionStatus;
}

/** Lists every contact's execution. */
export async function listContactExecutions(client: SFNClient, contactMachineArn: string): Promise<ContactExecution[]> {
  const executions = await listExecutions(client, contactMachineArn);
  return executions.map(({ name, ...execution }) => ({ contactId: name, ...execution }));
}

/** The state that an execution entered last; undefined before the first. */
export async function newestState(client: SFNClient, executionArn: string): Promise<string | undefined> {
  const { events = [] } = await client.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 100, includeExecutionData: false }),
  );
  return events.find((event) => event.stateEnteredEventDetails)?.stateEnteredEventDetails?.name;
}

/** Counts the messages, seen or in flight, in all dead-letter queues. */
export async function countDeadLetters(client: SQSClient): Promise<number> {
  let count = 0;
  for await (const page of paginateListQueues({ client }, {})) {
    for (const QueueUrl of page.QueueUrls ?? []) {
      if (!QueueUrl.endsWith("-dlq")) continue;
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
        }),
      );
      count += Object.values(Attributes).reduce((sum, value) => sum + Number(value), 0);
    }
  }
  return count;
}

/** Puts the day together from what was read of the stores. */
export function dayReport(
  ledger: LedgerSnapshot,
  executions: readonly ContactExecution[],
  deadLetters: number,
  engines: EngineNames,
): DayReport {
  const contacts = [...ledger.contacts.values()].filter(
    ({ record }) => record !== undefined && record.closing?.outcome !== "unreached",
  );
  const outcomes = contacts.map((contact) => contact.record?.closing?.outcome);
  const latencies = contacts
    .flatMap((contact) =>
      contact.decisions.filter((decision) => decision.action !== "none").map((decision) => decision.latencyMs),
    )
    .sort((one, other) => one - other);
  return {
    contacts: contacts.length,
    bot: outcomes.filter((outcome) => outcome === "bot").length,
    agent: outcomes.filter((outcome) => outcome === "agent").length,
    abandoned: outcomes.filter((outcome) => outcome === "abandoned").length,
    issues: ledger.issues.length,
    segments: contacts.reduce((sum, contact) => sum + contact.segments.length, 0),
    lostSegments: contacts.reduce(
      (sum, contact) => sum + Math.max(0, (contact.record?.closing?.finalSegments ?? 0) - contact.segments.length),
      0,
    ),
    failedExecutions: executions.filter(({ status }) => status !== "RUNNING" && status !== "SUCCEEDED").length,
    deadLetters,
    decisionMsP50: percentile(latencies, 0.5),
    decisionMsP95: percentile(latencies, 0.95),
    surveys: summariseSurveys(contacts.flatMap(({ survey }) => survey ?? [])),
    engines,
  };
}

/** The nearest-rank percentile of sorted values, rounded to whole numbers; null of none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return value === undefined ? null : Math.round(value);
}
