import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  chooseFindings,
  type Finding,
  type FunctionFigures,
  findAilment,
  isSuspect,
} from "../../../domain/remedy/find-ailment.ts";
import { judgeRecovery, watchFrom } from "../../../domain/remedy/judge-recovery.ts";
import { nextMemory } from "../../../domain/remedy/next-memory.ts";
import {
  askPermission,
  emptyDesk,
  endTreatment,
  type RemedyDesk,
  turnSwitch,
} from "../../../domain/remedy/remedy-desk.ts";
import { RemedyRules, remedyRules } from "../../../domain/remedy/remedy-rules.ts";
import { dayStart } from "../../support/builders.ts";

const daySeconds = 86_400;

describe("the rules of remedies", () => {
  it.each([
    [{ memoryStepsMb: [512, 256] }, "each step must be larger"],
    [{ leastWatchS: 20_000 }, "must not be shorter than leastWatchS"],
    [{ leaseS: 10_000 }, "must be longer than longestWatchS"],
  ])("refuses %j", (wrong, message) => {
    expect(() => RemedyRules.parse({ ...remedyRules, ...wrong })).toThrow(message);
  });
});

describe("one step more memory", () => {
  it.each([
    [128, 256],
    [256, 512],
    [512, 1024],
    [600, 1024],
    [1024, undefined],
    [3008, undefined],
  ])("of %i MB is %s", (from, to) => {
    expect(nextMemory(from, remedyRules)).toBe(to);
  });
  it("is always more, never above the bound, and repeated comes to an end at it", () => {
    const steps = fc
      .uniqueArray(fc.integer({ min: 128, max: 10_240 }), { minLength: 2 })
      .map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(steps, fc.integer({ min: 128, max: 10_240 }), (memoryStepsMb, from) => {
        const bound = memoryStepsMb.at(-1) ?? 0;
        let raises = 0;
        let memory = from;
        for (let next = nextMemory(memory, { memoryStepsMb }); next !== undefined; raises += 1) {
          expect(next).toBeGreaterThan(memory);
          expect(next).toBeLessThanOrEqual(bound);
          memory = next;
          next = nextMemory(memory, { memoryStepsMb });
        }
        expect(raises).toBeLessThanOrEqual(memoryStepsMb.length);
      }),
    );
  });
});

describe("what ails a function", () => {
  const figures = (overrides: Partial<FunctionFigures> = {}): FunctionFigures => ({
    functionName: "f",
    invocations: 50,
    errors: 0,
    longestMs: 900,
    memoryPercent: 0,
    ...overrides,
  });
  const limits = { memoryMb: 512, timeoutS: 8, kills: 0 };
  it.each([
    [{}, {}, undefined],
    [{ memoryPercent: 79, longestMs: 7_919 }, {}, undefined],
    [{ memoryPercent: 80 }, {}, "near-memory-limit"],
    [{ longestMs: 7_995 }, {}, "timing-out"],
    [{ longestMs: 7_995, memoryPercent: 91 }, {}, "near-memory-limit"],
    [{ memoryPercent: 91 }, { kills: 1 }, "out-of-memory"],
  ])("with %j and %j is %s", (shown, limited, ailment) => {
    expect(findAilment(figures(shown), { ...limits, ...limited }, remedyRules)?.ailment).toBe(ailment);
  });
  it("is looked for only where memory was nearly full or something failed", () => {
    expect(isSuspect(figures({ longestMs: 8_000 }), remedyRules)).toBe(false);
    expect(isSuspect(figures({ errors: 1 }), remedyRules)).toBe(true);
    expect(isSuspect(figures({ memoryPercent: 80 }), remedyRules)).toBe(true);
  });
  const finding = (functionName: string, ailment: Finding["ailment"]): Finding => ({
    functionName,
    ailment,
    evidence: "x",
  });
  it("is treated the worst first, and only so many at once", () => {
    const found = [
      finding("a", "timing-out"),
      finding("b", "near-memory-limit"),
      finding("c", "out-of-memory"),
      finding("d", "near-memory-limit"),
    ];
    expect(chooseFindings(found, remedyRules).map(({ functionName }) => functionName)).toEqual(["c", "b", "d"]);
  });
  it("is not treated where many functions time out at once: what they wait for is slow", () => {
    const slow = ["a", "b", "c"].map((name) => finding(name, "timing-out"));
    expect(chooseFindings([...slow, finding("m", "near-memory-limit")], remedyRules)).toEqual([
      finding("m", "near-memory-limit"),
    ]);
    expect(chooseFindings(slow.slice(1), remedyRules)).toHaveLength(2);
  });
});

