import type { z } from "zod";
import { readDeadLetter, type StreamPlace } from "../../../domain/redrive/read-dead-letter.ts";
import type { DeadLetterQueue, DeadLetterQueues, TakenLetter } from "../../../ports/dead-letter-queue.ts";
import type { DeadLetterListing, DeadLetterQueueListing, ListedDeadLetter } from "../../../schemas/dead-letter.ts";

/** Letters of one queue that a listing shows. */
const maxLetters = 100;

/**
 * Lists what lies in the dead-letter queues, the oldest first, and leaves it there: the letters are taken, read and put back.
 * @throws Transient when a queue is throttled or away
 */
export async function listDeadLetters(queues: DeadLetterQueues): Promise<z.infer<typeof DeadLetterListing>> {
  return { queues: await Promise.all([...queues].map(([name, queue]) => listQueue(name, queue))) };
}

async function listQueue(name: string, queue: DeadLetterQueue): Promise<DeadLetterQueueListing> {
  const inOtherHands = await queue.countTaken();
  const taken: TakenLetter[] = [];
  try {
    while (taken.length < maxLetters) {
      const letters = await queue.take(Math.min(10, maxLetters - taken.length));
      if (letters.length === 0) break;
      taken.push(...letters);
    }
  } finally {
    await queue.putBack(taken);
  }
  const letters = taken.map(listed).sort((one, other) => one.since.localeCompare(other.since));
  return { queue: name, letters, hasMore: taken.length === maxLetters, inOtherHands };
}

function listed({ messageId, since, body, attributes }: TakenLetter): ListedDeadLetter {
  const { wayBack, ...letter } = readDeadLetter({ body, attributes });
  return {
    messageId,
    since,
    ...letter,
    ...(wayBack.to === "stream" && { place: placeOf(wayBack.place) }),
    ...(wayBack.to === "nowhere" && { stuckBecause: wayBack.why }),
  };
}

function placeOf({ streamArn, ...place }: StreamPlace): ListedDeadLetter["place"] {
  return { stream: streamArn.slice(streamArn.indexOf("/") + 1), ...place };
}
