import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { queueStanding } from "../../../domain/escalation/queue-standing.ts";
import { at, dayStart } from "../../support/builders.ts";

const waiting = [
  { contactId: "usual", priority: 5, since: at(10) },
  { contactId: "later", priority: 5, since: at(20) },
  { contactId: "urgent", priority: 1, since: at(30) },
];

describe("a caller's standing in the queue", () => {
  it.each([
    ["urgent", 1],
    ["usual", 2],
    ["later", 3],
  ])("puts %s at %i: priority first, then who came first", (contactId, position) => {
    expect(queueStanding(waiting, contactId, [], dayStart)?.position).toBe(position);
  });
  it("expects a wait of the pace of late, once for everybody up to the caller", () => {
    const served = [at(0), at(60), at(120)];
    const now = dayStart + 180_000;
    expect(queueStanding(waiting, "urgent", served, now)?.expectedWaitMs).toBe(60_000);
    expect(queueStanding(waiting, "later", served, now)?.expectedWaitMs).toBe(180_000);
  });
  it("expects nothing before three have been served, and has no standing for one who does not wait", () => {
    expect(queueStanding(waiting, "usual", [at(0), at(1)], dayStart)?.expectedWaitMs).toBeUndefined();
    expect(queueStanding(waiting, "gone", [], dayStart)).toBeUndefined();
  });
  it("expects nothing of what was served before a quiet hour or yesterday", () => {
    const served = [at(0), at(60), at(120)];
    const wait = (afterMs: number) => queueStanding(waiting, "urgent", served, dayStart + afterMs)?.expectedWaitMs;
    expect(wait(30 * 60_000)).toBeDefined();
    expect(wait(30 * 60_000 + 1)).toBeUndefined();
    expect(
      queueStanding(waiting, "urgent", [...served, at(86_400)], dayStart + 86_460_000)?.expectedWaitMs,
    ).toBeUndefined();
  });
  it("gives every waiting contact a place of its own, whatever order the board is read in", () => {
    const contact = fc.record({
      contactId: fc.uuid(),
      priority: fc.integer({ min: 1, max: 5 }),
      since: fc.integer({ min: 0, max: 9 }).map(at),
    });
    fc.assert(
      fc.property(fc.uniqueArray(contact, { selector: ({ contactId }) => contactId }), (board) => {
        const places = board.map(({ contactId }) => queueStanding(board.toReversed(), contactId, [], 0)?.position);
        expect(places.toSorted((a = 0, b = 0) => a - b)).toEqual(board.map((_, index) => index + 1));
      }),
    );
  });
});
