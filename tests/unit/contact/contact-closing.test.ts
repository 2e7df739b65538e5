import { describe, expect, it } from "@jest/globals";
import { outcomeOf } from "../../../domain/contact/contact-outcome.ts";
import { timesOf } from "../../../domain/contact/contact-times.ts";
import { transcriptOf } from "../../../domain/contact/transcript.ts";
import { at } from "../../support/builders.ts";

const talked = { customerUtterances: 2, callbackAgreed: false };

describe("the outcome of a contact", () => {
  it("is the agent's once an agent was connected, however it began", () => {
    expect(outcomeOf({ queuedAt: at(5), connectedToAgentAt: at(9) }, talked)).toBe("agent");
  });
  it("is abandoned when the caller left the queue unanswered", () => {
    expect(outcomeOf({ queuedAt: at(5), disconnectedAt: at(50) }, talked)).toBe("abandoned");
  });
  it("is abandoned when the caller never spoke", () => {
    expect(outcomeOf({ disconnectedAt: at(5) }, { customerUtterances: 0, callbackAgreed: false })).toBe("abandoned");
  });
  it("is the bot's when the bot talked the caller through, or agreed to call back from the queue", () => {
    expect(outcomeOf({ disconnectedAt: at(60) }, talked)).toBe("bot");
    expect(outcomeOf({ queuedAt: at(5) }, { ...talked, callbackAgreed: true })).toBe("bot");
  });
});

describe("the times of a contact", () => {
  it("count the handle time of an agent from the connection to the end of after-contact work", () => {
    const times = timesOf({
      initiatedAt: at(0),
      queuedAt: at(10),
      connectedToAgentAt: at(40),
      disconnectedAt: at(100),
      afterContactWorkEndedAt: at(130),
    });
    expect(times).toEqual({ durationMs: 100_000, queueWaitMs: 30_000, agentHandleMs: 90_000, handleMs: 90_000 });
  });
  it("count the wait of a caller who gave up, and the bot's time as handle time", () => {
    expect(timesOf({ initiatedAt: at(0), queuedAt: at(10), disconnectedAt: at(70) })).toEqual({
      durationMs: 70_000,
      queueWaitMs: 60_000,
      handleMs: 70_000,
    });
  });
  it("count of a call of ours since when it was taken", () => {
    const ours = { initiationMethod: "API", initiatedAt: at(0), disconnectedAt: at(70) };
    expect(timesOf({ ...ours, connectedToSystemAt: at(8) })).toMatchObject({ durationMs: 70_000, connectedMs: 62_000 });
    expect(timesOf(ours)).not.toHaveProperty("connectedMs");
    expect(timesOf({ ...ours, initiationMethod: "INBOUND", connectedToSystemAt: at(0) })).not.toHaveProperty(
      "connectedMs",
    );
  });
  it("leave out what is not known", () => {
    expect(timesOf({ initiatedAt: at(0) })).toEqual({});
  });
});

describe("a transcript", () => {
  const said = { text: "네", intent: "affirm", sentiment: "NEUTRAL" };
  it("tells prompts of the flow from words of the agent by the moment the agent was connected", () => {
    const lines = transcriptOf(
      { connectedToAgentAt: at(20) },
      [
        { ...said, participantRole: "AGENT", beginOffsetMs: 21_000, endOffsetMs: 22_000 },
        { ...said, participantRole: "CUSTOMER", beginOffsetMs: 3_000, endOffsetMs: 4_000 },
        { ...said, participantRole: "AGENT", beginOffsetMs: 1_000, endOffsetMs: 2_000 },
      ],
      at(0),
    );
    expect(lines.map((line) => line.speaker)).toEqual(["SYSTEM", "CUSTOMER", "AGENT"]);
  });
});
