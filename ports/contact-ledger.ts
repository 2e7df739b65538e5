import type { ContactFacts } from "../domain/contact/contact-facts.ts";
import type { ContactOutcome } from "../domain/contact/contact-outcome.ts";
import type { ContactTimes } from "../domain/contact/contact-times.ts";
import type { ContactMood } from "../domain/dialogue/caller-mood.ts";
import type { Decision } from "../schemas/decision.ts";
import type { SpokenMedia } from "../schemas/media.ts";
import type { Sentiment, SentimentEngine } from "../schemas/sentiment.ts";
import type { RedactedUtterance } from "../schemas/utterance.ts";

/** What executions may wait for of a contact: `contact` for its media and its end, `escalation` for an agent, `callback` for what becomes of its call. */
export type Awaited = "media" | "end" | "agent" | "call";

/** A contact's record in the ledger: its facts, and what closing it added. */
export interface ContactRecord {
  readonly contactId: string;
  readonly state: "open" | "closed";
  readonly facts: ContactFacts;
  readonly languageCode?: string;
  /** When the first sample of the contact's media was spoken. */
  readonly mediaStartedAt?: string;
  readonly closing?: ContactClosing;
}

/** What is written once, when a contact closes. */
export interface ContactClosing {
  readonly outcome: ContactOutcome;
  readonly times: ContactTimes;
  readonly closedAt: string;
  /** Final segments that transcription produced, and how many of them the ledger holds. */
  readonly finalSegments: number;
  readonly recordedSegments: number;
  readonly decisions: number;
  /** Faults that the contact survived. */
  readonly faults: number;
  /** How the caller sounded; absent when no sentiment is known. */
  readonly mood?: ContactMood;
}

/** One redacted utterance as the ledger keeps it, with what was understood of it. */
export interface RecordedUtterance extends RedactedUtterance {
  readonly intent: string;
  readonly confidenceOfIntent: number;
  readonly sentiment: Sentiment["sentiment"];
  /** Score of the negative sentiment, 0 to 1. */
  readonly negativity?: number;
  /** What told the sentiment, and whether it replaced another engine. */
  readonly sentimentEngine?: SentimentEngine;
  readonly isSentimentFallback?: boolean;
  readonly action: string;
}

/** A contact event as it came, without personal data. */
export interface RecordedEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
}

/** A fault that a contact's machine met. */
export interface RecordedFault {
  /** The fault's name. */
  readonly name: string;
  /** The step that failed, e.g. `contact.CloseContact`. */
  readonly where: string;
  readonly at: string;
}

/**
 * The ledger: the one truth about every contact. Steps ask for the functions they need by `Pick<ContactLedger, …>`.
 * All reads are consistent; every function throws `Transient` when the store is throttled or away.
 */
export interface ContactLedger {
  /** Joins facts into the record, creating it if need be, and returns the joined record. Any order and repetition give the same record. */
  mergeFacts(contactId: string, facts: ContactFacts): Promise<ContactRecord>;
  readRecord(contactId: string): Promise<ContactRecord | undefined>;
  /** Keeps an event for the trace; the same event id twice is kept once. */
  recordEvent(contactId: string, event: RecordedEvent): Promise<void>;
  /** Keeps where the media lies and what is spoken there, together, so that nobody sees one without the other. The first of several stands. */
  putMedia(contactId: string, spoken: SpokenMedia): Promise<void>;
  /** Notes that the contact goes on in another language; said again it changes nothing. */
  setLanguage(contactId: string, languageCode: string): Promise<void>;
  readMedia(contactId: string): Promise<SpokenMedia | undefined>;
  /** Keeps a token in the place of older ones. `enteredAt` (ISO 8601, or empty for tokens that know no order): since when its state waits. */
  putToken(contactId: string, awaited: Awaited, token: string, enteredAt?: string): Promise<void>;
  readToken(contactId: string, awaited: Awaited): Promise<string | undefined>;
  /** Returns false, and changes nothing, when the segment already has a decision. */
  putDecision(decision: Decision): Promise<boolean>;
  listDecisions(contactId: string): Promise<readonly Decision[]>;
  /** Returns false, and changes nothing, when the utterance is already recorded. */
  putUtterance(utterance: RecordedUtterance): Promise<boolean>;
  hasUtterance(contactId: string, segmentId: string): Promise<boolean>;
  listUtterances(contactId: string): Promise<readonly RecordedUtterance[]>;
  /** Notes that the caller is speaking, though no utterance has ended. Epoch milliseconds. */
  markHeard(contactId: string, at: number): Promise<void>;
  lastHeardAt(contactId: string): Promise<number | undefined>;
  /** Notes that an utterance of the caller has ended and is being dealt with, at an instant in epoch milliseconds. */
  markUtteranceEnd(contactId: string, at: number): Promise<void>;
  lastUtteranceEndAt(contactId: string): Promise<number | undefined>;
  /** Counts a fault the contact survived; the same fault id counts once. */
  recordFault(contactId: string, fault: RecordedFault & { readonly faultId: string }): Promise<void>;
  countFaults(contactId: string): Promise<number>;
  /** The contact's faults in the order in which they happened. */
  listFaults(contactId: string): Promise<readonly RecordedFault[]>;
  /** Closes the record; a record that is closed already keeps its first closing, which is returned. */
  close(contactId: string, closing: ContactClosing): Promise<ContactClosing>;
}
