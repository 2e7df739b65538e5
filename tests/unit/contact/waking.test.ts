import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { awaitSignal } from "../../../functions/contact/await-signal.ts";
import { routeContactEvent } from "../../../functions/contact/route-contact-event/step.ts";
import { RecordEscalationInput, recordEscalation } from "../../../functions/escalation/record-escalation/step.ts";
import { beginMedia } from "../../../functions/flow/begin-media/step.ts";
import { ContactEvent } from "../../../schemas/contact-event.ts";
import { at, contactEvent, contactId, flowEvent, handover } from "../../support/builders.ts";
import { inMemoryBoard } from "../../support/in-memory-board.ts";
import { inMemoryCallbacks } from "../../support/in-memory-callbacks.ts";
import { inMemoryCallers } from "../../support/in-memory-callers.ts";
import { inMemoryEmissions } from "../../support/in-memory-emissions.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { recordingMachines } from "../../support/recording-machines.ts";
import { recordingMetrics, toolsWith } from "../../support/recording-metrics.ts";

const events = {
  initiated: contactEvent("INITIATED"),
  queued: contactEvent("QUEUED", { queueInfo: { queueArn: "arn:queue", enqueueTimestamp: at(20) } }),
  connected: contactEvent("CONNECTED_TO_AGENT", {
    AgentInfo: { AgentArn: "arn:agent", ConnectedToAgentTimestamp: at(30) },
  }),
  disconnected: contactEvent("DISCONNECTED", { disconnectTimestamp: at(60) }),
};

function world() {
  const ledger = inMemoryLedger();
  const machines = recordingMachines();
  const dependencies = { ...ledger, ...machines, now: () => new Date(at(61)) };
  const route = (event: unknown) => routeContactEvent(dependencies, ContactEvent.parse(event));
  return { ledger, machines, dependencies, route };
}

describe("the edges that feed a contact's execution", () => {
  it("give the same record for any order of events, with duplicates", async () => {
    const all = Object.values(events);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...all, ...all], { minLength: 8, maxLength: 8 }), async (shuffled) => {
        const { ledger, route } = world();
        for (const event of shuffled) await route(event);
        expect(ledger.records.get(contactId)?.facts).toEqual({
          channel: "VOICE",
          initiationMethod: "INBOUND",
          initiatedAt: at(0),
          queueArn: "arn:queue",
          queuedAt: at(20),
          agentArn: "arn:agent",
          connectedToAgentAt: at(30),
          disconnectedAt: at(60),
          eventTypes: ["CONNECTED_TO_AGENT", "DISCONNECTED", "INITIATED", "QUEUED"],
        });
        expect(ledger.events.size).toBe(4);
      }),
    );
  });
  it("keep an event type nobody knows by its name and change nothing else", async () => {
    const { ledger, route } = world();
    await route(contactEvent("TELEPORTED", { newField: { nested: [1] } }));
    expect(ledger.records.get(contactId)?.facts.eventTypes).toEqual(["TELEPORTED"]);
  });
  it("wake the execution whichever comes first, the media or the wait for it", async () => {
    for (const mediaFirst of [true, false]) {
      const { machines, dependencies } = world();
      const steps = [
        () => beginMedia({ ...dependencies, ...inMemoryCallers(), callerKey: () => undefined }, flowEvent()),
        () => awaitSignal({ ...dependencies, awaited: "media" }, { contactId, taskToken: "t" }),
      ];
      for (const step of mediaFirst ? steps : steps.toReversed()) await step();
      expect(machines.resumed).toMatchObject([{ token: "t", output: { media: { streamArn: "arn:stream" } } }]);
    }
  });
  it("wake the state that waits now, though an older run of it, long given up, comes late", async () => {
    const { ledger, machines, dependencies, route } = world();
    const waits = (taskToken: string, seconds: number) =>
      awaitSignal({ ...dependencies, awaited: "agent" }, { contactId, taskToken, enteredAt: at(seconds) });
    await waits("newer", 70);
    await waits("given up", 10);
    expect(ledger.tokens.get(`${contactId}/agent`)).toBe("newer");
    await route(events.disconnected);
    expect(machines.resumed).toEqual([{ token: "newer", output: { outcome: "left" } }]);
  });
  it("end the wait for an agent well, in whatever order and however often it is told that one came and that the call is over", async () => {
    const deeds = ["wait", "connected", "connected", "disconnected", "disconnected"] as const;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...deeds], { minLength: 5, maxLength: 5 }), async (shuffled) => {
        const { ledger, machines, dependencies, route } = world();
        const board = { ...inMemoryBoard(), ...inMemoryCallbacks(), ...inMemoryEmissions(), sleep: async () => {} };
        await board.putHandover(handover());
        for (const deed of shuffled) {
          if (deed === "wait") await awaitSignal({ ...dependencies, awaited: "agent" }, { contactId, taskToken: "t" });
          else await route(events[deed]);
        }
        // The first result ends the wait; the token is worth nothing afterwards.
        const [first] = machines.resumed;
        expect(first).toMatchObject({ token: "t" });
        const { outcome } = RecordEscalationInput.pick({ outcome: true }).parse(first?.output);
        const metrics = recordingMetrics();
        const recorded = recordEscalation(
          { ...dependencies, ...board, ...ledger },
          { contactId, outcome },
          toolsWith(metrics),
        );
        expect(await recorded).toEqual({ outcome: "connected", waitedMs: 30_000 });
        expect(metrics.values.Escalations).toEqual([1]);
      }),
    );
  });
  it.each([
    ["before", ["disconnected", "wait"]],
    ["after", ["wait", "disconnected", "disconnected"]],
  ] as const)("end the wait for an agent when the caller hung up %s it began", async (_when, deeds) => {
    const { machines, dependencies, route } = world();
    for (const deed of deeds) {
      if (deed === "wait") await awaitSignal({ ...dependencies, awaited: "agent" }, { contactId, taskToken: "t" });
      else await route(events[deed]);
    }
    expect(machines.resumed[0]).toEqual({ token: "t", output: { outcome: "left" } });
  });
  it("wake an execution that waits for media when the caller hangs up during the greeting", async () => {
    const { machines, dependencies, route } = world();
    await awaitSignal({ ...dependencies, awaited: "media" }, { contactId, taskToken: "t" });
    await route(events.disconnected);
    expect(machines.resumed).toEqual([{ token: "t", output: { media: null } }]);
  });
  it("wake an execution that waits for the end, also when the end came first", async () => {
    const { machines, dependencies, route } = world();
    await route(events.disconnected);
    await awaitSignal({ ...dependencies, awaited: "end" }, { contactId, taskToken: "t" });
    expect(machines.resumed).toEqual([{ token: "t", output: {} }]);
  });
  it.each([
    ["contactId", contactEvent("QUEUED", { contactId: undefined })],
    ["eventType", contactEvent("QUEUED", { eventType: undefined })],
    ["disconnectTimestamp", contactEvent("DISCONNECTED", { disconnectTimestamp: "yesterday" })],
  ])("refuse an event with a bad %s by naming it", (field, event) => {
    const result = ContactEvent.safeParse(event);
    expect(result.error?.issues.map((issue) => issue.path.join("."))).toEqual([`detail.${field}`]);
  });
});
