import { describe, expect, it } from "@jest/globals";
import { emitOnce } from "../../../functions/emit-once.ts";
import type { EmissionEvidence } from "../../../ports/emissions.ts";
import { at, contactId, dayStart } from "../../support/builders.ts";
import { inMemoryEmissions } from "../../support/in-memory-emissions.ts";
import { recordingMetrics } from "../../support/recording-metrics.ts";

const emission = {
  contactId,
  name: "contact-metrics",
  measurements: [{ metric: "LostSegments", value: 0, dimensions: {} }],
  at: dayStart,
} as const;

/** Invocations of one function with a shared ledger; the log says one piece of evidence after the other, the last one for good. */
function stage(...evidence: EmissionEvidence[]) {
  const metrics = recordingMetrics();
  const emissions = inMemoryEmissions(() => (evidence.length > 1 ? evidence.shift() : evidence[0]) ?? "not-known");
  const needs = { ...emissions, now: () => new Date(at(70)), sleep: async () => {} };
  let remaining = 5_000;
  const tools = (requestId: string) => ({ metrics, requestId, remainingMs: () => (remaining -= 1_000) });
  return { metrics, emissions, needs, tools, claims: emissions.claims };
}

/** Stands for the end of an invocation at some point. */
const killed = new Error("the function was killed");

describe("emitting once", () => {
  it("prints and marks", async () => {
    const { needs, tools, metrics, claims } = stage();
    expect(await emitOnce(needs, emission, tools("first"))).toBe(true);
    expect(metrics.values).toEqual({ LostSegments: [0] });
    expect([...claims.values()]).toEqual([{ requestId: "first", at: at(70), isEmitted: true }]);
  });

  it("prints nothing when it is repeated", async () => {
    const { needs, tools, metrics } = stage();
    await emitOnce(needs, emission, tools("first"));
    expect(await emitOnce(needs, emission, tools("second"))).toBe(false);
    expect(metrics.values).toEqual({ LostSegments: [0] });
  });

  it("prints what an invocation left that died between its claim and its print, once the log knows that it has ended", async () => {
    const { needs, tools, metrics, claims } = stage("not-known", "not-known", "not-printed");
    await needs.claimEmission(contactId, emission.name, { requestId: "dead", at: at(60) });
    expect(await emitOnce(needs, emission, tools("heir"))).toBe(true);
    expect(metrics.values).toEqual({ LostSegments: [0] });
    expect([...claims.values()]).toEqual([{ requestId: "heir", at: at(70), isEmitted: true }]);
  });

  it("only marks what an invocation left that died between its print and its mark", async () => {
    const { needs, tools, metrics, claims } = stage("printed");
    const dying = { ...needs, markEmitted: async () => Promise.reject(killed) };
    await expect(emitOnce(dying, emission, tools("dead"))).rejects.toBe(killed);
    expect(await emitOnce(needs, emission, tools("heir"))).toBe(false);
    expect(metrics.values).toEqual({ LostSegments: [0] });
    expect([...claims.values()]).toMatchObject([{ isEmitted: true }]);
  });

  it("prints nothing while the log does not tell, and says which invocation it waits for", async () => {
    const { needs, tools, metrics } = stage("not-known");
    await needs.claimEmission(contactId, emission.name, { requestId: "dead", at: at(60) });
    await expect(emitOnce(needs, emission, tools("heir"))).rejects.toMatchObject({
      name: "NotReady",
      message: expect.stringContaining("invocation dead"),
    });
    expect(metrics.values).toEqual({});
  });

  it("lets one of several heirs print", async () => {
    const { needs, tools, metrics } = stage("not-printed");
    await needs.claimEmission(contactId, emission.name, { requestId: "dead", at: at(60) });
    const heirs = await Promise.allSettled(["a", "b", "c"].map((id) => emitOnce(needs, emission, tools(id))));
    expect(heirs.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(metrics.values).toEqual({ LostSegments: [0] });
  });
});
