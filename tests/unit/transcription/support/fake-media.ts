import type { Clock } from "../../../../local/clock.ts";
import type { MediaStart } from "../../../../ports/media-source.ts";
import type { TestFragment } from "./generated-call.ts";

/** What one connection does. */
export interface ConnectionPlan {
  /** Ends quietly when so many fragments have been sent. */
  readonly endAfter?: number;
  /** Ends in the middle of the fragment that follows so many sent ones. */
  readonly cutAfter?: number;
  /** Fails to open. */
  readonly refuse?: Error;
}

export interface MediaPlan {
  /** One for each connection, in turn; then connections stay open. */
  readonly connections?: readonly ConnectionPlan[];
  /** Wall time after the start at which a fragment can be had. */
  readonly availableAfterMs?: (index: number) => number;
  /** Sends the fragment named in "after" once more, as some services do. */
  readonly isInclusive?: boolean;
}

/** A Kinesis Video stream in memory. */
export function fakeMedia(
  fragments: readonly TestFragment[],
  { clock, startedAt }: { readonly clock: Clock; readonly startedAt: number },
  plan: MediaPlan = {},
) {
  const starts: MediaStart[] = [];
  const indexOf = (start: MediaStart) => {
    if (start.kind === "at") return fragments.findLastIndex((fragment) => fragment.producerMs <= start.instantMs);
    const named = fragments.findIndex((fragment) => fragment.number === start.fragmentNumber);
    return plan.isInclusive ? named : named + 1;
  };
  return {
    starts,
    async openMedia(_streamArn: string, start: MediaStart) {
      const connection = plan.connections?.[starts.length] ?? {};
      starts.push(start);
      if (connection.refuse) throw connection.refuse;
      const closed = Promise.withResolvers<void>();
      return {
        close: () => closed.resolve(),
        async *[Symbol.asyncIterator]() {
          let sent = 0;
          for (const [index, fragment] of fragments.entries()) {
            if (index < Math.max(0, indexOf(start))) continue;
            if (connection.endAfter === sent) return;
            const waitMs = startedAt + (plan.availableAfterMs?.(index) ?? 0) - clock.now();
            if (waitMs > 0) await clock.sleep(waitMs);
            const bytes = Buffer.concat([fragment.document, fragment.closing]);
            if (connection.cutAfter === sent) {
              yield bytes.subarray(0, Math.floor(bytes.length * 0.6));
              return;
            }
            for (let at = 0; at < bytes.length; at += 7_001) yield bytes.subarray(at, at + 7_001);
            sent += 1;
          }
          await closed.promise;
        },
      };
    },
  };
}
