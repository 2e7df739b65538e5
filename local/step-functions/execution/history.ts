import type { HistoryEvent } from "@aws-sdk/client-sfn";

/** An event's type in AWS's spelling, e.g. `TaskStateEntered`. */
export type EventType = NonNullable<HistoryEvent["type"]>;

/** The part of a history event that depends on its type, e.g. `{ stateEnteredEventDetails: … }`. */
export type EventDetails = Omit<HistoryEvent, "timestamp" | "type" | "id" | "previousEventId">;

/** One event of an execution's history. Event shapes: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
export interface RecordedEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly type: EventType;
  /** Counts from 1 within an execution. */
  readonly id: number;
  /** The event that led to this one; 0 for the first of a chain. */
  readonly previousEventId: number;
  readonly details: EventDetails;
}

/** Where the events of an execution are written. */
export interface EventSink {
  /** Adds an event and returns its id. */
  record(type: EventType, previousEventId: number, details?: EventDetails): number;
}

const noDetails: EventDetails = {};

/** Numbers the events of one execution and hands each to a listener, which keeps it, logs it or both. */
export function createEventSink(now: () => number, onEvent: (event: RecordedEvent) => void): EventSink {
  let lastId = 0;
  return {
    record(type, previousEventId, details = noDetails) {
      lastId += 1;
      onEvent({ timestamp: now(), type, id: lastId, previousEventId, details });
      return lastId;
    },
  };
}
