import { describe, expect, it } from "@jest/globals";
import configured from "../../../domain/escalation/data/wait-tiers.json" with { type: "json" };
import { WaitTiers, waitOf } from "../../../domain/escalation/wait-tiers.ts";

const tiers = WaitTiers.parse(configured);

describe("wait tiers", () => {
  it("raise the priority, then offer a callback, then call a supervisor, and in the end give up", () => {
    const waits = tiers.tiers.map((_, tier) => waitOf(tiers, tier)).concat(waitOf(tiers, tiers.tiers.length));
    expect(waits.map(({ afterwards }) => afterwards)).toEqual([
      "raise_priority",
      "offer_callback",
      "call_supervisor",
      "give_up",
    ]);
  });
  it("are as long together as the longest wait", () => {
    const waits = [0, 1, 2, 3].map((tier) => waitOf(tiers, tier).waitSeconds);
    expect(waits).toEqual([60, 90, 150, 6_900]);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(tiers.longestWaitSeconds);
  });
  it.each([-1, 4])("have no tier %i", (tier) => {
    expect(() => waitOf(tiers, tier)).toThrow("the last is 3");
  });
  it("must rise", () => {
    const falling = { ...configured, tiers: [...configured.tiers].reverse() };
    expect(() => WaitTiers.parse(falling)).toThrow("must rise");
    expect(() => WaitTiers.parse({ ...configured, longestWaitSeconds: 300 })).toThrow("longestWaitSeconds");
  });
});
