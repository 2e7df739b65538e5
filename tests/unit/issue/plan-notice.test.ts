import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { OnCall, onCall } from "../../../domain/issue/on-call.ts";
import { type NoticePlan, type NoticeProgress, planNotice } from "../../../domain/issue/plan-notice.ts";
import { at, dayStart, issue } from "../../support/builders.ts";

const hour = 3_600;
const day = 24 * hour;
const opened = issue({ openedAt: at(0) });
const plan = (ageS: number, known?: NoticeProgress, which = opened): NoticePlan =>
  planNotice(which, known, dayStart + ageS * 1_000, onCall);
const open = (round: number): NoticeProgress => ({ state: "open", round, isOver: false });

/** The notices of an issue that stays as it is, each looked for when the one before said so. */
function noticesOf(which = opened, lookups = 400): [line: string, occasion: string, ageS: number][] {
  const told: [string, string, number][] = [];
  let known: NoticeProgress | undefined;
  let ageS = 0;
  for (let index = 0; index < lookups; index += 1) {
    const next = plan(ageS, known, which);
    if (next.next === "settle" || next.next === "give-up") break;
    if (next.next === "tell") told.push([next.line, next.occasion, ageS]);
    known = next.progress;
    ageS += next.waitS;
  }
  return told;
}

describe("the times of the emergency organisation", () => {
  it("are those of the go-live report: at once, within 30 minutes, within an hour", () => {
    expect(onCall.tiers).toEqual([
      { line: "first", afterS: 0 },
      { line: "second", afterS: 30 * 60 },
      { line: "third", afterS: 60 * 60 },
    ]);
  });
  it.each([
    ["tiers", { tiers: [...onCall.tiers].reverse() }],
    ["watchedS", { watchedS: 1 }],
    ["keptOpenS", { keptOpenS: onCall.watchedS }],
    ["untakenReminderS", { untakenReminderS: 0 }],
  ])("are refused by the name of the field when %s makes no sense", (field, change) => {
    const refused = OnCall.safeParse({ ...onCall, ...change });
    expect(refused.error?.issues.map(({ path }) => path[0])).toContain(field);
  });
});

describe("planning the notices of an issue", () => {
  it("tells line after line, reminds the last one, and ends with a last notice", () => {
    const told = noticesOf();
    expect(told.slice(0, 4)).toEqual([
      ["first", "new", 0],
      ["second", "untaken", 1_800],
      ["third", "untaken", hour],
      ["third", "still-untaken", 5 * hour],
    ]);
    expect(told.at(-1)).toEqual(["third", "last", 30 * day]);
    expect(told.filter(([, occasion]) => occasion === "last")).toHaveLength(1);
  });
  it("reminds the first line daily of a taken issue", () => {
    const taken = issue({ state: "taken", openedAt: at(0), takenAt: at(600) });
    expect(noticesOf(taken).slice(0, 2)).toEqual([
      ["first", "unresolved", 600 + day],
      ["first", "unresolved", 600 + 2 * day],
    ]);
    expect(noticesOf(taken).at(-1)).toEqual(["third", "last", 30 * day]);
  });
  it("gives the last notice once, in whatever state the issue is by then", () => {
    const last = plan(30 * day, open(200));
    expect(last).toMatchObject({ next: "tell", occasion: "last", noticeId: "open#200" });
    const after = last.next === "tell" ? last.progress : undefined;
    const taken = issue({ state: "taken", openedAt: at(0), takenAt: at(31 * day) });
    expect(plan(31 * day, after, taken)).toMatchObject({ next: "wait", waitS: onCall.keptOpenS - 31 * day });
  });
  it("waits when it is asked too early", () => {
    expect(plan(1_000, open(1))).toEqual({ next: "wait", progress: open(1), waitS: 800 });
    expect(plan(1_799.5, open(1))).toMatchObject({ next: "wait", waitS: 1 });
  });
  it("makes up for tiers that were missed but not for reminders", () => {
    expect(plan(2 * hour)).toMatchObject({ line: "first", progress: open(1), waitS: 1 });
    expect(plan(2 * hour, open(1))).toMatchObject({ line: "second", progress: open(2), waitS: 1 });
    expect(plan(2 * hour, open(2))).toMatchObject({ line: "third", progress: open(3), waitS: 3 * hour });
    expect(plan(22 * hour, open(3))).toMatchObject({ occasion: "still-untaken", progress: open(8), waitS: 3 * hour });
  });
  it("settles what is resolved and gives up in the end", () => {
    expect(plan(5, open(1), issue({ state: "resolved", openedAt: at(0) }))).toEqual({ next: "settle" });
    expect(plan(onCall.keptOpenS, open(9))).toEqual({ next: "give-up" });
  });
  it("never waits for nothing nor beyond the end, and never tells the same notice twice", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 * day }), { minLength: 1, maxLength: 60 }),
        fc.option(fc.integer({ min: 0, max: 40 * day }), { nil: undefined }),
        (ages, takenS) => {
          const ids: string[] = [];
          let known: NoticeProgress | undefined;
          for (const ageS of ages.sort((a, b) => a - b)) {
            const isTaken = takenS !== undefined && ageS >= takenS;
            const which = isTaken ? issue({ state: "taken", openedAt: at(0), takenAt: at(takenS) }) : opened;
            const next = plan(ageS, known, which);
            if (next.next === "settle" || next.next === "give-up") throw new Error("there is nothing to settle");
            expect(next.waitS).toBeGreaterThan(0);
            expect(ageS + next.waitS).toBeLessThanOrEqual(onCall.keptOpenS);
            if (next.next === "tell") ids.push(next.noticeId);
            known = next.progress;
          }
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });
});
