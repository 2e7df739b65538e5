/** A domain event of ours. Its type is a name in the past tense with a major version, e.g. `ContactClosed.v1`. */
export interface DomainEvent {
  readonly type: string;
  /** Stable for one effect, so that a repeated step publishes the same event again and readers can tell. */
  readonly id: string;
  readonly occurredAt: string;
  /** The contact that this belongs to; the number of the issue where there is no contact. */
  readonly correlationId: string;
  /** What brought it about: the id of an event, segment or execution. */
  readonly causationId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Publishes one event; throws `Transient` when it was not taken. */
export type PublishEvent = (event: DomainEvent) => Promise<void>;
