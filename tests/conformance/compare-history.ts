import { compareValues, type Difference } from "./compare.ts";
import type { Placeholders } from "./placeholders.ts";
import type { RecordedHistoryEvent } from "./recorded-execution.ts";

/** What comparing two histories came to. */
export interface HistoryComparison {
  readonly differences: readonly Difference[];
  /** Whether they are the same but for the order of what ran at the same time. */
  readonly otherOrder: boolean;
}

/**
 * Compares histories event by event. Where branches or iterations ran at the same time, the order in which their events were numbered
 * is an accident of AWS's machines; then a history is also right when it has the same events, each following the same one.
 */
export function compareHistories(
  expected: readonly RecordedHistoryEvent[],
  actual: readonly RecordedHistoryEvent[],
  placeholders: Placeholders,
  concurrent: boolean,
): HistoryComparison {
  let differences: Difference[] = [];
  const same = placeholders.attempt(() => {
    differences = compareRuns(expected, actual, placeholders);
    return differences.length === 0;
  });
  if (same || !concurrent) return { differences, otherOrder: false };
  const otherOrder = placeholders.attempt(() => haveSameCauses(expected, actual, placeholders));
  return { differences: otherOrder ? [] : differences, otherOrder };
}

/** Compares in order; a run of events whose id is `[0]` is compared as a multiset, as the recording does not know their order. */
function compareRuns(
  expected: readonly RecordedHistoryEvent[],
  actual: readonly RecordedHistoryEvent[],
  placeholders: Placeholders,
): Difference[] {
  const differences: Difference[] = [];
  for (let place = 0; place < Math.max(expected.length, actual.length); ) {
    const run = Math.min(unorderedFrom(expected, place), unorderedFrom(actual, place));
    if (run > 1) {
      const left = actual.slice(place, place + run);
      const isMatched = placeholders.attempt(() =>
        pairUp(expected.slice(place, place + run), left, (one, other) => isSame(one, other, placeholders)),
      );
      if (isMatched) {
        place += run;
        continue;
      }
    }
    differences.push(...compareValues(expected[place], actual[place], `events[${place}]`, placeholders));
    place += 1;
  }
  return differences;
}

function unorderedFrom(events: readonly RecordedHistoryEvent[], place: number): number {
  let end = place;
  while (Array.isArray(events[end]?.id)) end += 1;
  return end - place;
}

/** Whether both histories are the same tree of events, each event being below the one that it follows. */
function haveSameCauses(
  expected: readonly RecordedHistoryEvent[],
  actual: readonly RecordedHistoryEvent[],
  placeholders: Placeholders,
): boolean {
  if (expected.length !== actual.length) return false;
  if (![expected, actual].every((events) => events.every(({ id }, place) => id === place + 1))) return false;
  const isSameBelow = (one: RecordedHistoryEvent, other: RecordedHistoryEvent): boolean =>
    placeholders.attempt(
      () =>
        isSame(withoutIds(one), withoutIds(other), placeholders) &&
        pairUp(following(expected, one.id), following(actual, other.id), isSameBelow),
    );
  return pairUp(following(expected, 0), following(actual, 0), isSameBelow);
}

function following(events: readonly RecordedHistoryEvent[], id: unknown): RecordedHistoryEvent[] {
  return events.filter(({ previousEventId }) => previousEventId === id);
}

function withoutIds({ id: _, previousEventId: __, ...event }: RecordedHistoryEvent): object {
  return event;
}

function isSame(expected: unknown, actual: unknown, placeholders: Placeholders): boolean {
  return placeholders.attempt(() => compareValues(expected, actual, "", placeholders).length === 0);
}

/** Whether each of one list finds a partner of its own in the other. */
function pairUp<T>(ones: readonly T[], others: readonly T[], fits: (one: T, other: T) => boolean): boolean {
  if (ones.length !== others.length) return false;
  const left = [...others];
  return ones.every((one) => {
    const place = left.findIndex((other) => fits(one, other));
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
}
