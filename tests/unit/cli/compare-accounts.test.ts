import { describe, expect, it } from "@jest/globals";
import type { Measurement } from "../../../domain/metrics/catalogue.ts";
import type { LedgerContact, LedgerSnapshot } from "../../../local/cli/ledger-snapshot.ts";
import { agrees, compareAccounts, type DayAccounts } from "../../../local/cli/reconcile/compare-accounts.ts";
import type { ExecutionClosing } from "../../../local/cli/reconcile/executions-account.ts";
import { renderAccounts } from "../../../local/cli/reconcile/render-accounts.ts";
import { tallyMeasurements } from "../../../local/cli/reconcile/tally.ts";

const dimensions = { Channel: "VOICE", Outcome: "agent", Language: "ko-KR" } as const;
const contact: readonly Measurement[] = [
  { metric: "Contacts", value: 1, dimensions },
  { metric: "HandleTime", value: 400_000, dimensions },
  { metric: "QueueWait", value: 6_000, dimensions },
];
const escalation: Measurement = {
  metric: "Escalations",
  value: 1,
  dimensions: { Queue: "korean-general", Reason: "agent_request", Result: "connected" },
};
const survey: readonly Measurement[] = [
  { metric: "SurveysOffered", value: 1, dimensions: {} },
  { metric: "SurveyResponses", value: 1, dimensions: {} },
  { metric: "CsatOverall", value: 4, dimensions: {} },
];

const inLedger: LedgerContact = {
  contactId: "c",
  record: { contactId: "c", state: "closed", closing: { outcome: "agent", finalSegments: 1, faults: 0 } },
  segments: [],
  decisions: [],
  isHandedOver: true,
  callbackOutcome: "served",
  survey: { answers: [{ question: "overall", score: 4, answeredAt: "2026-03-03T00:00:00.000Z" }] },
};
const ledger: LedgerSnapshot = { contacts: new Map([["c", inLedger]]), issues: [] };
const closing: ExecutionClosing = {
  outcome: "agent",
  times: { handleMs: 400_000, queueWaitMs: 6_000 },
  finalSegments: 1,
  recordedSegments: 1,
  faults: 0,
};
const callback: Measurement = { metric: "Callbacks", value: 1, dimensions: { Result: "served" } };

const day = (changes: Partial<DayAccounts> = {}): DayAccounts => ({
  metrics: tallyMeasurements([...contact, escalation, callback, ...survey]),
  measured: tallyMeasurements(contact),
  ledger,
  executions: {
    closings: [closing],
    escalations: { connected: 1 },
    callbacks: { served: 1, RUNNING: 2 },
    issues: { watched: 0, settled: 0 },
  },
  ...changes,
});
const different = (accounts: DayAccounts) =>
  compareAccounts(accounts)
    .filter((row) => !agrees(row))
    .map(({ what }) => what);

describe("the accounts of a day", () => {
  it("agree when each source, counted by itself, comes to the same", () => {
    expect(different(day())).toEqual([]);
    expect(compareAccounts(day()).find(({ what }) => what === "handle time, ms in all")).toEqual({
      what: "handle time, ms in all",
      metrics: 400_000,
      ledger: 400_000,
      executions: 400_000,
    });
  });

  it("differ where a metric was counted twice", () => {
    const twice = tallyMeasurements([...contact, ...contact, escalation, callback, ...survey]);
    expect(different(day({ metrics: twice }))).toEqual([
      "contacts, with calls nobody took",
      "ended with an agent",
      "handle time, ms in all",
      "contacts that were queued",
      "wait, ms in all",
    ]);
  });

  it("differ where the ledger has lost a contact, and where an execution closed it otherwise", () => {
    expect(different(day({ measured: tallyMeasurements([]) }))).toContain("contacts, with calls nobody took");
    const executions = { ...day().executions, closings: [{ ...closing, outcome: "abandoned" as const }] };
    expect(different(day({ executions }))).toEqual(["ended with an agent", "abandoned"]);
  });

  it("do not count a promise that joined an open callback, which has no execution", () => {
    const joined: Measurement = { ...callback, dimensions: { Result: "joined" } };
    const other: LedgerContact = {
      contactId: "d",
      segments: [],
      decisions: [],
      callbackOutcome: "joined",
    };
    const contacts = new Map([...ledger.contacts, ["d", other]]);
    const metrics = tallyMeasurements([...contact, escalation, callback, joined, ...survey]);
    expect(different(day({ metrics, ledger: { ...ledger, contacts } }))).toEqual([]);
  });

  it("count an escalation that failed, and a callback that failed, in their totals", () => {
    const executions = { ...day().executions, escalations: { FAILED: 1 }, callbacks: { FAILED: 1, served: 1 } };
    expect(different(day({ executions }))).toEqual(["handed over and taken", "callbacks ended"]);
  });

  it("are printed in three columns; a source that does not know a total has a dash, and a difference is marked", () => {
    const lines = renderAccounts([
      { what: "contacts", metrics: 1_234, ledger: 1_234, executions: 1_234 },
      { what: "surveys", metrics: 2, ledger: 3, executions: undefined },
    ]).split("\n");
    expect(lines).toEqual([
      "          METRICS  LEDGER  EXECUTIONS",
      "contacts    1,234   1,234       1,234",
      "surveys         2       3           -  ≠",
    ]);
  });
});
