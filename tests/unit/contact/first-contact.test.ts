import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { ContactOutcome } from "../../../domain/contact/contact-outcome.ts";
import { judgeFirstContact, mattersOf, relatedContacts } from "../../../domain/contact/first-contact.ts";
import { settleFirstContact } from "../../../functions/contact/settle-first-contact/step.ts";
import type { Decision } from "../../../schemas/decision.ts";
import { at, decision } from "../../support/builders.ts";
import { inMemoryCallbacks } from "../../support/in-memory-callbacks.ts";
import { inMemoryCallers } from "../../support/in-memory-callers.ts";
import { inMemoryEmissions } from "../../support/in-memory-emissions.ts";
import { inMemoryFirstContacts } from "../../support/in-memory-first-contacts.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { recordingMetrics, toolsWith } from "../../support/recording-metrics.ts";

const hour = 3_600;

/** A contact of one caller, as the test tells it. Seconds into the day. */
interface Told {
  readonly id: string;
  readonly at: number;
  readonly intent?: Decision["intent"];
  readonly outcome?: ContactOutcome;
  readonly action?: Decision["action"];
  readonly caller?: string | null;
  readonly method?: string;
  readonly isPromised?: true;
}

function world() {
  const ledger = inMemoryLedger();
  const callers = inMemoryCallers();
  const callbacks = inMemoryCallbacks();
  const firstContacts = inMemoryFirstContacts();
  const metrics = recordingMetrics();
  const dependencies = {
    ...ledger,
    ...callers,
    readPromise: callbacks.readPromise,
    ...firstContacts,
    ...inMemoryEmissions(),
    now: () => new Date(at(0)),
    sleep: async () => {},
  };
  /** What is in the ledger when the contact's utterances have been recorded. */
  const talk = async (told: Told) => {
    const { id, intent = "delivery_status", action = "answer", caller = "caller", method = "INBOUND" } = told;
    await ledger.mergeFacts(id, { channel: "VOICE", initiationMethod: method, initiatedAt: at(told.at) });
    await ledger.putDecision(decision({ contactId: id, segmentId: `${id}#1`, intent, action }));
    if (told.isPromised) await callbacks.promise({ contactId: id, languageCode: "ko-KR", promisedAt: at(told.at) });
    if (caller === null) return;
    await callers.putCaller(id, caller);
    await callers.noteMatter(caller, intent, { contactId: id, at: at(told.at) });
  };
  const close = async ({ id, at: seconds, outcome = "bot" }: Told) => {
    await ledger.close(id, {
      outcome,
      times: {},
      closedAt: at(seconds + 60),
      finalSegments: 1,
      recordedSegments: 1,
      decisions: 1,
      faults: 0,
    });
  };
  const settle = ({ id }: Told) => settleFirstContact(dependencies, { contactId: id }, toolsWith(metrics));
  /** A contact from its beginning to its judgement. */
  const play = async (told: Told) => {
    await talk(told);
    await close(told);
    await settle(told);
  };
  const totals = () => {
    const sum = (name: string) => (metrics.values[name] ?? []).reduce((total, value) => total + value, 0);
    return {
      first: sum("FirstContacts"),
      resolved: sum("FirstContactsResolved"),
      returned: sum("FirstContactsReturned"),
    };
  };
  return { play, talk, close, settle, totals, metrics, firstContacts };
}

describe("what a contact was about", () => {
  it("is each intent that says something and was understood, once", () => {
    const said = [
      ["agent_request", "escalate"],
      ["refund", "answer"],
      ["refund", "answer"],
      ["payment_error", "ask_again"],
      ["affirm", "answer"],
    ].map(([intent = "", action = ""]) => ({ intent, action }));
    expect(mattersOf(said)).toEqual(["refund"]);
  });
});

describe("a contact", () => {
  const good = { outcome: "bot", actions: ["answer", "end"], isCallbackPromised: false, hasEarlier: false } as const;
  it.each([
    ["that the bot served", {}, { isFirst: true, isResolved: true }],
    ["that an agent served", { outcome: "agent" }, { isFirst: true, isResolved: true }],
    ["that was abandoned", { outcome: "abandoned" }, { isFirst: true, isResolved: false }],
    ["in which a complaint was opened", { actions: ["open_issue", "answer"] }, { isFirst: true, isResolved: false }],
    ["that ended with the promise of a callback", { isCallbackPromised: true }, { isFirst: true, isResolved: false }],
    ["that repeats another", { hasEarlier: true }, { isFirst: false, isResolved: true }],
  ] as const)("%s is judged by what is left to be done", (_which, more, judged) => {
    expect(judgeFirstContact({ ...good, ...more })).toEqual(judged);
  });

  it("is related to the caller's others about the same within a day before and after, and to none else", () => {
    const matters = [-25, -23, 0, 1, 25].map((hours) => ({
      contactId: `at ${hours}`,
      at: at(30 * hour + hours * hour),
    }));
    expect(relatedContacts("at 0", at(30 * hour), matters)).toEqual({ earlier: ["at -23"], later: ["at 1"] });
  });
});

