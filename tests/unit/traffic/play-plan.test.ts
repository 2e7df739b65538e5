import { describe, expect, it } from "@jest/globals";
import type { SimulatedConnect } from "../../../local/connect/simulated-connect.ts";
import { createScriptRegister } from "../../../local/speech/script-register.ts";
import type { TrafficPlan } from "../../../local/traffic/plan.ts";
import { playPlan } from "../../../local/traffic/play-plan.ts";
import { instantClock } from "../connect/instant-clock.ts";

const plan: TrafficPlan = {
  scenario: "test",
  seed: "1",
  contacts: [0, 10_000, 20_000, 30_000].map((arrivesAtMs, index) => ({
    contactId: `contact-${index}`,
    name: `contact ${index}`,
    kind: "answered",
    languageCode: "en-US",
    customerNumber: "+12025550100",
    arrivesAtMs,
    voiceSeed: 1,
    script: {
      steps: [],
      patienceMs: 1,
      closingMs: 1,
      agent: { acceptAfterMs: 1, talk: [], gapMs: 1, holdMs: 0, afterContactWorkMs: 1 },
    },
    audio: [],
  })),
};

/** Plays the plan against calls that last three turns of the event loop; notes when each begins and how many are live. */
async function play(speed: number | "max", concurrency: number, signal = new AbortController().signal) {
  const clock = instantClock();
  const calls: { contactId: string; initiatedAt: number; realMs: number }[] = [];
  let live = 0;
  let most = 0;
  const connect: Pick<SimulatedConnect, "take"> = {
    async take({ contactId, initiatedAt }) {
      calls.push({ contactId, initiatedAt, realMs: clock.now() });
      live += 1;
      most = Math.max(most, live);
      for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      live -= 1;
      return { contactId, reason: "CUSTOMER_DISCONNECT", sawAgent: false, leftQueue: false, attributes: {} };
    },
  };
  const ends = await playPlan(plan, {
    connect,
    scripts: createScriptRegister(),
    clock,
    speed,
    concurrency,
    startMs: 0,
    signal,
  });
  return { calls, ends, most: () => most };
}

describe("playing a plan", () => {
  it("begins every call in its turn, with its own time, and waits for all ends", async () => {
    const { calls, ends } = await play("max", 2);
    expect(calls.map((call) => call.initiatedAt)).toEqual([0, 10_000, 20_000, 30_000]);
    expect(ends).toHaveLength(4);
  });

  it("has no more calls at the same time than it may", async () => {
    expect((await play("max", 2)).most()).toBe(2);
    expect((await play("max", 1)).most()).toBe(1);
  });

  it("begins calls at their time at a finite speed", async () => {
    const { calls } = await play(5, 4);
    expect(calls.map((call) => call.realMs)).toEqual([0, 2_000, 4_000, 6_000]);
  });

  it("begins no more calls when it is broken off", async () => {
    const off = new AbortController();
    off.abort();
    expect((await play("max", 2, off.signal)).calls).toEqual([]);
  });
});
