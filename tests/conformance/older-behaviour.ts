import type { RecordedExecution, RecordedHistoryEvent } from "./recorded-execution.ts";

/**
 * AWS changed some of what the recordings show. The later recordings are right, so a line that was recorded before a change cannot pass; but it must
 * differ by that change alone, which is seen by bringing the part that it touched into its later form.
 */
interface Change {
  /** Milliseconds since the epoch of the first recording that shows the later behaviour. */
  readonly seen: number;
  /** What AWS does since, and how the recordings show it. */
  readonly what: string;
  apply(expected: RecordedExecution["expected"], actual: ActualAnswer): RecordedExecution["expected"];
}

/** What the service answered, in the form in which the recordings were stored. */
export interface ActualAnswer {
  readonly events: readonly RecordedHistoryEvent[];
  readonly describe: Readonly<Record<string, unknown>> | undefined;
}

const redrive = ["redriveCount", "redriveStatus", "redriveStatusReason"];

/** The changes that two or more recordings prove, oldest first. */
export const changes: readonly Change[] = [
  {
    seen: Date.parse("2023-11-15"),
    what: "DescribeExecution tells whether an execution can be redriven; the answers of March 2023 have no such members.",
    apply: (expected, { describe }) => {
      if (!expected.describe) return expected;
      const added = Object.entries(describe ?? {}).filter(([name]) => redrive.includes(name));
      return { ...expected, describe: { ...Object.fromEntries(added), ...expected.describe } };
    },
  },
  {
    seen: Date.parse("2024-07-20T08:30:22Z"),
    what: "A document loses its white space where it enters its first state: test_map_state_label against all arrays before it.",
    apply: (expected) => ({
      ...expected,
      events: expected.events.map((event) =>
        /^(.*State(Entered|Exited)|ExecutionSucceeded)$/.test(event.type) ? withCompactTexts(event) : event,
      ),
    }),
  },
  {
    seen: Date.parse("2024-11-18T14:53:45Z"),
    what: "MapStateExited of a distributed Map follows MapRunStarted; in all recordings before it followed MapRunSucceeded.",
    apply: (expected) => ({
      ...expected,
      events: expected.events.map((event) => behindMapRunStarted(event, expected.events)),
    }),
  },
];

/** What a recording would expect had it been made after the last change, and what changed; undefined for one that was, or that no change touches. */
export function inLaterForm(
  line: RecordedExecution,
  actual: ActualAnswer,
): { readonly expected: RecordedExecution["expected"]; readonly changes: readonly string[] } | undefined {
  const recorded = line.recorded ?? Number.NEGATIVE_INFINITY;
  let { expected } = line;
  const made: string[] = [];
  for (const { seen, what, apply } of changes) {
    if (recorded >= seen) continue;
    const later = apply(expected, actual);
    if (JSON.stringify(later) !== JSON.stringify(expected)) made.push(what);
    expected = later;
  }
  return made.length > 0 ? { expected, changes: made } : undefined;
}

function withCompactTexts(event: RecordedHistoryEvent): RecordedHistoryEvent {
  const members = Object.entries(event).map(([name, details]) => [name, compactTexts(details)]);
  return { ...event, ...Object.fromEntries(members) };
}

function compactTexts(details: unknown): unknown {
  if (typeof details !== "object" || details === null || Array.isArray(details)) return details;
  return Object.fromEntries(
    Object.entries(details).map(([name, text]) => [
      name,
      (name === "input" || name === "output") && typeof text === "string" && text.startsWith("[")
        ? compact(text)
        : text,
    ]),
  );
}

function compact(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

function behindMapRunStarted(
  event: RecordedHistoryEvent,
  events: readonly RecordedHistoryEvent[],
): RecordedHistoryEvent {
  if (event.type !== "MapStateExited") return event;
  const followed = events.find(({ id }) => id === event.previousEventId);
  return followed?.type === "MapRunSucceeded" ? { ...event, previousEventId: followed.previousEventId } : event;
}
