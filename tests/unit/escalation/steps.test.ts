import { describe, expect, it } from "@jest/globals";
import { callSupervisor } from "../../../functions/escalation/call-supervisor/step.ts";
import { prepareHandover } from "../../../functions/escalation/prepare-handover/step.ts";
import { raisePriority } from "../../../functions/escalation/raise-priority/step.ts";
import { recordEscalation } from "../../../functions/escalation/record-escalation/step.ts";
import type { DomainEvent } from "../../../ports/event-publisher.ts";
import { at, contactId, dayStart, decision, handover, segment } from "../../support/builders.ts";
import { inMemoryBoard } from "../../support/in-memory-board.ts";
import { inMemoryCallbacks } from "../../support/in-memory-callbacks.ts";
import { inMemoryEmissions } from "../../support/in-memory-emissions.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { recordingMetrics, toolsWith } from "../../support/recording-metrics.ts";

function world({ contactIsOver = false } = {}) {
  const ledger = inMemoryLedger();
  const board = { ...inMemoryBoard(), ...inMemoryCallbacks() };
  const attributes = new Map<string, string>();
  const priorities: number[] = [];
  const published: DomainEvent[] = [];
  const dependencies = {
    ...ledger,
    ...board,
    ...inMemoryEmissions(),
    sleep: async () => {},
    setAttributes: async (_: string, texts: Readonly<Record<string, string>>) => {
      for (const [key, text] of Object.entries(texts)) attributes.set(key, text);
    },
    setPriority: async (_: string, priority: number) => {
      if (contactIsOver) return false;
      priorities.push(priority);
      return true;
    },
    publish: async (event: DomainEvent) => void published.push(event),
    now: () => new Date(dayStart + 9_000),
  };
  return { ledger, board, attributes, priorities, published, dependencies };
}
const said = (text: string, begin: number) => {
  const { version: _version, isPartial: _isPartial, ...utterance } = segment({ text, beginOffsetMs: begin });
  return {
    ...utterance,
    redactedTypes: [],
    intent: "refund",
    confidenceOfIntent: 0.9,
    sentiment: "NEGATIVE" as const,
    action: "answer",
  };
};

describe("PrepareHandover", () => {
  it("gives the agent what was said, what is wanted, the mood and the reason, and the caller a place by the reason", async () => {
    const { dependencies, ledger, board, attributes, priorities } = world();
    await ledger.mergeFacts(contactId, { queuedAt: at(5) });
    await ledger.putDecision(decision({ segmentId: "a", sequence: 1, intent: "refund" }));
    const escalation = { action: "escalate", escalation: "policy_amount", queue: "korean-billing" } as const;
    const mood = { trend: 0.735, negatives: 3, isAngry: true };
    await ledger.putDecision(decision({ segmentId: "b", sequence: 2, intent: "agent_request", mood, ...escalation }));
    await ledger.putUtterance(said("[CARD] 카드로 이백만 원 결제했는데요", 1_000));
    expect(await prepareHandover(dependencies, { contactId })).toEqual({
      queue: "korean-billing",
      priority: 4,
      reason: "policy_amount",
    });
    expect(board.handovers.get(contactId)).toMatchObject({
      intent: "refund",
      sentiment: "NEGATIVE",
      mood,
      waitingSince: at(5),
      transcript: [{ by: "CUSTOMER", text: "[CARD] 카드로 이백만 원 결제했는데요" }],
    });
    expect(Object.fromEntries(attributes)).toMatchObject({
      handover_reason: "policy_amount",
      handover_intent: "refund",
      handover_mood: "negative trend 0.73, angry",
      handover_last_words: "[CARD] 카드로 이백만 원 결제했는데요",
    });
    expect(priorities).toEqual([4]);
    expect(await board.listWaiting("korean-billing")).toEqual([{ contactId, priority: 4, since: at(5) }]);
  });

  it("takes a caller who reached the queue without a decision for one whom the bot let down", async () => {
    const { dependencies, ledger } = world();
    await ledger.mergeFacts(contactId, { queuedAt: at(5) });
    expect(await prepareHandover(dependencies, { contactId })).toEqual({
      queue: "korean-general",
      priority: 3,
      reason: "bot_fault",
    });
  });

  it("waits for a contact that the ledger does not know yet", async () => {
    await expect(prepareHandover(world().dependencies, { contactId })).rejects.toMatchObject({ name: "NotReady" });
  });
});

