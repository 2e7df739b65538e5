import { answerFor } from "../dialogue/answers.ts";
import type { QueueStanding } from "./queue-standing.ts";

const minuteMs = 60_000;

/**
 * What a caller who waits is told of their place: position and expected wait; the position alone while nothing can be said about the wait; and no promise at
 * all for a contact that is not on the board (yet).
 */
export function announceQueue(standing: QueueStanding | undefined, languageCode: string): string {
  if (standing === undefined) return answerFor("queue_connecting", languageCode);
  const position = String(standing.position);
  if (standing.expectedWaitMs === undefined) return answerFor("queue_position", languageCode, { position });
  const wait = sayWait(standing.expectedWaitMs, languageCode);
  return answerFor("queue_position_and_wait", languageCode, { position, wait });
}

/** In whole minutes, rounded up: who is told a minute and waits two is angrier than the other way round. */
function sayWait(expectedMs: number, languageCode: string): string {
  const minutes = Math.max(1, Math.ceil(expectedMs / minuteMs));
  if (languageCode.toLowerCase().startsWith("ko")) return `약 ${minutes}분`;
  return minutes === 1 ? "about a minute" : `about ${minutes} minutes`;
}
