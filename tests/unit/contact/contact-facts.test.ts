import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type ContactFacts, isOver, isSettled, mergeFacts } from "../../../domain/contact/contact-facts.ts";
import { at } from "../../support/builders.ts";

const instant = fc.integer({ min: 0, max: 500 }).map(at);
const name = fc.constantFrom("VOICE", "CHAT", "arn:a", "arn:b");
const facts: fc.Arbitrary<ContactFacts> = fc.record(
  {
    channel: name,
    queueArn: name,
    agentArn: name,
    initiatedAt: instant,
    queuedAt: instant,
    connectedToAgentAt: instant,
    surveyBegunAt: instant,
    disconnectedAt: instant,
    eventTypes: fc
      .uniqueArray(fc.constantFrom("INITIATED", "QUEUED", "COMPLETED"), { minLength: 1 })
      .map((types) => types.sort()),
  },
  { requiredKeys: [] },
);

describe("joining accounts of a contact", () => {
  it("does not depend on the order", () => {
    fc.assert(fc.property(facts, facts, (a, b) => expect(mergeFacts(a, b)).toEqual(mergeFacts(b, a))));
  });
  it("does not depend on the grouping", () => {
    fc.assert(
      fc.property(facts, facts, facts, (a, b, c) =>
        expect(mergeFacts(mergeFacts(a, b), c)).toEqual(mergeFacts(a, mergeFacts(b, c))),
      ),
    );
  });
  it("changes nothing when an account is repeated", () => {
    fc.assert(fc.property(facts, facts, (a, b) => expect(mergeFacts(mergeFacts(a, b), b)).toEqual(mergeFacts(a, b))));
  });
  it("gives one record for any order of events with duplicates", () => {
    fc.assert(
      fc.property(
        fc
          .array(facts, { minLength: 1, maxLength: 6 })
          .chain((all) =>
            fc.tuple(
              fc.constant(all),
              fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2, maxLength: all.length * 2 }),
            ),
          ),
        ([inOrder, shuffled]) => expect(shuffled.reduce(mergeFacts, {})).toEqual(inOrder.reduce(mergeFacts, {})),
      ),
    );
  });
  it("keeps the earliest of two instants, also across time zones", () => {
    const seoul = { queuedAt: "2024-12-19T09:00:00+09:00" };
    expect(mergeFacts(seoul, { queuedAt: "2024-12-19T00:00:01.000Z" })).toEqual(seoul);
  });
  it("calls a contact over once the caller has disconnected, whether or not COMPLETED came", () => {
    expect(isOver({ eventTypes: ["COMPLETED"] })).toBe(false);
    expect(isOver({ disconnectedAt: at(9) })).toBe(true);
  });
  it("calls a contact settled with the disconnection, but where an agent had it only after the after-contact work", () => {
    const talked = { connectedToAgentAt: at(5), disconnectedAt: at(9) };
    expect(isSettled({ disconnectedAt: at(9) })).toBe(true);
    expect(isSettled(talked)).toBe(false);
    expect(isSettled({ ...talked, afterContactWorkEndedAt: at(20) })).toBe(true);
    expect(isSettled({ ...talked, eventTypes: ["COMPLETED"] })).toBe(true);
    expect(isSettled({ ...talked, contactRecordAt: at(21) })).toBe(true);
    expect(isSettled({ connectedToAgentAt: at(5), contactRecordAt: at(21) })).toBe(false);
  });
});