describe("a wait that grows long", () => {
  it("moves the caller two places up however often the step runs, and keeps the place in time", async () => {
    const { dependencies, board, priorities } = world();
    await board.putHandover(handover({ priority: 5 }));
    await raisePriority(dependencies, { contactId });
    await raisePriority(dependencies, { contactId });
    expect(priorities).toEqual([3, 3]);
    expect(await board.listWaiting("korean-general")).toEqual([{ contactId, priority: 3, since: at(0) }]);
  });

  it("puts the caller first and calls a supervisor, under the same id however often it runs", async () => {
    const { dependencies, board, priorities, published } = world();
    await board.putHandover(handover());
    await callSupervisor(dependencies, { contactId });
    await callSupervisor(dependencies, { contactId });
    expect(priorities).toEqual([1, 1]);
    expect(new Set(published.map(({ type, id }) => `${type} ${id}`))).toEqual(
      new Set([`SupervisorCalled.v1 ${contactId}.supervisor`]),
    );
  });
});

describe("a caller who hung up before the step", () => {
  it("is no fault of PrepareHandover: what the agent would have needed stays in the contact's story", async () => {
    const { dependencies, ledger, board, attributes } = world({ contactIsOver: true });
    await ledger.mergeFacts(contactId, { channel: "VOICE", queuedAt: at(0) });
    await prepareHandover(dependencies, { contactId });
    expect(attributes.get("handover_reason")).toBe("bot_fault");
    expect(await board.readHandover(contactId)).toMatchObject({ contactId });
  });

  it("is not moved forward and calls no supervisor", async () => {
    const { dependencies, board, published } = world({ contactIsOver: true });
    await board.putHandover(handover());
    await raisePriority(dependencies, { contactId });
    await callSupervisor(dependencies, { contactId });
    expect(await board.listWaiting("korean-general")).toEqual([]);
    expect(published).toEqual([]);
  });
});

describe("RecordEscalation", () => {
  it.each([
    ["connected", { connectedToAgentAt: at(72) }, [at(72)]],
    ["left", { disconnectedAt: at(72) }, []],
  ] as const)("takes a caller who is %s off the board and counts once", async (outcome, facts, served) => {
    const { dependencies, ledger, board } = world();
    await ledger.mergeFacts(contactId, facts);
    await board.putHandover(handover());
    await board.enter("korean-general", { contactId, priority: 5, since: at(0) });
    const metrics = recordingMetrics();
    for (const _ of ["once", "again"]) {
      const result = await recordEscalation(dependencies, { contactId, outcome }, toolsWith(metrics));
      expect(result).toEqual({ outcome, waitedMs: 72_000 });
    }
    expect(await board.listWaiting("korean-general")).toEqual([]);
    expect(await board.lastServed("korean-general")).toEqual(served);
    expect(metrics.values).toEqual({ Escalations: [1], EscalationWait: [72_000] });
    expect(metrics.measurements[0]).toEqual({
      metric: "Escalations",
      value: 1,
      dimensions: { Queue: "korean-general", Reason: "agent_request", Result: outcome },
    });
  });

  it("counts the wait from the queue, once it is known when that was", async () => {
    const { dependencies, ledger, board } = world();
    await ledger.mergeFacts(contactId, { queuedAt: at(12), connectedToAgentAt: at(72) });
    await board.putHandover(handover());
    const metrics = recordingMetrics();
    await recordEscalation(dependencies, { contactId, outcome: "connected" }, toolsWith(metrics));
    expect(metrics.values.EscalationWait).toEqual([60_000]);
  });

  it("tells a caller who left with the promise of a callback from one who was lost", async () => {
    const { dependencies, ledger, board } = world();
    await ledger.mergeFacts(contactId, { disconnectedAt: at(72) });
    await board.putHandover(handover());
    await board.promise({ contactId, languageCode: "ko-KR", promisedAt: at(70) });
    const metrics = recordingMetrics();
    expect(await recordEscalation(dependencies, { contactId, outcome: "left" }, toolsWith(metrics))).toMatchObject({
      outcome: "callback",
    });
    expect(metrics.measurements[0]).toMatchObject({ dimensions: { Result: "callback" } });
  });

  it("keeps a fault of the way in the contact's story", async () => {
    const { dependencies, ledger } = world();
    await ledger.mergeFacts(contactId, { connectedToAgentAt: at(3) });
    const fault = { where: "escalation.PrepareHandover", error: "Rejected" };
    const metrics = recordingMetrics();
    await recordEscalation(dependencies, { contactId, outcome: "connected", fault }, toolsWith(metrics));
    expect(await ledger.countFaults(contactId)).toBe(1);
  });
});
