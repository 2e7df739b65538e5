import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type ContactExecution, dayReport, percentile } from "../../../local/cli/day-report.ts";
import type { LedgerContact, LedgerSnapshot } from "../../../local/cli/ledger-snapshot.ts";
import type { BoardRow } from "../../../local/cli/start/contact-board.ts";
import { explainUnfinished } from "../../../local/cli/start/explain-unfinished.ts";
import { unfinishedContacts } from "../../../local/cli/start/unfinished-contacts.ts";
import type { Decision } from "../../../schemas/decision.ts";

const engines = { speech: "replay", language: "simulated", telephony: "simulated" };

const decision = (latencyMs: number, action: Decision["action"] = "answer"): Decision => ({
  segmentId: "s",
  contactId: "c",
  sequence: 1,
  action,
  intent: "refund",
  confidence: 0.9,
  reasons: ["because"],
  message: "",
  decidedAt: "2026-11-23T00:00:00.000Z",
  latencyMs,
});

function contact(
  contactId: string,
  more: {
    outcome?: "bot" | "agent" | "abandoned" | "unreached";
    final?: number;
    held?: number;
    decisions?: Decision[];
  } = {},
): LedgerContact {
  const { outcome, final = 0, held = final, decisions = [] } = more;
  return {
    contactId,
    record: {
      contactId,
      state: outcome ? "closed" : "open",
      ...(outcome && { closing: { outcome, finalSegments: final, faults: 0 } }),
    },
    segments: Array.from({ length: held }, (_, index) => ({
      participantRole: "CUSTOMER",
      text: "",
      endOffsetMs: index,
    })),
    decisions,
  };
}

const ledger = (...contacts: LedgerContact[]): LedgerSnapshot => ({
  contacts: new Map(contacts.map((each) => [each.contactId, each])),
  issues: [],
});
const execution = (contactId: string, status: ContactExecution["status"]): ContactExecution => ({
  contactId,
  status,
  executionArn: "arn",
});

describe("the day's figures", () => {
  it("count outcomes, segments and the segments that the ledger lacks", () => {
    const report = dayReport(
      ledger(
        contact("1", { outcome: "bot", final: 3 }),
        contact("2", { outcome: "agent", final: 4, held: 2 }),
        contact("3", { outcome: "abandoned" }),
      ),
      [execution("1", "SUCCEEDED"), execution("2", "FAILED"), execution("3", "RUNNING"), execution("4", "TIMED_OUT")],
      5,
      engines,
    );
    expect(report).toMatchObject({
      contacts: 3,
      bot: 1,
      agent: 1,
      abandoned: 1,
      segments: 5,
      lostSegments: 2,
      failedExecutions: 2,
      deadLetters: 5,
    });
  });

  it("take the latency of decisions that did something", () => {
    const report = dayReport(
      ledger(contact("1", { decisions: [decision(100), decision(300), decision(9_000, "none")] })),
      [],
      0,
      engines,
    );
    expect(report).toMatchObject({ decisionMsP50: 100, decisionMsP95: 300 });
  });

  it("have no latency where nothing was decided", () => {
    expect(dayReport(ledger(), [], 0, engines).decisionMsP50).toBeNull();
  });

  it("take a percentile that is one of the values and has the right share of them below or beside it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(10_000), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = values.sort((one, other) => one - other);
          const value = percentile(sorted, share)!;
          expect(sorted).toContain(value);
          expect(sorted.filter((each) => each <= value).length).toBeGreaterThanOrEqual(
            Math.floor(share * sorted.length),
          );
        },
      ),
    );
  });
});

describe("contacts without an end", () => {
  it("are told with what they lack; a named Fail is an end", () => {
    const read = ledger(
      contact("closed", { outcome: "bot" }),
      contact("open"),
      contact("running", { outcome: "bot" }),
      contact("failed"),
      contact("orphan"),
    );
    const executions = [
      execution("closed", "SUCCEEDED"),
      execution("open", "SUCCEEDED"),
      execution("running", "RUNNING"),
      execution("failed", "FAILED"),
    ];
    expect(unfinishedContacts(["closed", "open", "running", "failed", "orphan", "missing"], read, executions)).toEqual([
      { contactId: "open", reason: expect.stringMatching(/record is not closed/) },
      { contactId: "running", reason: expect.stringMatching(/still running/), executionArn: "arn" },
      { contactId: "orphan", reason: expect.stringMatching(/no execution/) },
      { contactId: "missing", reason: expect.stringMatching(/none of its events arrived/) },
    ]);
  });
});

describe("calls of ours", () => {
  it("are waited for while they last, though they are in no plan", () => {
    const executions = [
      execution("planned", "SUCCEEDED"),
      execution("ours", "RUNNING"),
      execution("over", "SUCCEEDED"),
    ];
    expect(unfinishedContacts(["planned"], ledger(contact("planned", { outcome: "bot" })), executions)).toEqual([
      { contactId: "ours", reason: "its execution is still running", executionArn: "arn" },
    ]);
  });

  it("are contacts where somebody was reached, and none where nobody took them", () => {
    const read = ledger(contact("1", { outcome: "agent" }), contact("2", { outcome: "unreached" }));
    expect(dayReport(read, [], 0, engines)).toMatchObject({ contacts: 1, agent: 1 });
  });
});

describe("the explanation of contacts without an end", () => {
  it("says where call and machine stand, and counts the calls that were never begun in one line", async () => {
    const row = (contactId: string, state: BoardRow["state"]): BoardRow => ({
      contactId,
      state,
      name: "",
      languageCode: "ko-KR",
      heard: [],
      decided: "",
      outcome: "",
    });
    const lines = await explainUnfinished(
      [
        { contactId: "one", reason: "its execution is still running", executionArn: "arn:one" },
        { contactId: "two", reason: "nothing arrived" },
        { contactId: "three", reason: "nothing arrived" },
      ],
      [row("one", "ended"), row("two", "waiting"), row("three", "waiting")],
      async (arn) => (arn === "arn:one" ? "TranscribeMedia" : undefined),
    );
    expect(lines).toEqual([
      "Contact one has not reached an end: its execution is still running (in TranscribeMedia; the call: ended).",
      "2 of 3 contacts were not played: the run was broken off before their turn.",
    ]);
  });
});
