import { describe, expect, it } from "@jest/globals";
import type { ContactTimes } from "../../../domain/contact/contact-times.ts";
import { contactMeasurements } from "../../../domain/metrics/contact-measurements.ts";
import { contactCost } from "../../../domain/money/contact-cost.ts";
import listPrices from "../../../domain/money/prices.json" with { type: "json" };

const free = Object.fromEntries(
  Object.entries(listPrices).map(([name, price]) => [name, typeof price === "number" ? 0 : price]),
) as typeof listPrices;
const usage = { direction: "inbound", connectedMs: 120_000, mediaMs: 90_000, utterances: 8 } as const;

describe("the cost of a contact", () => {
  it("is the sum over what it used, each at its price", () => {
    const voice = 2 * 0.018;
    const transcription = 1.5 * 0.024;
    const understanding = 8 * (3 * 0.0001 + 0.000001);
    const machine = 11 * 0.0000271;
    expect(contactCost(usage)).toBeCloseTo(voice + transcription + understanding + machine, 6);
  });

  it("follows the prices that it is given", () => {
    expect(contactCost(usage, free)).toBe(0);
    expect(contactCost(usage, { ...free, voicePerMinute: 0.01 })).toBe(0.02);
  });

  it("has the telephony of its direction", () => {
    const prices = {
      ...free,
      inboundTelephonyPerMinute: 0.01,
      outboundTelephonyPerMinute: 0.1,
      telephonyMinimumSeconds: 60,
    };
    expect(contactCost(usage, prices)).toBe(0.02);
    expect(contactCost({ ...usage, direction: "outbound" }, prices)).toBe(0.2);
    expect(contactCost({ ...usage, direction: "outbound", connectedMs: 9_000 }, prices)).toBe(0.1);
  });

  it("is that of the machine alone where nobody took the call", () => {
    const untaken = { direction: "outbound", connectedMs: 0, mediaMs: 0, utterances: 0 } as const;
    expect(contactCost(untaken)).toBeCloseTo(11 * 0.0000271, 6);
  });

  it("counts the least that is billed of a very short contact, and nothing where there was no media", () => {
    const short = { ...usage, connectedMs: 2_000, mediaMs: 0, utterances: 0 };
    expect(contactCost(short, { ...free, voicePerMinute: 0.6, voiceMinimumSeconds: 10 })).toBe(0.1);
    expect(contactCost(short, { ...free, transcriptionPerMinute: 1, transcriptionMinimumSeconds: 15 })).toBe(0);
  });

  it("is measured of a call of ours from when it was taken, and of a call to us in its whole length", () => {
    const costOf = (initiationMethod: string, times: ContactTimes) =>
      contactMeasurements({
        facts: { initiationMethod },
        closing: { outcome: "agent", times, finalSegments: 0, recordedSegments: 0, faults: 0 },
      }).find(({ metric }) => metric === "ContactCost")?.value;
    const machine = 11 * 0.0000271;
    expect(costOf("INBOUND", { durationMs: 120_000 })).toBeCloseTo(2 * 0.018 + machine, 6);
    expect(costOf("API", { durationMs: 120_000, connectedMs: 60_000 })).toBeCloseTo(0.018 + machine, 6);
    expect(costOf("API", { durationMs: 40_000 })).toBeCloseTo(machine, 6);
  });
});
