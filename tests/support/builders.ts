import type { IssueReport } from "../../domain/issue/issue-life.ts";
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { Correction } from "../../schemas/correction.ts";
import type { Decision } from "../../schemas/decision.ts";
import type { FlowEvent } from "../../schemas/flow.ts";
import type { Handover } from "../../schemas/handover.ts";
import type { Issue } from "../../schemas/issue.ts";
import type { RemedyRequest } from "../../schemas/remedy.ts";
import type { Segment } from "../../schemas/segment.ts";
import type { DecidedUtterance } from "../../schemas/utterance.ts";

/** The contact that tests talk about unless they need another. */
export const contactId = "11111111-2222-4333-8444-555555555555";

/** 09:00 in Seoul on the go-live day. */
export const dayStart = Date.parse("2024-12-19T00:00:00.000Z");

/** An instant so many seconds into the day. */
export const at = (seconds: number) => new Date(dayStart + seconds * 1000).toISOString();

/** A final segment of the caller. */
export function segment(overrides: Partial<Segment> = {}): Segment {
  const begin = overrides.beginOffsetMs ?? 1_000;
  return {
    version: 1,
    segmentId: `${contactId}#CUSTOMER#${String(begin).padStart(8, "0")}`,
    contactId,
    participantRole: "CUSTOMER",
    languageCode: "ko-KR",
    isPartial: false,
    text: "배송이 언제 오나요",
    beginOffsetMs: begin,
    endOffsetMs: begin + 2_000,
    confidence: 0.9,
    endReceivedAt: dayStart,
    ...overrides,
  };
}

/** An utterance with its verdict. */
export function decided(
  verdict: Partial<DecidedUtterance["verdict"]> = {},
  overrides: Partial<Segment> = {},
): DecidedUtterance {
  const { version: _version, isPartial: _isPartial, precedingText: _precedingText, ...utterance } = segment(overrides);
  return {
    utterance: { ...utterance, redactedTypes: [] },
    classification: { intent: verdict.intent ?? "delivery_status", confidence: 0.9, alternatives: [] },
    sentiment: { sentiment: "NEUTRAL", negativity: 0.1 },
    verdict: {
      action: "answer",
      intent: "delivery_status",
      confidence: 0.9,
      reasons: ["a test"],
      message: "내일 도착합니다.",
      ...verdict,
    },
    earlierComplaints: 0,
  };
}

/** A decision as the ledger keeps it. */
export function decision(overrides: Partial<Decision> = {}): Decision {
  return {
    ...decided().verdict,
    segmentId: segment().segmentId,
    contactId,
    sequence: 3_000,
    decidedAt: at(4),
    latencyMs: 120,
    ...overrides,
  };
}

/** What an agent is given with a caller. */
export function handover(overrides: Partial<Handover> = {}): Handover {
  return {
    contactId,
    preparedAt: at(1),
    waitingSince: at(0),
    languageCode: "ko-KR",
    queue: "korean-general",
    priority: 5,
    reason: "agent_request",
    reasons: ["the caller asked for an agent"],
    sentiment: "NEUTRAL",
    transcript: [{ by: "CUSTOMER", text: "상담원 연결해 주세요", beginOffsetMs: 0 }],
    ...overrides,
  };
}

/** A contact event of Amazon Connect. */
export function contactEvent(
  eventType: string,
  detail: Record<string, unknown> = {},
  id = `event-${eventType}`,
): unknown {
  const event: Omit<ContactEvent, "detail"> & { detail: Record<string, unknown> } = {
    id,
    time: at(0),
    source: "aws.connect",
    "detail-type": "Amazon Connect Contact Event",
    detail: {
      eventType,
      contactId,
      channel: "VOICE",
      initiationMethod: "INBOUND",
      initiationTimestamp: at(0),
      ...detail,
    },
  };
  return event;
}

/** A flow's call of a Lambda function, with media streaming on. */
export function flowEvent(parameters: Record<string, string> = {}, contact: Record<string, unknown> = {}): FlowEvent {
  return {
    Name: "ContactFlowEvent",
    Details: {
      ContactData: {
        ContactId: contactId,
        Channel: "VOICE",
        InitiationMethod: "INBOUND",
        InstanceARN: "arn:aws:connect:ap-northeast-2:000000000000:instance/00000000-0000-4000-8000-000000000000",
        LanguageCode: "ko-KR",
        Attributes: {},
        MediaStreams: {
          Customer: {
            Audio: {
              StreamARN: "arn:stream",
              StartTimestamp: String(dayStart),
              StartFragmentNumber: "91343852333181432392682062622220590765191907586",
            },
          },
        },
        ...contact,
      },
      Parameters: parameters,
    },
  };
}

/** An entry of the issue log, opened ten seconds into the day and seen once. */
export function issue(overrides: Partial<Issue> = {}): Issue {
  return {
    issueId: "ISS-001",
    severity: "low",
    state: "open",
    source: "complaint",
    causeKey: `complaint#${contactId}`,
    summary: "느려요",
    occurrences: 1,
    contactId,
    contactIds: [contactId],
    contactCount: 1,
    openedAt: at(10),
    lastSeenAt: at(10),
    ...overrides,
  };
}

/** A report of a complaint, the first of its cause. */
export function issueReport(overrides: Partial<IssueReport> = {}): IssueReport {
  return {
    severity: "low",
    source: "complaint",
    causeKey: "a cause",
    occurrenceId: "an occurrence",
    summary: "느려요",
    contactId: undefined,
    cause: undefined,
    ...overrides,
  };
}

/** A function that is ill, as the machine `remedy` is told of it at the beginning of the day. */
export function remedyRequest(overrides: Partial<RemedyRequest> = {}): RemedyRequest {
  return {
    remedyId: "listIssues-20241219T000000000Z",
    functionName: "aicc-dev-listIssues",
    ailment: "near-memory-limit",
    evidence: "84 % of 512 MB in use",
    alarm: { alarmName: "aicc-dev-memory-high", changedAt: at(0), severity: "medium" },
    ...overrides,
  };
}

/** An agent's word, so many seconds into the day, that an utterance wanted a refund; the classifier had said the same unless told. */
export function correction(overrides: Partial<Correction> = {}): Correction {
  const judgement = { intent: "refund", by: "kim", at: at(60) } as const;
  return {
    contactId,
    segmentId: segment().segmentId,
    languageCode: "ko-KR",
    text: "환불해 주세요",
    predicted: { intent: "refund", confidence: 0.8 },
    judgement,
    first: overrides.judgement ?? judgement,
    revisions: 0,
    ...overrides,
  };
}
