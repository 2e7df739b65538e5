import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import configured from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { isOpen, nextOpening, OpeningHours } from "../../../domain/routing/opening-hours.ts";

const hours = OpeningHours.parse(configured);
const seoul = (text: string) => Date.parse(`${text}+09:00`);
const shown = (at: number) => new Date(at + 9 * 3_600_000).toISOString().slice(0, 16);

describe("opening hours", () => {
  it.each([
    ["on a weekday morning", "2026-11-23T09:00:00", true],
    ["a moment before nine", "2026-11-23T08:59:59", false],
    ["a moment before six", "2026-11-23T17:59:59", true],
    ["at six", "2026-11-23T18:00:00", false],
    ["on a Sunday", "2026-11-22T12:00:00", false],
    ["at Chuseok", "2026-09-25T12:00:00", false],
    ["on a substitute holiday", "2026-10-05T12:00:00", false],
  ])("%s", (_name, at, open) => {
    expect(isOpen(hours, seoul(at))).toBe(open);
  });

  it.each([
    ["it is open already", "2026-11-23T10:30:00", "2026-11-23T10:30"],
    ["before nine, the same day", "2026-11-23T07:00:30", "2026-11-23T09:00"],
    ["after six, the next day", "2026-11-23T19:00:00", "2026-11-24T09:00"],
    ["on Friday evening, Monday", "2026-11-20T18:00:00", "2026-11-23T09:00"],
    ["before Chuseok, behind the weekend that follows it", "2026-09-23T18:00:00", "2026-09-28T09:00"],
  ])("opens next: %s", (_name, at, next) => {
    expect(shown(nextOpening(hours, seoul(at)))).toBe(next);
  });

  it("lets an exception win over the weekday and over a public holiday", () => {
    const exceptions = { "2026-11-22": ["10:00-12:00"], "2026-09-25": ["09:00-13:00"], "2026-06-03": [] };
    const special = OpeningHours.parse({ ...configured, exceptions });
    expect(isOpen(special, seoul("2026-11-22T11:00:00"))).toBe(true);
    expect(isOpen(special, seoul("2026-09-25T12:59:00"))).toBe(true);
    expect(isOpen(special, seoul("2026-06-03T12:00:00"))).toBe(false);
  });

  it("follows summer time where the zone has it", () => {
    const newYork = OpeningHours.parse({ ...configured, timeZone: "America/New_York", koreanHolidays: false });
    expect(new Date(nextOpening(newYork, Date.parse("2026-03-07T12:00:00Z"))).toISOString()).toBe(
      "2026-03-09T13:00:00.000Z",
    );
    const sundays = { ...newYork, exceptions: OpeningHours.shape.exceptions.parse({ "2026-03-08": ["09:00-12:00"] }) };
    expect(new Date(nextOpening(sundays, Date.parse("2026-03-07T12:00:00Z"))).toISOString()).toBe(
      "2026-03-08T13:00:00.000Z",
    );
  });

  it("always opens at the next instant that is open, never earlier and never later", () => {
    const minutes = fc
      .integer({ min: 0, max: 525_600 })
      .map((minute) => seoul("2026-01-01T00:00:00") + minute * 60_000);
    fc.assert(
      fc.property(minutes, (at) => {
        const next = nextOpening(hours, at);
        expect(isOpen(hours, next)).toBe(true);
        for (let before = at; before < next; before += 15 * 60_000) expect(isOpen(hours, before)).toBe(false);
      }),
    );
  });

  it.each([
    ["25:00-26:00", "written like"],
    ["18:00-09:00", "must end after they begin"],
  ])("refuses %s", (span, reason) => {
    const wrong = { ...configured, weekly: { ...configured.weekly, mon: [span] } };
    expect(() => OpeningHours.parse(wrong)).toThrow(reason);
  });

  it("says so when the centre would never open again", () => {
    const weekly = Object.fromEntries(Object.keys(configured.weekly).map((day) => [day, []]));
    const closed = OpeningHours.parse({ ...configured, weekly });
    expect(() => nextOpening(closed, seoul("2026-11-23T10:00:00"))).toThrow("correct weekly and exceptions");
  });
});
