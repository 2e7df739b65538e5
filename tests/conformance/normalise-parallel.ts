import type { RecordedHistoryEvent } from "./recorded-execution.ts";

const ends = new Set(["ParallelStateSucceeded", "ParallelStateFailed", "ParallelStateAborted", "ParallelStateExited"]);

/**
 * Does to a history what the tests behind `parallel-normalised` recordings did to theirs: events behind a `ParallelStateStarted` lose
 * their ids up to the state's end, and at every later end of a Parallel state, what stands between it and that start is replaced by
 * those events. So `ParallelStateSucceeded` itself, and the end of a state within another, are gone from such recordings.
 */
export function normaliseParallel(history: readonly RecordedHistoryEvent[]): RecordedHistoryEvent[] {
  const events: RecordedHistoryEvent[] = [];
  let start = 0;
  let branches: RecordedHistoryEvent[] = [];
  let isWithin = false;
  for (const event of history) {
    if (event.type === "ParallelStateStarted") {
      events.push(event);
      start = events.length;
      branches = [];
      isWithin = true;
    } else if (ends.has(event.type)) {
      if (start > 0) events.splice(start, events.length - start, ...branches);
      events.push(event);
      isWithin = false;
    } else if (isWithin) {
      const nameless = { ...event, id: [0], previousEventId: 0 };
      events.push(nameless);
      branches.push(nameless);
    } else events.push(event);
  }
  return events;
}
