import { z } from "zod";
import { callOutcomes } from "../domain/callback/call-outcome.ts";
import { callbackOutcomes } from "../domain/callback/callback-outcome.ts";
import { escalationReasons } from "../domain/escalation/escalation-reason.ts";
import { Handover } from "./handover.ts";
import { IntentLabel } from "./intent.ts";
import { Issue } from "./issue.ts";
import { SurveyChannel, SurveyQuestion, SurveyScore } from "./survey.ts";

/** Who and when, the same for every event of ours; `data` beside it says what. */
export const EventMetadata = z.object({
  /** The same for every repetition of one effect, so that a reader can tell a second delivery from a second event. */
  id: z.string().min(1),
  occurredAt: z.iso.datetime(),
  /** The contact that the event belongs to; the number of the issue where there is no contact. */
  correlationId: z.string().min(1),
  /** What brought it about: the id of an event, a segment or an execution. */
  causationId: z.string().min(1),
  /** The major version, which also ends the event's type. */
  version: z.literal(1),
});
export type EventMetadata = z.infer<typeof EventMetadata>;

/** The envelope in which EventBridge delivers an event of ours (https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html). */
function domainEvent<Type extends string, Data extends z.ZodType>(type: Type, data: Data) {
  return z.object({
    id: z.string().min(1),
    time: z.iso.datetime(),
    source: z.literal("aicc"),
    "detail-type": z.literal(type),
    detail: z.object({ metadata: EventMetadata, data }),
  });
}

/** Durations in milliseconds; absent where the contact never came to that point. */
const Times = z.object({
  durationMs: z.int().nonnegative().optional(),
  connectedMs: z.int().nonnegative().optional(),
  queueWaitMs: z.int().nonnegative().optional(),
  agentHandleMs: z.int().nonnegative().optional(),
  mediaMs: z.int().nonnegative().optional(),
  handleMs: z.int().nonnegative().optional(),
});

/** A contact's record is complete and will not change again. See events/contact-closed. */
export const ContactClosed = domainEvent(
  "ContactClosed.v1",
  z.object({
    contactId: z.string().min(1),
    /** Amazon Connect's channel in capitals, `UNKNOWN` when neither an event nor a record named it. */
    channel: z.string().min(1),
    outcome: z.enum(["bot", "agent", "abandoned", "unreached"]),
    times: Times,
    closedAt: z.iso.datetime(),
    /** Final segments that transcription produced; `recordedSegments` of them reached the ledger. */
    finalSegments: z.int().nonnegative(),
    recordedSegments: z.int().nonnegative(),
    decisions: z.int().nonnegative(),
    /** Faults that the contact survived. */
    faults: z.int().nonnegative(),
  }),
);
export type ContactClosed = z.infer<typeof ContactClosed>;

/** An issue has a number and waits for its resolution. See events/issue-opened. */
export const IssueOpened = domainEvent(
  "IssueOpened.v1",
  Issue.pick({ issueId: true, severity: true, source: true, contactId: true, follows: true }),
);
export type IssueOpened = z.infer<typeof IssueOpened>;

/** Somebody has taken an issue. See events/issue-taken. */
export const IssueTaken = domainEvent(
  "IssueTaken.v1",
  Issue.pick({ issueId: true, severity: true, source: true, contactId: true, timeToTakeMs: true }).required({
    timeToTakeMs: true,
  }),
);
export type IssueTaken = z.infer<typeof IssueTaken>;

/** An issue is settled. See events/issue-resolved. */
export const IssueResolved = domainEvent(
  "IssueResolved.v1",
  Issue.pick({
    issueId: true,
    severity: true,
    source: true,
    contactId: true,
    occurrences: true,
    timeToTakeMs: true,
    timeToResolveMs: true,
  }).required({ timeToResolveMs: true }),
);
export type IssueResolved = z.infer<typeof IssueResolved>;

/** The bot hands the caller to the agents of a queue. See events/escalation-requested. */
export const EscalationRequested = domainEvent(
  "EscalationRequested.v1",
  z.object({
    contactId: z.string().min(1),
    /** Name of the queue, e.g. `korean-billing`. */
    queue: z.string().min(1),
    intent: IntentLabel,
    /** Which of the centre's reasons it is, and in words. */
    reason: z.enum(escalationReasons),
    reasons: z.array(z.string().min(1)).min(1),
  }),
);
export type EscalationRequested = z.infer<typeof EscalationRequested>;

/** A caller has waited far too long for an agent. See events/supervisor-called. */
export const SupervisorCalled = domainEvent(
  "SupervisorCalled.v1",
  Handover.pick({ contactId: true, queue: true, reason: true, waitingSince: true }),
);
export type SupervisorCalled = z.infer<typeof SupervisorCalled>;

/** The bot has promised the caller a call back. See events/callback-requested. */
export const CallbackRequested = domainEvent(
  "CallbackRequested.v1",
  z.object({
    contactId: z.string().min(1),
    /** The language to call back in, BCP-47. */
    languageCode: z.string().regex(/^[a-z]{2,3}-[A-Z]{2}$/),
    /** The time that the caller asked for, where one was named. */
    preferred: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).optional(),
  }),
);
export type CallbackRequested = z.infer<typeof CallbackRequested>;

/** A promised callback has ended, one way or another. See events/callback-completed. */
export const CallbackCompleted = domainEvent(
  "CallbackCompleted.v1",
  z.object({
    /** The contact in which it was promised. */
    contactId: z.string().min(1),
    outcome: z.enum(callbackOutcomes),
    /** What became of each call, in order. */
    calls: z.array(z.enum(callOutcomes)),
    promisedAt: z.iso.datetime(),
    completedAt: z.iso.datetime(),
    /** The outbound contact in which the caller was reached. */
    outboundContactId: z.string().min(1).optional(),
    /** The contact of the open callback that this promise was joined to. */
    joinedTo: z.string().min(1).optional(),
  }),
);
export type CallbackCompleted = z.infer<typeof CallbackCompleted>;

/** A question of a contact's survey has its answer. See events/survey-answered. */
export const SurveyAnswered = domainEvent(
  "SurveyAnswered.v1",
  z.object({
    contactId: z.string().min(1),
    question: SurveyQuestion,
    score: SurveyScore,
    channel: SurveyChannel,
    answeredAt: z.iso.datetime(),
  }),
);
export type SurveyAnswered = z.infer<typeof SurveyAnswered>;
