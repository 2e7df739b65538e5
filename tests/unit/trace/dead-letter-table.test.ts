import { describe, expect, it } from "@jest/globals";
import { deadLetterTable } from "../../../local/cli/trace/dead-letter-table.ts";
import { createPaint } from "../../../local/cli/trace/paint.ts";
import type { ListedDeadLetter } from "../../../schemas/dead-letter.ts";
import { at, contactId } from "../../support/builders.ts";

const letter: ListedDeadLetter = {
  messageId: "0a1b2c3d",
  since: at(10),
  origin: "event source mapping",
  error: "RetryAttemptsExhausted",
  reason: "Lambda gave up a batch of 3 record(s)",
  attempts: 6,
  place: { stream: "aicc-dev-segments", shardId: "shardId-1", firstSequenceNumber: "100", lastSequenceNumber: "102" },
};
const table = (letters: ListedDeadLetter[], others = {}) =>
  deadLetterTable(
    { queue: "segments-dlq", letters, hasMore: false, inOtherHands: 0, ...others },
    createPaint(false),
    120,
  );

describe("a dead-letter queue on the screen", () => {
  it("tells of each letter what it is, why it lies there and where it belongs", () => {
    expect(
      table([letter, { ...letter, place: undefined, attempts: 1, contactId, stuckBecause: "it is gone" }]),
    ).toEqual([
      "segments-dlq  2 letters",
      "  0a1b2c3d  2024-12-19 00:00:10Z  from event source mapping  after 6 attempts",
      "    RetryAttemptsExhausted: Lambda gave up a batch of 3 record(s)",
      "    at aicc-dev-segments shardId-1 100 to 102",
      `  0a1b2c3d  2024-12-19 00:00:10Z  from event source mapping  after 1 attempt  contact ${contactId}`
        .slice(0, 119)
        .concat("…"),
      "    RetryAttemptsExhausted: Lambda gave up a batch of 3 record(s)",
      "    cannot be sent back: it is gone",
    ]);
  });

  it("tells when there are more, and what others hold", () => {
    expect(table([letter], { hasMore: true, inOtherHands: 2 })[0]).toBe(
      "segments-dlq  1 or more letters, 2 in other hands right now",
    );
    expect(table([])).toEqual(["segments-dlq  0 letters"]);
  });

  it("keeps control characters off the terminal", () => {
    expect(table([{ ...letter, reason: "a\u001b[2Jb" }])[2]).toBe("    RetryAttemptsExhausted: a [2Jb");
  });
});
