import type { LedgerSnapshot } from "../ledger-snapshot.ts";
import type { ExecutionsAccount } from "./executions-account.ts";
import { type Tallies, type Tally, tallyKey } from "./tally.ts";

/** One total of a day as each source has it; undefined where a source does not know it. */
export interface AccountRow {
  readonly what: string;
  readonly metrics: number | undefined;
  readonly ledger: number | undefined;
  readonly executions: number | undefined;
}

/** The accounts of one day. */
export interface DayAccounts {
  /** By CloudWatch's metrics. */
  readonly metrics: Tallies;
  /** Counted anew from the ledger, by the functions that the metrics are made with. */
  readonly measured: Tallies;
  /** The ledger itself. */
  readonly ledger: LedgerSnapshot;
  readonly executions: ExecutionsAccount;
}

const outcomes = ["bot", "agent", "abandoned", "unreached"] as const;

/** The series that {@link compareAccounts} reads beside those of contacts and utterances. */
export const comparedSeries: readonly Pick<Tally, "metric" | "dimensions">[] = [
  { metric: "Escalations", dimensions: {} },
  { metric: "Escalations", dimensions: { Result: "connected" } },
  { metric: "Callbacks", dimensions: {} },
  { metric: "Callbacks", dimensions: { Result: "reached" } },
  { metric: "SurveysOffered", dimensions: {} },
  { metric: "SurveyResponses", dimensions: {} },
  { metric: "CsatOverall", dimensions: {} },
  { metric: "IssuesResolved", dimensions: {} },
];

/** Puts the totals of a day side by side, each taken from its source alone. Durations are sums in milliseconds. */
export function compareAccounts({ metrics, measured, ledger, executions }: DayAccounts): readonly AccountRow[] {
  const count = (tallies: Tallies, metric: string, dimensions: Readonly<Record<string, string>> = {}) =>
    tallies.get(tallyKey(metric, dimensions))?.count ?? 0;
  const sum = (tallies: Tallies, metric: string) => tallies.get(tallyKey(metric, {}))?.sum ?? 0;
  const contacts = [...ledger.contacts.values()];
  const { closings, escalations, callbacks, issues } = executions;
  const total = (values: readonly (number | undefined)[]) =>
    values.reduce<number>((whole, value) => whole + (value ?? 0), 0);
  const scores = contacts
    .flatMap(({ survey }) => survey?.answers ?? [])
    .filter(({ question }) => question === "overall");
  const callbackOutcomes = contacts.flatMap(({ callbackOutcome }) => callbackOutcome ?? []);
  const handedOver = contacts.filter(({ isHandedOver }) => isHandedOver);
  const row = (
    what: string,
    metric: number | undefined,
    inLedger: number | undefined,
    inExecutions: number | undefined,
  ): AccountRow => ({ what, metrics: metric, ledger: inLedger, executions: inExecutions });

  return [
    row("contacts, with calls nobody took", count(metrics, "Contacts"), count(measured, "Contacts"), closings.length),
    ...outcomes.map((outcome) =>
      row(
        outcomeNames[outcome],
        count(metrics, "Contacts", { Outcome: outcome }),
        count(measured, "Contacts", { Outcome: outcome }),
        closings.filter((closing) => closing.outcome === outcome).length,
      ),
    ),
    row(
      "handle time, ms in all",
      sum(metrics, "HandleTime"),
      sum(measured, "HandleTime"),
      total(closings.map(({ times }) => times.handleMs)),
    ),
    row(
      "contacts that were queued",
      count(metrics, "QueueWait"),
      count(measured, "QueueWait"),
      closings.filter(({ times }) => times.queueWaitMs !== undefined).length,
    ),
    row(
      "wait, ms in all",
      sum(metrics, "QueueWait"),
      sum(measured, "QueueWait"),
      total(closings.map(({ times }) => times.queueWaitMs)),
    ),
    row(
      "final segments that were lost",
      sum(metrics, "LostSegments"),
      sum(measured, "LostSegments"),
      total(closings.map(({ finalSegments, recordedSegments }) => finalSegments - recordedSegments)),
    ),
    row(
      "faults survived",
      sum(metrics, "Faults"),
      sum(measured, "Faults"),
      total(closings.map(({ faults }) => faults)),
    ),
    row("handed over", count(metrics, "Escalations"), handedOver.length, total(Object.values(escalations))),
    row(
      "handed over and taken",
      count(metrics, "Escalations", { Result: "connected" }),
      handedOver.filter(({ record }) => record?.closing?.outcome === "agent").length,
      escalations.connected ?? 0,
    ),
    // A promise that joined an open callback has no execution of its own.
    row(
      "callbacks ended",
      count(metrics, "Callbacks") - count(metrics, "Callbacks", { Result: "joined" }),
      callbackOutcomes.filter((outcome) => outcome !== "joined").length,
      total(Object.entries(callbacks).map(([how, times]) => (how === "RUNNING" ? 0 : times))),
    ),
    row(
      "callbacks reached",
      count(metrics, "Callbacks", { Result: "reached" }),
      callbackOutcomes.filter((outcome) => outcome === "reached").length,
      callbacks.reached ?? 0,
    ),
    row(
      "surveys offered",
      count(metrics, "SurveysOffered"),
      contacts.filter(({ survey }) => survey !== undefined).length,
      undefined,
    ),
    row("surveys answered", count(metrics, "SurveyResponses"), scores.length, undefined),
    row("overall scores, sum", sum(metrics, "CsatOverall"), total(scores.map(({ score }) => score)), undefined),
    row("issues opened", undefined, ledger.issues.length, issues.watched),
    row(
      "issues resolved",
      count(metrics, "IssuesResolved"),
      ledger.issues.filter(({ state }) => state === "resolved").length,
      issues.settled,
    ),
  ];
}

const outcomeNames = {
  bot: "ended with the bot",
  agent: "ended with an agent",
  abandoned: "abandoned",
  unreached: "calls of ours nobody took",
} as const;

/** Whether all sources that know a total have the same. */
export function agrees({ metrics, ledger, executions }: AccountRow): boolean {
  return new Set([metrics, ledger, executions].filter((value) => value !== undefined)).size === 1;
}
