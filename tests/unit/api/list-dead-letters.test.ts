import { describe, expect, it } from "@jest/globals";
import { listDeadLetters } from "../../../functions/api/list-dead-letters/step.ts";
import { DeadLetterListing } from "../../../schemas/dead-letter.ts";
import { at, contactId } from "../../support/builders.ts";
import { batchLetter, consumerLetter, invocationLetter } from "../../support/dead-letter-messages.ts";
import { inMemoryDeadLetters } from "../../support/in-memory-dead-letters.ts";

describe("GET /dead-letters", () => {
  it("tells of each letter what, why, whose and where, and leaves it in its queue", async () => {
    const segments = inMemoryDeadLetters([batchLetter(), { body: "?", attributes: {} }]);
    const events = inMemoryDeadLetters([invocationLetter({ errorType: "Rejected", errorMessage: "no such machine" })]);
    const listing = await listDeadLetters(
      new Map([
        ["segments-dlq", segments],
        ["contact-events-dlq", events],
      ]),
    );
    expect(DeadLetterListing.parse(listing)).toEqual(listing);
    expect(listing.queues).toEqual([
      {
        queue: "segments-dlq",
        hasMore: false,
        inOtherHands: 0,
        letters: [
          {
            messageId: "m1",
            since: at(0),
            origin: "event source mapping",
            error: "RetryAttemptsExhausted",
            reason: "Lambda gave up a batch of 3 record(s)",
            attempts: 6,
            place: expect.objectContaining({ stream: "aicc-dev-segments", shardId: "shardId-000000000001" }),
          },
          expect.objectContaining({ messageId: "m2", origin: "unknown", stuckBecause: expect.any(String) }),
        ],
      },
      {
        queue: "contact-events-dlq",
        hasMore: false,
        inOtherHands: 0,
        letters: [expect.objectContaining({ error: "Rejected", reason: "no such machine", contactId, attempts: 3 })],
      },
    ]);
    expect(segments.visible()).toEqual(["m1", "m2"]);
    expect(events.visible()).toEqual(["m1"]);
  });

  it("shows a hundred letters of a queue and says that there are more, and what others hold", async () => {
    const queue = inMemoryDeadLetters(Array.from({ length: 105 }, () => consumerLetter()));
    await queue.take(3);
    const { queues } = await listDeadLetters(new Map([["segments-dlq", queue]]));
    expect(queues[0]?.letters).toHaveLength(100);
    expect(queues[0]).toMatchObject({ hasMore: true, inOtherHands: 3 });
  });

  it("shows nothing that was said", async () => {
    const queue = inMemoryDeadLetters([
      invocationLetter({ errorType: "TypeError", errorMessage: "비밀번호" }, { detail: { text: "비밀번호" } }),
      { body: '{"text":"비밀번호"}', attributes: { ErrorMessage: "비밀번호" } },
    ]);
    expect(JSON.stringify(await listDeadLetters(new Map([["q", queue]])))).not.toContain("비밀번호");
  });
});
