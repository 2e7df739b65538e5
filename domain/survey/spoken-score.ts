import { parseScore } from "./parse-score.ts";

/** What the caller's answer is looked for in. Offsets are milliseconds into the contact's media, `endReceivedAt` is epoch milliseconds. */
export interface HeardUtterance {
  readonly participantRole: "CUSTOMER" | "AGENT";
  readonly text: string;
  readonly beginOffsetMs: number;
  readonly endReceivedAt: number;
}

/**
 * The score that a caller has given to a question in words: that of the last utterance in which there is one. Only what was begun after the question was
 * asked is an answer to it, by the media's time and by when it had come in: the two clocks are not one.
 * @param mediaStartedAt when the contact's media began, epoch milliseconds
 * @param askedAt when the question was first asked, epoch milliseconds
 * @returns undefined when there is no such utterance
 */
export function spokenScore(
  utterances: readonly HeardUtterance[],
  mediaStartedAt: number,
  askedAt: number,
): number | undefined {
  return utterances
    .filter(
      ({ participantRole, beginOffsetMs, endReceivedAt }) =>
        participantRole === "CUSTOMER" && mediaStartedAt + beginOffsetMs >= askedAt && endReceivedAt >= askedAt,
    )
    .sort((one, other) => one.beginOffsetMs - other.beginOffsetMs)
    .map(({ text }) => parseScore(text))
    .findLast((score) => score !== undefined);
}
