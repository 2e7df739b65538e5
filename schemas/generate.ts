import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { AgentEvent } from "./agent-event.ts";
import { AlarmStateChange } from "./alarm-state.ts";
import { ContactEvent } from "./contact-event.ts";
import { ContactRecord } from "./contact-record.ts";
import { DeadLetter, DeadLetterListing, RedriveReply } from "./dead-letter.ts";
import { Decision } from "./decision.ts";
import {
  CallbackCompleted,
  CallbackRequested,
  ContactClosed,
  EscalationRequested,
  IssueOpened,
  IssueResolved,
  IssueTaken,
  SupervisorCalled,
  SurveyAnswered,
} from "./domain-events.ts";
import { ExecutionStatusChange } from "./execution-status.ts";
import { AcceptCallbackReply, FlowEvent, NextActionReply, QueueStatusReply, TakeSurveyAnswerReply } from "./flow.ts";
import { Handover } from "./handover.ts";
import { Issue } from "./issue.ts";
import { TranscribeMediaInput, TranscribeMediaOutput } from "./media.ts";
import { Remedy, RemedyAction } from "./remedy.ts";
import { Segment } from "./segment.ts";
import { SurveySummary } from "./survey.ts";

/** A zod schema whose JSON Schema is published, and what it is for. */
interface Contract {
  readonly schema: z.ZodType;
  readonly title: string;
  readonly description: string;
  /** `input` describes what may be sent. A preprocessed schema takes anything as input, so there `output` tells more. */
  readonly side: "input" | "output";
}

const contract = (
  schema: z.ZodType,
  title: string,
  description: string,
  side: Contract["side"] = "input",
): Contract => ({
  schema,
  title,
  description,
  side,
});

/** Everything that crosses the edge, by the name of its file under schemas/json. */
const contracts: Readonly<Record<string, Contract>> = {
  "agent-event": contract(AgentEvent, "Agent event", "An event of Amazon Connect's agent event stream."),
  "alarm-state": contract(AlarmStateChange, "Alarm state change", "A CloudWatch alarm changed its state."),
  "callback-requested": contract(CallbackRequested, "CallbackRequested.v1", "The bot has promised a call back."),
  "callback-completed": contract(CallbackCompleted, "CallbackCompleted.v1", "A promised call back has ended."),
  "contact-closed": contract(ContactClosed, "ContactClosed.v1", "A contact's record is complete."),
  "contact-event": contract(
    ContactEvent,
    "Contact event",
    "A contact event of Amazon Connect. The first letter of a field's name may also be a capital, as in some of AWS's samples.",
    "output",
  ),
  "contact-record": contract(ContactRecord, "Contact record", "A contact record (CTR) of Amazon Connect."),
  "dead-letter": contract(
    DeadLetter,
    "Dead letter",
    "What a stream consumer lays aside: why, and where the record lies.",
  ),
  "dead-letter-listing": contract(DeadLetterListing, "Dead-letter listing", "What GET /dead-letters answers."),
  decision: contract(Decision, "Decision", "A verdict on an utterance that has been carried out."),
  "escalation-requested": contract(
    EscalationRequested,
    "EscalationRequested.v1",
    "The bot hands the caller to a queue.",
  ),
  "execution-status": contract(
    ExecutionStatusChange,
    "Execution status change",
    "An execution of a Standard state machine changed its status.",
  ),
  "flow-event": contract(FlowEvent, "Flow event", "What a flow of Amazon Connect sends to a Lambda function."),
  "accept-callback-reply": contract(
    AcceptCallbackReply,
    "Accept-callback reply",
    "What flow/accept-callback answers to a flow.",
  ),
  handover: contract(Handover, "Handover", "What an agent is given with a caller."),
  issue: contract(Issue, "Issue", "An entry of the issue log."),
  "issue-opened": contract(IssueOpened, "IssueOpened.v1", "An issue has a number and waits for its resolution."),
  "issue-resolved": contract(IssueResolved, "IssueResolved.v1", "An issue is settled."),
  "issue-taken": contract(IssueTaken, "IssueTaken.v1", "Somebody has taken an issue."),
  "next-action-reply": contract(NextActionReply, "Next-action reply", "What flow/next-action answers to a flow."),
  remedy: contract(Remedy, "Remedy", "What was done to a function that was ill."),
  "remedy-action": contract(RemedyAction, "Remedy action", "An entry of the audit log of remedies."),
  "queue-status-reply": contract(QueueStatusReply, "Queue-status reply", "What flow/queue-status answers to a flow."),
  "redrive-reply": contract(RedriveReply, "Redrive reply", "What POST /dead-letters/{queue}/redrive answers."),
  segment: contract(Segment, "Segment", "A stretch of transcribed speech on the segment stream, not yet redacted."),
  "supervisor-called": contract(SupervisorCalled, "SupervisorCalled.v1", "A caller has waited far too long."),
  "survey-answered": contract(SurveyAnswered, "SurveyAnswered.v1", "A question of a contact's survey has its answer."),
  "survey-summary": contract(SurveySummary, "Survey summary", "What GET /surveys/summary answers."),
  "take-survey-answer-reply": contract(
    TakeSurveyAnswerReply,
    "Take-survey-answer reply",
    "What flow/take-survey-answer answers to a flow.",
  ),
  "transcribe-media-input": contract(
    TranscribeMediaInput,
    "TranscribeMedia input",
    "Input of the step TranscribeMedia.",
  ),
  "transcribe-media-output": contract(
    TranscribeMediaOutput,
    "TranscribeMedia output",
    "Output of the step TranscribeMedia.",
  ),
};

/** The folder of the generated files. */
export const jsonSchemaFolder = join(import.meta.dirname, "json");

/**
 * Makes the text of every published JSON Schema, by file name: the same bytes from the same schemas, keys sorted.
 * Draft 4 is what the EventBridge schema registry takes (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schema.html). Unknown fields are
 * allowed unless the schema is strict: readers ignore them, so that a field may be added without a new version.
 */
export function generateJsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(contracts).map(([name, { schema, title, description, side }]) => {
      const generated = z.toJSONSchema(schema, { target: "draft-4", io: side, override: loosen });
      const { $schema, ...rest } = generated;
      return [`${name}.json`, `${JSON.stringify({ $schema, title, description, ...sortedObject(rest) }, null, 2)}\n`];
    }),
  );
}

/** Leaves out what only repeats: `additionalProperties: false` of objects that are not strict, and the long pattern beside the format `date-time`. */
function loosen({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodTypes;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  const { def } = zodSchema._zod;
  if (def.type === "object" && def.catchall === undefined) delete jsonSchema.additionalProperties;
  if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  return typeof value === "object" && value !== null ? sortedObject(value) : value;
}

function sortedObject(value: object): Record<string, unknown> {
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** `npm run schemas`: writes schemas/json and removes what no contract stands behind any more. */
function main(): void {
  const files = generateJsonSchemas();
  mkdirSync(jsonSchemaFolder, { recursive: true });
  for (const name of readdirSync(jsonSchemaFolder)) if (!files.has(name)) rmSync(join(jsonSchemaFolder, name));
  for (const [name, text] of files) writeFileSync(join(jsonSchemaFolder, name), text);
  console.log(`schemas/json: ${files.size} schemas`);
}

if (import.meta.main) main();
