import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  applyRemedy,
  beginRemedy,
  canBeUndone,
  endRemedy,
  isIssueCured,
  isUnderWay,
  planRaise,
} from "../../../domain/remedy/remedy-life.ts";
import { needsPerson, writeCall, writeResolution } from "../../../domain/remedy/write-remedy.ts";
import { Remedy, type RemedyEnding, RemedyReason, RemedyResult } from "../../../schemas/remedy.ts";
import { at, remedyRequest } from "../../support/builders.ts";

const begun = planRaise(beginRemedy(remedyRequest(), "ISS-001", at(10)), 512, 1024);
const applied = applyRemedy(begun, at(20));
const held = endRemedy(applied, { result: "held", reason: "recovered", detail: "40 invocations in 15 min" }, at(1_500));

describe("the life of a remedy", () => {
  const ending: fc.Arbitrary<RemedyEnding> = fc.record({
    result: fc.constantFrom(...RemedyResult.options),
    reason: fc.constantFrom(...RemedyReason.options),
    detail: fc.string({ maxLength: 20 }),
  });
  it("whatever happens, once the memory is raised the book knows what it was before, until it is back", () => {
    fc.assert(
      fc.property(fc.array(ending, { minLength: 1, maxLength: 5 }), (endings) => {
        const last = endings.reduce((remedy, one) => endRemedy(remedy, one, at(100)), applied);
        expect(last).toMatchObject({ fromMb: 512, toMb: 1024, appliedAt: at(20) });
        expect(canBeUndone(last)).toBe(last.state === "held" || last.state === "left");
        expect(Remedy.safeParse(last).success).toBe(true);
      }),
    );
  });
  it("keeps its first ending, except that a person may take it back", () => {
    const undone = { result: "undone", reason: "still-ill", detail: "" } as const;
    expect(endRemedy(held, undone, at(2_000))).toBe(held);
    const byHand = { ...undone, reason: "undone-by-hand" } as const;
    expect(endRemedy(held, byHand, at(2_000))).toMatchObject({ state: "undone", reason: "undone-by-hand" });
    expect(isUnderWay(held)).toBe(false);
  });
  it("is applied once", () => {
    expect(applyRemedy(applied, at(99))).toBe(applied);
    expect(applyRemedy(held, at(99))).toBe(held);
  });
});

describe("the issue of remedies", () => {
  it("is cured when all of them have held, and not while one watches or after one did not help", () => {
    const state = (one: Remedy["state"], reason?: Remedy["reason"]) => ({ state: one, reason });
    expect(isIssueCured([])).toBe(false);
    expect(isIssueCured([state("held"), state("held")])).toBe(true);
    expect(isIssueCured([state("held"), state("applied")])).toBe(false);
    expect(isIssueCured([state("held"), state("undone")])).toBe(false);
    expect(isIssueCured([state("held"), state("refused", "at-bound")])).toBe(false);
    expect(isIssueCured([state("held"), state("refused", "under-way")])).toBe(true);
    expect(isIssueCured([state("refused", "under-way")])).toBe(false);
  });
  it("is resolved with cause, remedy, and a prevention that warns of the next deployment", () => {
    const { cause, remedy, prevention } = writeResolution([held]);
    expect(cause).toContain("aicc-dev-listIssues: 84 % of 512 MB in use");
    expect(remedy).toContain("512 -> 1024 MB");
    expect(remedy).toContain("40 invocations in 15 min");
    expect(prevention).toContain(
      "set memorySize: 1024 for aicc-dev-listIssues in its functions.yml: the next deployment puts back 512 MB",
    );
    const many = writeResolution(Array(20).fill(held));
    expect([many.cause, many.remedy, many.prevention].every((text) => [...(text ?? "")].length <= 500)).toBe(true);
  });
});

describe("the call of a person", () => {
  it.each([
    [held, false],
    [endRemedy(applied, { result: "undone", reason: "still-ill", detail: "" }, at(99)), true],
    [endRemedy(applied, { result: "left", reason: "stopped", detail: "" }, at(99)), true],
    [endRemedy(begun, { result: "refused", reason: "stopped", detail: "" }, at(99)), false],
    [endRemedy(begun, { result: "refused", reason: "under-way", detail: "" }, at(99)), false],
    [endRemedy(begun, { result: "refused", reason: "at-bound", detail: "" }, at(99)), true],
    [endRemedy(applied, { result: "undone", reason: "undone-by-hand", detail: "" }, at(99)), false],
  ])("of %j is made: %s", (remedy, expected) => {
    expect(needsPerson(remedy, [remedy])).toBe(expected);
  });
  it("is made once for an issue that nothing is done about, and always when a function was changed", () => {
    const other = { remedyId: "other", isPersonCalled: true };
    const refused = endRemedy(begun, { result: "refused", reason: "cooling-down", detail: "" }, at(99));
    const undone = endRemedy(applied, { result: "undone", reason: "still-ill", detail: "" }, at(99));
    expect([needsPerson(refused, [other]), needsPerson(undone, [other])]).toEqual([false, true]);
  });
  it("says in both languages what is the matter and, where memory is still raised, how to undo it", () => {
    const left = endRemedy(applied, { result: "left", reason: "stopped", detail: "" }, at(99));
    const { subject, message } = writeCall(left, "ISS-001");
    expect(subject).toMatch(/^[ -~]{1,100}$/);
    expect(message).toContain(`npm run remedies -- undo ${left.remedyId}`);
    expect(message).toContain("1024 MB (was 512 MB; not proven)");
    expect(message).toContain("자동 조치가 중지됨");
    const undone = endRemedy(applied, { result: "undone", reason: "still-ill", detail: "" }, at(99));
    expect(writeCall(undone, "ISS-001").message).toContain("as it was before");
  });
});
