import type { CallbackPromise } from "../../../ports/callback-book.ts";
import type { ContactRecord, RecordedEvent, RecordedUtterance } from "../../../ports/contact-ledger.ts";
import type { Decision } from "../../../schemas/decision.ts";
import type { Handover } from "../../../schemas/handover.ts";
import type { Issue } from "../../../schemas/issue.ts";
import type { MediaLocation } from "../../../schemas/media.ts";
import type { MachineRun } from "./machine-run.ts";

/** A fault that the contact survived. */
export interface StoryFault {
  readonly name: string;
  readonly where: string;
  readonly at: string;
}

/** One metric value that a step emitted for the contact. */
export interface StoryMetric {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Whether CloudWatch has values of this metric in that minute; it may lag by some minutes. */
  readonly inCloudWatch: boolean;
}

/** Everything that is known about one contact. */
export interface Story {
  readonly contactId: string;
  /** What played each part, e.g. `speech` → `replay (simulated)`. */
  readonly engines: Readonly<Record<string, string>>;
  readonly record: ContactRecord | undefined;
  /** In the order in which they came. */
  readonly events: readonly RecordedEvent[];
  readonly media: MediaLocation | undefined;
  /** Redacted, in the order of speech. */
  readonly utterances: readonly RecordedUtterance[];
  readonly decisions: readonly Decision[];
  readonly faults: readonly StoryFault[];
  readonly issues: readonly Issue[];
  readonly contactRun: MachineRun | undefined;
  /** What an agent was given with the caller. */
  readonly handover: Handover | undefined;
  /** That the caller was promised to be called back. */
  readonly callback: CallbackPromise | undefined;
  readonly escalationRun: MachineRun | undefined;
  readonly utteranceRuns: readonly MachineRun[];
  readonly metrics: readonly StoryMetric[];
  /** What could not be read, in words. */
  readonly gaps: readonly string[];
}

/** Where a story comes from. Each function reads from one AWS service. */
export interface StorySources {
  readonly engines: Readonly<Record<string, string>>;
  readRecord(contactId: string): Promise<ContactRecord | undefined>;
  readMedia(contactId: string): Promise<MediaLocation | undefined>;
  listEvents(contactId: string): Promise<readonly RecordedEvent[]>;
  listUtterances(contactId: string): Promise<readonly RecordedUtterance[]>;
  listDecisions(contactId: string): Promise<readonly Decision[]>;
  listFaults(contactId: string): Promise<readonly StoryFault[]>;
  listIssues(): Promise<readonly Issue[]>;
  readContactRun(contactId: string): Promise<MachineRun | undefined>;
  readHandover(contactId: string): Promise<Handover | undefined>;
  readCallback(contactId: string): Promise<CallbackPromise | undefined>;
  readEscalationRun(contactId: string): Promise<MachineRun | undefined>;
  /** Runs of `utterance` for the contact within the span; epoch milliseconds. */
  listUtteranceRuns(contactId: string, span: Span): Promise<readonly MachineRun[]>;
  listMetrics(contactId: string, span: Span): Promise<readonly StoryMetric[]>;
}

/** A span of real time, epoch milliseconds; open where a bound is missing. */
export interface Span {
  readonly from?: number;
  readonly to?: number;
}

/** How far logs may lie outside the times that the ledger knows. */
const marginMs = 120_000;

/**
 * Gathers a contact's story; `undefined` when the ledger does not know the contact. The ledger is the truth and must answer; where an execution, a log or
 * a metric cannot be read, the story is told without it and says so.
 */
export async function gatherStory(sources: StorySources, contactId: string): Promise<Story | undefined> {
  const [record, events, media, utterances, decisions, faults, issues, handover, callback] = await Promise.all([
    sources.readRecord(contactId),
    sources.listEvents(contactId),
    sources.readMedia(contactId),
    sources.listUtterances(contactId),
    sources.listDecisions(contactId),
    sources.listFaults(contactId),
    sources.listIssues(),
    sources.readHandover(contactId),
    sources.readCallback(contactId),
  ]);
  if (record === undefined && events.length === 0) return undefined;

  const gaps: string[] = [];
  const unlessUnread = async <T>(what: string, read: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      gaps.push(`${what} could not be read: ${error instanceof Error ? error.message : String(error)}`);
      return otherwise;
    }
  };
  const [contactRun, escalationRun] = await Promise.all([
    unlessUnread("the execution of contact", sources.readContactRun(contactId), undefined),
    unlessUnread("the execution of escalation", sources.readEscalationRun(contactId), undefined),
  ]);
  const runs = [contactRun, escalationRun].filter((run) => run !== undefined);
  const span = spanOf([
    ...events.map(({ receivedAt }) => Date.parse(receivedAt)),
    ...decisions.map(({ decidedAt }) => Date.parse(decidedAt)),
    ...runs.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt ?? Number.POSITIVE_INFINITY]),
  ]);
  const [utteranceRuns, metrics] = await Promise.all([
    unlessUnread("the log of utterance", sources.listUtteranceRuns(contactId, span), []),
    unlessUnread("the metrics", sources.listMetrics(contactId, span), []),
  ]);
  const own = new Set(decisions.map(({ issueId }) => issueId));
  // One fault in many contacts is one issue, which names the first twenty of them.
  const causes = new Set(faults.map(({ name, where }) => `fault#${where}#${name}`));
  return {
    contactId,
    engines: sources.engines,
    record,
    events: [...events].sort((a, b) => Date.parse(a.receivedAt) - Date.parse(b.receivedAt)),
    media,
    utterances,
    decisions,
    faults: [...faults].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    issues: issues.filter(
      (issue) => issue.contactIds.includes(contactId) || own.has(issue.issueId) || causes.has(issue.causeKey),
    ),
    contactRun,
    handover,
    callback,
    escalationRun,
    utteranceRuns,
    metrics,
    gaps,
  };
}

function spanOf(instants: readonly number[]): Span {
  const from = Math.min(...instants) - marginMs;
  const to = Math.max(...instants) + marginMs;
  return { ...(Number.isFinite(from) && { from }), ...(Number.isFinite(to) && { to }) };
}
