import type { DeadLetterQueueListing, ListedDeadLetter } from "../../../schemas/dead-letter.ts";
import { cut } from "./columns.ts";
import type { Paint } from "./paint.ts";

/**
 * A dead-letter queue and what lies in it, each letter on some lines of at most so many columns: what it is, why, and whether it can be sent back.
 * @returns lines, the first of them the queue
 */
export function deadLetterTable(listing: DeadLetterQueueListing, paint: Paint, columns: number): string[] {
  const { queue, letters, hasMore, inOtherHands } = listing;
  const count = `${letters.length}${hasMore ? " or more" : ""}`;
  const others = inOtherHands > 0 ? `, ${inOtherHands} in other hands right now` : "";
  return [
    paint.title(`${queue}  ${count} letter${letters.length === 1 && !hasMore ? "" : "s"}${others}`),
    ...letters.flatMap((letter) => linesOf(letter, paint, columns)),
  ];
}

function linesOf(letter: ListedDeadLetter, paint: Paint, columns: number): string[] {
  const { messageId, since, origin, contactId, attempts, place, stuckBecause } = letter;
  const facts = [
    `${since.slice(0, 10)} ${since.slice(11, 19)}Z`,
    `from ${origin}`,
    ...(attempts === undefined ? [] : [`after ${attempts} attempt${attempts === 1 ? "" : "s"}`]),
    ...(contactId === undefined ? [] : [`contact ${contactId}`]),
  ];
  const line = (text: string) => cut(text.replaceAll(/\p{Cc}/gu, " "), columns);
  return [
    line(`  ${messageId}  ${facts.join("  ")}`),
    paint.bad(line(`    ${letter.error}: ${letter.reason}`)),
    ...(place === undefined ? [] : [paint.quiet(line(`    at ${placeText(place)}`))]),
    ...(stuckBecause === undefined ? [] : [line(`    cannot be sent back: ${stuckBecause}`)]),
  ];
}

function placeText({
  stream,
  shardId,
  firstSequenceNumber,
  lastSequenceNumber,
}: NonNullable<ListedDeadLetter["place"]>): string {
  const to = lastSequenceNumber === firstSequenceNumber ? "" : ` to ${lastSequenceNumber}`;
  return `${stream} ${shardId} ${firstSequenceNumber}${to}`;
}
