/**
 * What is known about a contact. Facts come from contact events (best effort, unordered, sometimes twice) and contact records (late, at least once),
 * so two accounts of a contact are joined by {@link mergeFacts}, which gives the same result for any order and any repetition.
 * Instants are ISO 8601 in UTC.
 */
export interface ContactFacts {
  readonly channel?: string;
  readonly initiationMethod?: string;
  /** The contact that this one is linked to: of a call back, the one in which it was promised. */
  readonly relatedContactId?: string;
  readonly instanceArn?: string;
  readonly queueArn?: string;
  readonly agentArn?: string;
  readonly disconnectReason?: string;
  /** Of an outbound call: what answering machine detection found, and what the called person answered to the question of the flow (`yes`, `no`). */
  readonly answeringMachine?: string;
  readonly callbackAnswer?: string;
  readonly initiatedAt?: string;
  readonly connectedToSystemAt?: string;
  readonly queuedAt?: string;
  readonly connectedToAgentAt?: string;
  /** When the caller was first asked in the call what they think of it: what is said from then on is said to the survey. */
  readonly surveyBegunAt?: string;
  readonly disconnectedAt?: string;
  readonly afterContactWorkEndedAt?: string;
  /** When Amazon Connect first wrote the contact's record, which it does after everything else. */
  readonly contactRecordAt?: string;
  /** Sorted names of all event types seen, known to us or not. */
  readonly eventTypes?: readonly string[];
}

const instants = [
  "initiatedAt",
  "connectedToSystemAt",
  "queuedAt",
  "connectedToAgentAt",
  "surveyBegunAt",
  "disconnectedAt",
  "afterContactWorkEndedAt",
  "contactRecordAt",
] as const;
const names = [
  "channel",
  "initiationMethod",
  "relatedContactId",
  "instanceArn",
  "queueArn",
  "agentArn",
  "disconnectReason",
  "answeringMachine",
  "callbackAnswer",
] as const;

/**
 * Joins two accounts of one contact: the earliest instant wins, sets unite, and where two names differ (Amazon Connect sets each once per contact id,
 * so they should not) the alphabetically later one stands. The join is commutative, associative and idempotent, hence independent of delivery order.
 */
export function mergeFacts(a: ContactFacts, b: ContactFacts): ContactFacts {
  const merged: { -readonly [Key in keyof ContactFacts]: ContactFacts[Key] } = {};
  for (const key of instants) {
    const value = pick(
      a[key],
      b[key],
      (x, y) => Date.parse(x) < Date.parse(y) || (Date.parse(x) === Date.parse(y) && x < y),
    );
    if (value !== undefined) merged[key] = value;
  }
  for (const key of names) {
    const value = pick(a[key], b[key], (x, y) => x > y);
    if (value !== undefined) merged[key] = value;
  }
  const eventTypes = [...new Set([...(a.eventTypes ?? []), ...(b.eventTypes ?? [])])].sort();
  if (eventTypes.length > 0) merged.eventTypes = eventTypes;
  return merged;
}

function pick(
  a: string | undefined,
  b: string | undefined,
  first: (x: string, y: string) => boolean,
): string | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return first(a, b) ? a : b;
}

/** Of the ways in which Amazon Connect begins a contact, those in which it calls. */
const outgoing: ReadonlySet<string | undefined> = new Set(["API", "OUTBOUND", "CALLBACK"]);

/**
 * Whether the contact is a call of ours.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html, InitiationMethod.
 */
export function isOutgoing({ initiationMethod }: ContactFacts): boolean {
  return outgoing.has(initiationMethod);
}

/** Whether the caller is gone. COMPLETED comes later or never, so only the disconnection counts. */
export function isOver(facts: ContactFacts): boolean {
  return facts.disconnectedAt !== undefined;
}

/**
 * Whether nothing more is to be expected: the caller is gone and, if an agent had the contact, so is the after-contact work. Its end is told by COMPLETED
 * (best effort) or by the contact record (at least once), whichever comes first.
 */
export function isSettled(facts: ContactFacts): boolean {
  if (!isOver(facts)) return false;
  if (facts.connectedToAgentAt === undefined) return true;
  return (
    facts.afterContactWorkEndedAt !== undefined ||
    facts.contactRecordAt !== undefined ||
    (facts.eventTypes?.includes("COMPLETED") ?? false)
  );
}
