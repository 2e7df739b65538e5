import type { MachineEvent, MachineRun } from "../../../local/cli/trace/machine-run.ts";
import type { Story, StorySources } from "../../../local/cli/trace/story.ts";
import type { ContactRecord, RecordedEvent, RecordedUtterance } from "../../../ports/contact-ledger.ts";
import type { Segment } from "../../../schemas/segment.ts";
import { at, contactId, dayStart, segment } from "../../support/builders.ts";

/** A contact event that was received `receivedS` seconds into the day. */
export const event = (eventType: string, occurredS: number, receivedS = occurredS): RecordedEvent => ({
  eventId: `event-${eventType}`,
  eventType,
  occurredAt: at(occurredS),
  receivedAt: at(receivedS),
});

/** An utterance as the ledger keeps it. */
export function utterance(
  overrides: Partial<Omit<RecordedUtterance, keyof Segment> & Segment> = {},
): RecordedUtterance {
  const { version: _version, isPartial: _isPartial, ...spoken } = segment(overrides);
  return {
    redactedTypes: [],
    intent: "delivery_status",
    confidenceOfIntent: 0.91,
    sentiment: "NEUTRAL",
    action: "answer",
    ...spoken,
  };
}

/** A record of a call that began with the day. */
export const record = (overrides: Partial<ContactRecord> = {}): ContactRecord => ({
  contactId,
  state: "open",
  languageCode: "ko-KR",
  mediaStartedAt: at(1),
  facts: { channel: "VOICE", initiationMethod: "INBOUND", initiatedAt: at(0), eventTypes: ["INITIATED"] },
  ...overrides,
});

/** A run that succeeded within 231 ms, state by state. */
export function run(overrides: Partial<MachineRun> = {}): MachineRun {
  const durations = { RedactUtterance: 12, AnalyseSentiment: 45, ClassifyIntent: 30, DecideAction: 22 };
  return {
    name: segment().segmentId.replaceAll("#", "_"),
    status: "SUCCEEDED",
    startedAt: dayStart,
    endedAt: dayStart + 231,
    states: Object.entries(durations).map(([name, length], index) => ({
      name,
      kind: "Task",
      enteredAt: dayStart + index * 50,
      leftAt: dayStart + index * 50 + length,
      tries: 1,
      errors: [],
    })),
    ...overrides,
  };
}

/** A story that has just begun. */
export const story = (overrides: Partial<Story> = {}): Story => ({
  contactId,
  engines: { speech: "replay (simulated)" },
  record: record(),
  events: [event("INITIATED", 0)],
  media: undefined,
  utterances: [],
  decisions: [],
  faults: [],
  issues: [],
  contactRun: undefined,
  handover: undefined,
  callback: undefined,
  escalationRun: undefined,
  utteranceRuns: [],
  metrics: [],
  gaps: [],
  ...overrides,
});

/** Sources that know nothing but what they are given. */
export const sources = (overrides: Partial<StorySources> = {}): StorySources => ({
  engines: {},
  readRecord: async () => undefined,
  readMedia: async () => undefined,
  listEvents: async () => [],
  listUtterances: async () => [],
  listDecisions: async () => [],
  listFaults: async () => [],
  listIssues: async () => [],
  readContactRun: async () => undefined,
  readHandover: async () => undefined,
  readCallback: async () => undefined,
  readEscalationRun: async () => undefined,
  listUtteranceRuns: async () => [],
  listMetrics: async () => [],
  ...overrides,
});

/** A history of events: `[previousId, type, name or error]`, one every ten milliseconds, numbered from 1. */
export const history = (
  ...events: readonly (readonly [previousId: number, type: string, nameOrError?: string])[]
): MachineEvent[] =>
  events.map(([previousId, type, text], index) => ({
    id: index + 1,
    previousId,
    at: index * 10,
    type,
    ...(text !== undefined && (type.includes("State") ? { name: text } : { error: text })),
  }));