describe("whether a remedy helps", () => {
  const limits = { memoryMb: 1024, timeoutS: 8, kills: 0 };
  const seen = (
    overrides: Partial<FunctionFigures>,
    watchedS: number,
    ailment: Finding["ailment"] = "near-memory-limit",
    kills = 0,
  ) => {
    const figures = { functionName: "f", invocations: 0, errors: 0, longestMs: 0, memoryPercent: 0, ...overrides };
    const now = dayStart + watchedS * 1_000;
    return judgeRecovery(ailment, figures, { ...limits, kills }, { from: dayStart, now }, remedyRules);
  };
  it.each([
    [{ invocations: 20 }, 900, "recovered"],
    [{ invocations: 20 }, 899, "wait"],
    [{ invocations: 19 }, 900, "wait"],
    [{ invocations: 19 }, 14_399, "wait"],
    [{ invocations: 19 }, 14_400, "too-few-invocations"],
    [{ invocations: 500, memoryPercent: 81 }, 60, "still-ill"],
    [{ invocations: 500, longestMs: 8_000 }, 900, "recovered"],
  ] as const)("after %j and %i s: %s", (figures, watchedS, verdict) => {
    expect(seen(figures, watchedS).verdict).toBe(verdict);
  });
  it("is judged of a function that timed out by time-outs and by memory alike", () => {
    expect(seen({ invocations: 500, longestMs: 8_000 }, 900, "timing-out").verdict).toBe("still-ill");
    expect(seen({ invocations: 500, memoryPercent: 90 }, 900, "timing-out").verdict).toBe("still-ill");
    expect(seen({ invocations: 500 }, 900, "near-memory-limit", 2).verdict).toBe("still-ill");
  });
  it("is looked at from the first whole minute after the last invocation with the old memory", () => {
    expect(new Date(watchFrom("2024-12-19T00:00:00.000Z", 8)).toISOString()).toBe("2024-12-19T00:01:00.000Z");
    expect(new Date(watchFrom("2024-12-19T00:00:00.000Z", 900)).toISOString()).toBe("2024-12-19T00:15:00.000Z");
  });
});

describe("the desk at which remedies ask for permission", () => {
  /** What may happen at the desk, in any order and at any time. */
  const deed = fc.record({
    what: fc.constantFrom("ask", "ask", "ask", "end", "stop", "start"),
    functionName: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    serial: fc.integer({ min: 0, max: 3 }),
    afterS: fc.integer({ min: 0, max: 20_000 }),
  });
  it("never treats one function twice at once or soon, never exceeds the day's budget, and grants nothing while stopped", () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        let desk: RemedyDesk = emptyDesk;
        let now = dayStart;
        const granted: { readonly functionName: string; readonly remedyId: string; readonly at: number }[] = [];
        for (const { what, functionName, serial, afterS } of deeds) {
          now += afterS * 1_000;
          const remedyId = `${functionName}${serial}`;
          if (what === "stop" || what === "start") desk = turnSwitch(desk, { isOn: what === "start" });
          else if (what === "end") desk = endTreatment(desk, remedyId);
          else {
            const wasUnderWay = desk.underWay.some((one) => one.remedyId === remedyId);
            const asked = askPermission(desk, { functionName, remedyId }, now, remedyRules);
            if (asked.permission === "granted") {
              expect(desk.switch.isOn).toBe(true);
              if (!wasUnderWay) granted.push({ functionName, remedyId, at: now });
            } else expect(asked.desk).toBe(desk);
            desk = asked.desk;
          }
          expect(new Set(desk.underWay.map((one) => one.functionName)).size).toBe(desk.underWay.length);
        }
        for (const [index, grant] of granted.entries()) {
          const later = granted.slice(index);
          expect(later.filter(({ at }) => at - grant.at < daySeconds * 1_000).length).toBeLessThanOrEqual(
            remedyRules.mostRaisesADay,
          );
          const again = later.slice(1).find((other) => other.functionName === grant.functionName);
          if (again) expect(again.at - grant.at).toBeGreaterThanOrEqual(remedyRules.coolDownS * 1_000);
        }
      }),
    );
  });
  it("lets who has the permission ask again, as a repeated step does, without counting it twice", () => {
    const one = { functionName: "a", remedyId: "a1" };
    const first = askPermission(emptyDesk, one, dayStart, remedyRules);
    const second = askPermission(first.desk, one, dayStart + 1_000, remedyRules);
    expect([first.permission, second.permission]).toEqual(["granted", "granted"]);
    expect(second.desk.raises).toHaveLength(1);
  });
  it("gives up a treatment that is longer under way than any execution, but still knows that the function was treated", () => {
    const first = askPermission(emptyDesk, { functionName: "a", remedyId: "a1" }, dayStart, remedyRules);
    const later = dayStart + (remedyRules.leaseS + 1) * 1_000;
    expect(askPermission(first.desk, { functionName: "a", remedyId: "a2" }, later, remedyRules).permission).toBe(
      "cooling-down",
    );
    const nextDay = dayStart + (daySeconds + 1) * 1_000;
    expect(askPermission(first.desk, { functionName: "a", remedyId: "a2" }, nextDay, remedyRules).permission).toBe(
      "granted",
    );
  });
});
