import { describeFailure } from "../../domain/redrive/describe-failure.ts";
import { readDeadLetter, type StreamPlace } from "../../domain/redrive/read-dead-letter.ts";
import type { DeadLetterQueue, TakenLetter } from "../../ports/dead-letter-queue.ts";
import type { PutAgain, WaysBack } from "../../ports/redrive.ts";
import { Fault } from "../../runtime/faults.ts";

/** What became of a letter. `isPassing` says that a service was throttled or away, so that the next letter would fare no better. */
export type SentBack =
  | { readonly sent: true; readonly to: string }
  | { readonly sent: false; readonly why: string; readonly isPassing: boolean };

/**
 * Sends one letter back, and removes it from its queue once it was taken. A letter that was taken but could not be removed is kept: sending it back again
 * does no harm. Throws only what is no fault of ours.
 */
export async function sendBack(
  ways: WaysBack,
  queue: Pick<DeadLetterQueue, "remove">,
  letter: TakenLetter,
): Promise<SentBack> {
  const { wayBack } = readDeadLetter(letter);
  const kept = (why: string, isPassing = false): SentBack => ({ sent: false, why, isPassing });
  try {
    if (wayBack.to === "nowhere") return kept(wayBack.why);
    if (wayBack.to === "stream") {
      const why = lossOf(await ways.putRecordsAgain(wayBack.place));
      if (why !== undefined) return kept(why);
    } else {
      const outcome = await ways.invokeAgain(wayBack.functionArn, wayBack.payload);
      if (!outcome.ok) {
        const { error, reason } = describeFailure(outcome.error, outcome.message);
        return kept(`its cause is not gone: ${error}: ${reason}`);
      }
    }
    await queue.remove(letter);
    return { sent: true, to: wayBack.to === "stream" ? placeName(wayBack.place) : nameOf(wayBack.functionArn) };
  } catch (error) {
    if (error instanceof Fault) return kept(error.message, error.name === "Transient");
    throw error;
  }
}

/** What is missing of a place; undefined when nothing is. */
function lossOf({ put, isWhole }: PutAgain): string | undefined {
  if (isWhole) return undefined;
  if (put === 0) return "the stream no longer keeps the record: what it held is lost to the redrive";
  return `the stream no longer keeps all of these records; ${put} of them were put on it again`;
}

const placeName = ({ streamArn }: StreamPlace) => `stream ${streamArn.slice(streamArn.indexOf("/") + 1)}`;
const nameOf = (functionArn: string) => `function ${functionArn.split(":")[6] ?? functionArn}`;
