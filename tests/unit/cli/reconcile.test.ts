import { describe, expect, it } from "@jest/globals";
import { renderReconciliation } from "../../../local/cli/reconcile/render-reconciliation.ts";
import { compareTallies, tallyMeasurements } from "../../../local/cli/reconcile/tally.ts";
import { dayAt, today } from "../../../local/cli/reconcile/time-range.ts";
import { createPaint } from "../../../local/cli/trace/paint.ts";

const dimensions = { Channel: "VOICE", Outcome: "bot", Language: "ko-KR" } as const;
const contact = { metric: "Contacts", value: 1, dimensions } as const;
const cost = (value: number) => ({ metric: "ContactCost", value, dimensions }) as const;

describe("a tally", () => {
  it("counts under every set of dimensions of the metric", () => {
    const tallies = tallyMeasurements([contact, contact]);
    expect(
      [...tallies.values()].map((tally) => [Object.keys(tally.dimensions).join("+"), tally.count, tally.sum]),
    ).toEqual([
      ["", 2, 2],
      ["Channel", 2, 2],
      ["Outcome", 2, 2],
      ["Language", 2, 2],
      ["Channel+Outcome+Language", 2, 2],
    ]);
  });
});

describe("two accounts of a day", () => {
  it("agree when every series has the same count and, but for rounding, the same sum", () => {
    const [here, there] = [tallyMeasurements([cost(0.1), cost(0.2)]), tallyMeasurements([cost(0.3), cost(0)])];
    expect(compareTallies(here, there).every(({ isEqual }) => isEqual)).toBe(true);
  });
  it("differ where a value is missing on either side, or counted twice", () => {
    const once = tallyMeasurements([contact]);
    for (const [ledger, metrics] of [
      [once, tallyMeasurements([])],
      [tallyMeasurements([]), once],
      [once, tallyMeasurements([contact, contact])],
    ] as const)
      expect(compareTallies(ledger, metrics).filter(({ isEqual }) => isEqual)).toEqual([]);
  });
  it("are printed with their totals, each difference, and each contact that is not known to be counted", () => {
    const series = compareTallies(tallyMeasurements([contact, cost(0.5)]), tallyMeasurements([cost(0.5)]));
    const agents = [{ agentId: "a-1", contacts: 2, handlingMs: 1_800_000, availableMs: 600_000, occupancy: 0.75 }];
    const time = { agents, unfinishedTime: ["agent a-1 from 2026-03-02T01:00:00.000Z"] };
    const found = { contacts: 1, series, unfinished: ["c-1"], ...time };
    const text = renderReconciliation("2026-03-02", found, createPaint(false));
    expect(text).toContain("2026-03-02: 1 contacts closed");
    expect(text).toMatch(/ContactCost +1 × = 0\.5 +1 × = 0\.5$/m);
    expect(text).toMatch(/Contacts Outcome=bot +1 × = 1 +0 × = 0 {2}≠$/m);
    expect(text).toContain("5 of 8 series differ");
    expect(text).toContain("not known to be counted: c-1   npm run trace -- c-1");
    expect(text).toContain("not known to be counted: agent a-1 from 2026-03-02T01:00:00.000Z");
    expect(text).toMatch(
      /^AGENT {2}CONTACTS {2}ON CONTACTS {2}AVAILABLE {2}OCCUPANCY\na-1 +2 +30:00\.0 +10:00\.0 +75\.0 %$/m,
    );
  });
});

describe("a day", () => {
  it("begins at its offset from UTC", () => {
    const { from, to } = dayAt("2026-03-02", "+09:00");
    expect([new Date(from).toISOString(), to - from]).toEqual(["2026-03-01T15:00:00.000Z", 86_400_000]);
    expect(today(Date.parse("2026-03-01T15:00:00Z"), "+09:00")).toBe("2026-03-02");
    expect(today(Date.parse("2026-03-02T04:59:59Z"), "-05:00")).toBe("2026-03-01");
  });
  it.each([
    ["2.3.2026", "+09:00", /2026-03-02/],
    ["2026-03-02", "+9", /\+09:00/],
    ["2026-13-02", "+09:00", /not in the calendar/],
  ])("is refused when it is written as %s %s", (day, offset, message) => {
    expect(() => dayAt(day, offset)).toThrow(message);
  });
});