describe("first-contact resolution", () => {
  it("counts a contact when it closes, at the time of its closing, and once", async () => {
    const { play, settle, totals, metrics } = world();
    const told = { id: "a", at: 0 };
    await play(told);
    await settle(told);
    expect(totals()).toEqual({ first: 1, resolved: 1, returned: 0 });
    expect(metrics.lines.map((line) => line.at)).toEqual([Date.parse(at(60))]);
    expect(metrics.measurements[0]?.dimensions).toEqual({ Outcome: "bot" });
  });

  it("waits for the closing", async () => {
    const { talk, settle } = world();
    await talk({ id: "a", at: 0 });
    await expect(settle({ id: "a", at: 0 })).rejects.toMatchObject({ name: "NotReady" });
  });

  it("takes a contact back, at the time of that contact, when the caller comes back about the same", async () => {
    const { play, totals, metrics, firstContacts } = world();
    await play({ id: "a", at: 0 });
    await play({ id: "b", at: 5 * hour, outcome: "agent" });
    await play({ id: "c", at: 6 * hour });
    expect(totals()).toEqual({ first: 1, resolved: 1, returned: 1 });
    const taken = metrics.lines.filter(({ about }) => about.emission === "first-contact-returned");
    expect(taken).toEqual([
      { at: Date.parse(at(60)), about: { contactId: "a", emission: "first-contact-returned", requestId: "request-1" } },
    ]);
    expect(firstContacts.returns.get("a")).toEqual({ contactId: "b", at: at(0) });
  });

  it.each([
    ["another matter", { id: "b", at: hour, intent: "payment_error" }, { first: 2, resolved: 2, returned: 0 }],
    ["another caller", { id: "b", at: hour, caller: "another" }, { first: 2, resolved: 2, returned: 0 }],
    ["the next day", { id: "b", at: 25 * hour }, { first: 2, resolved: 2, returned: 0 }],
    ["a call of ours", { id: "b", at: hour, method: "API" }, { first: 1, resolved: 1, returned: 0 }],
    ["a withheld number", { id: "b", at: hour, caller: null }, { first: 1, resolved: 1, returned: 0 }],
    [
      "nothing but a wish for an agent",
      { id: "b", at: hour, intent: "agent_request" },
      { first: 1, resolved: 1, returned: 0 },
    ],
  ] as const)("is not changed by a second contact of %s", async (_what, second: Told, expected) => {
    const { play, totals } = world();
    await play({ id: "a", at: 0 });
    await play(second);
    expect(totals()).toEqual(expected);
  });

  it("does not take back what was not resolved", async () => {
    const { play, totals } = world();
    await play({ id: "a", at: 0, outcome: "abandoned" });
    await play({ id: "b", at: hour, action: "open_issue", intent: "complaint" });
    await play({ id: "c", at: 2 * hour, isPromised: true, intent: "refund" });
    await play({ id: "d", at: 3 * hour });
    expect(totals()).toEqual({ first: 3, resolved: 0, returned: 0 });
  });

  it("comes to the same in whatever order contacts close, are settled and settled again", async () => {
    const contacts: Told[] = [0, 1, 2, 26, 27, 60].map((hours) => ({ id: `at-${hours}`, at: hours * hour }));
    const steps = contacts.flatMap((told) => [
      { told, step: "close" as const },
      { told, step: "settle" as const },
      { told, step: "settle" as const },
    ]);
    const orders = fc.shuffledSubarray(steps, { minLength: steps.length, maxLength: steps.length });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const { talk, close, settle, totals } = world();
        for (const told of contacts) await talk(told);
        const closed = new Set<string>();
        for (const { told } of order) {
          // A contact is settled only after it has closed.
          if (!closed.has(told.id)) await close(told);
          else await settle(told);
          closed.add(told.id);
        }
        // 0 h and 60 h are first; 1 h, 2 h, and, through 2 h, 26 h and 27 h repeat an earlier one.
        expect(totals()).toEqual({ first: 2, resolved: 2, returned: 1 });
      }),
      { numRuns: 60 },
    );
  });
});
