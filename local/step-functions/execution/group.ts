import type { EventType } from "./history.ts";
import type { Thread } from "./thread.ts";

const aborted: Readonly<Record<string, EventType>> = {
  Task: "TaskStateAborted",
  Wait: "WaitStateAborted",
  Parallel: "ParallelStateAborted",
  Map: "MapStateAborted",
};

const ended = new Error("The branches of this state have ended.");

/**
 * Runs work whose failure ends the work beside it: gives it a signal that follows the thread's own and that `end` aborts.
 * The signal is aborted when the work has settled, too.
 */
export async function withGroup<T>(
  thread: Thread,
  work: (signal: AbortSignal, end: () => void) => Promise<T>,
): Promise<T> {
  const group = new AbortController();
  const follow = () => group.abort(thread.signal.reason);
  if (thread.signal.aborted) follow();
  thread.signal.addEventListener("abort", follow, { once: true });
  try {
    return await work(group.signal, () => group.abort(ended));
  } finally {
    thread.signal.removeEventListener("abort", follow);
    group.abort(ended);
    thread.children = [];
  }
}

/** Records, for the state that a branch or iteration was in when it was ended, that it was aborted; outer states first. */
export function recordAborted(thread: Thread, previousEventId: number): void {
  const type = thread.running && aborted[thread.running.type];
  if (type) thread.events.record(type, previousEventId);
  for (const child of thread.children) recordAborted(child, previousEventId);
}
