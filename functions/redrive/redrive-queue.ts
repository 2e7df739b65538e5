import type { DeadLetterQueue, TakenLetter } from "../../ports/dead-letter-queue.ts";
import type { WaysBack } from "../../ports/redrive.ts";
import type { RedriveReply } from "../../schemas/dead-letter.ts";
import { sendBack } from "./send-back.ts";

/** What working through a queue needs. */
export interface RedriveQueueDependencies extends WaysBack {
  /** Waits, in milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The letters that a redrive is done with, for now. */
export type Settled = Pick<RedriveReply, "sentBack" | "kept">;

/** Which letters: those that are named, or so many; all unless told. */
export interface WantedLetters {
  readonly messageIds?: readonly string[];
  readonly count?: number;
  /** Ends with the first letter that cannot be sent back. */
  readonly stopsAtKept?: boolean;
}

/** Four letters a second: a shard answers five reads a second, and its consumer needs one (https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html). */
const paceMs = 250;

/** Works through the queue, one letter after the other at a pace, and notes each in `settled`. */
export async function redriveQueue(
  dependencies: RedriveQueueDependencies,
  queue: DeadLetterQueue,
  { messageIds, count = Number.POSITIVE_INFINITY, stopsAtKept = false }: WantedLetters,
  hasTime: () => boolean,
  { sentBack, kept }: Settled,
): Promise<Pick<RedriveReply, "notFound" | "isDone">> {
  const wanted = messageIds && new Set(messageIds);
  const left: TakenLetter[] = [];
  const isAllDone = () => wanted?.size === 0 || sentBack.length + kept.length >= count;
  let isAway = false;
  let isEmpty = false;
  try {
    while (!isAllDone() && !isEmpty && !isAway && hasTime()) {
      const letters = await queue.take(10);
      isEmpty = letters.length === 0;
      for (const letter of letters) {
        const isWanted = wanted?.has(letter.messageId) ?? true;
        if (!isWanted || isAllDone() || isAway || !hasTime()) {
          left.push(letter);
          continue;
        }
        wanted?.delete(letter.messageId);
        const { messageId } = letter;
        const outcome = await sendBack(dependencies, queue, letter);
        if (outcome.sent) sentBack.push({ messageId, to: outcome.to });
        else {
          kept.push({ messageId, why: outcome.why });
          left.push(letter);
          isAway = outcome.isPassing || stopsAtKept;
        }
        await dependencies.sleep(paceMs);
      }
    }
  } finally {
    await queue.putBack(left);
  }
  return { notFound: isEmpty ? [...(wanted ?? [])] : [], isDone: isAllDone() || isEmpty };
}
