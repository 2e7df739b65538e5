import { describe, expect, it } from "@jest/globals";
import { callbackPlan } from "../../../domain/callback/callback-plan.ts";
import configured from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { setDoNotCall } from "../../../functions/api/set-do-not-call.ts";
import { beginCallback } from "../../../functions/callback/begin-callback/step.ts";
import { dialCaller } from "../../../functions/callback/dial-caller/step.ts";
import { planCallback } from "../../../functions/callback/plan-callback/step.ts";
import { recordCall } from "../../../functions/callback/record-call/step.ts";
import { recordCallback } from "../../../functions/callback/record-callback/step.ts";
import { signalContact } from "../../../functions/contact/signal-contact.ts";
import { prepareHandover } from "../../../functions/escalation/prepare-handover/step.ts";
import type { CallToMake } from "../../../ports/dialler.ts";
import type { DomainEvent } from "../../../ports/event-publisher.ts";
import type { CallbackRequested } from "../../../schemas/domain-events.ts";
import { at, contactId, dayStart, decision } from "../../support/builders.ts";
import { inMemoryBoard } from "../../support/in-memory-board.ts";
import { inMemoryCallbacks } from "../../support/in-memory-callbacks.ts";
import { inMemoryCallers } from "../../support/in-memory-callers.ts";
import { inMemoryEmissions } from "../../support/in-memory-emissions.ts";
import { inMemoryIssues } from "../../support/in-memory-issues.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { recordingMachines } from "../../support/recording-machines.ts";
import { recordingMetrics, toolsWith } from "../../support/recording-metrics.ts";

const promise = { contactId, languageCode: "ko-KR", promisedAt: at(0) };
const requested = (id = contactId): CallbackRequested => ({
  id: "event",
  time: at(0),
  source: "aicc",
  "detail-type": "CallbackRequested.v1",
  detail: {
    metadata: { id: `${id}.callback`, occurredAt: at(0), correlationId: id, causationId: id, version: 1 },
    data: { contactId: id, languageCode: "ko-KR" },
  },
});

function world(now = dayStart + 15 * 60_000) {
  const ledger = { ...inMemoryLedger(), ...inMemoryCallbacks(), ...inMemoryCallers() };
  const machines = recordingMachines();
  const issues = inMemoryIssues();
  const metrics = recordingMetrics();
  const published: DomainEvent[] = [];
  const made: CallToMake[] = [];
  const numbers = { known: true };
  const dependencies = {
    ...ledger,
    ...machines,
    ...inMemoryEmissions(),
    sleep: async () => {},
    ...issues,
    publish: async (event: DomainEvent) => void published.push(event),
    call: async (call: CallToMake) => {
      made.push(call);
      return numbers.known ? `outbound-of-${call.token}` : undefined;
    },
    plan: callbackPlan,
    hours: OpeningHours.parse(configured),
    queueArns: { "korean-general": "arn:general", "korean-billing": "arn:billing" },
    flowArn: "arn:flow",
    now: () => new Date(now),
  };
  return { ledger, machines, issues, metrics, published, made, numbers, dependencies };
}

describe("callback/begin-callback", () => {
  it("starts one execution for a promise, however often it is told", async () => {
    const { dependencies, machines, metrics } = world();
    await beginCallback(dependencies, requested(), toolsWith(metrics));
    await beginCallback(dependencies, requested(), toolsWith(metrics));
    expect(machines.calledBack).toEqual([contactId, contactId]);
    expect(metrics.values).toEqual({});
  });
  it("joins a second promise to the open callback of the same caller, and tells so", async () => {
    const { ledger, dependencies, machines, metrics, published } = world();
    for (const id of [contactId, "second"]) await ledger.putCaller(id, "key");
    await beginCallback(dependencies, requested(), toolsWith(metrics));
    expect(await beginCallback(dependencies, requested("second"), toolsWith(metrics))).toEqual({ joinedTo: contactId });
    expect(machines.calledBack).toEqual([contactId]);
    expect(published).toMatchObject([
      { type: "CallbackCompleted.v1", data: { outcome: "joined", joinedTo: contactId } },
    ]);
    expect(metrics.measurements[0]).toMatchObject({ metric: "Callbacks", dimensions: { Result: "joined" } });
  });
  it("does not join a callback that has ended", async () => {
    const { ledger, dependencies, machines, metrics } = world();
    for (const id of [contactId, "second"]) await ledger.putCaller(id, "key");
    await beginCallback(dependencies, requested(), toolsWith(metrics));
    await ledger.end(contactId, { outcome: "unreached", completedAt: at(60) });
    expect(await beginCallback(dependencies, requested("second"), toolsWith(metrics))).toEqual({ joinedTo: null });
    expect(machines.calledBack).toEqual([contactId, "second"]);
  });
  it("does not begin again what has ended, when it is told late once more", async () => {
    const { ledger, dependencies, machines, metrics, published } = world();
    for (const id of [contactId, "second"]) await ledger.putCaller(id, "key");
    await beginCallback(dependencies, requested(), toolsWith(metrics));
    await beginCallback(dependencies, requested("second"), toolsWith(metrics));
    await recordCallback(dependencies, { contactId, outcome: "reached" }, toolsWith(metrics));
    await beginCallback(dependencies, requested(), toolsWith(metrics));
    expect(await beginCallback(dependencies, requested("second"), toolsWith(metrics))).toEqual({ joinedTo: contactId });
    expect(machines.calledBack).toEqual([contactId]);
    expect(ledger.open.size).toBe(0);
    expect(published.map(({ data }) => data)).toMatchObject([
      { contactId: "second", outcome: "joined", joinedTo: contactId },
      { contactId, outcome: "reached" },
      { contactId: "second", outcome: "joined", joinedTo: contactId },
    ]);
    expect(metrics.values.Callbacks).toEqual([1, 1]);
  });
  it("does not take two callers without a number for one", async () => {
    const { dependencies, machines, metrics } = world();
    for (const id of [contactId, "second"]) await beginCallback(dependencies, requested(id), toolsWith(metrics));
    expect(machines.calledBack).toEqual([contactId, "second"]);
  });
});

describe("PlanCallback", () => {
  it("plans the next call, and ends when a call has settled it", async () => {
    const { ledger, dependencies } = world(dayStart);
    await ledger.promise(promise);
    expect(await planCallback(dependencies, { contactId })).toEqual({ next: "call", call: 1, at: at(900) });
    await ledger.putCall(contactId, { call: 1, calledAt: at(900), outcome: "busy" });
    expect(await planCallback(dependencies, { contactId })).toEqual({ next: "call", call: 2, at: at(1_800) });
    await ledger.putCall(contactId, { call: 2, calledAt: at(1_800), outcome: "declined" });
    expect(await planCallback(dependencies, { contactId })).toEqual({ next: "end", outcome: "declined" });
  });
  it("ends for a caller who is not to be called, and for one whom an agent took after all", async () => {
    const { ledger, dependencies } = world();
    await ledger.promise(promise);
    await ledger.mergeFacts(contactId, { connectedToAgentAt: at(2) });
    expect(await planCallback(dependencies, { contactId })).toEqual({ next: "end", outcome: "served" });
    await ledger.putCaller(contactId, "key");
    await ledger.setDoNotCall("key", true);
    expect(await planCallback(dependencies, { contactId })).toEqual({ next: "end", outcome: "do_not_call" });
  });
  it("waits for the promise", async () => {
    await expect(planCallback(world().dependencies, { contactId })).rejects.toMatchObject({ name: "NotReady" });
  });
});

describe("DialCaller", () => {
  it("calls from the queue that knows the matter, under one token, and notes whom and what for", async () => {
    const { ledger, dependencies, made } = world();
    await ledger.promise(promise);
    await ledger.putCaller(contactId, "key");
    await ledger.putDecision(decision({ intent: "refund" }));
    const dialled = await dialCaller(dependencies, { contactId, call: 1 });
    await dialCaller(dependencies, { contactId, call: 1 });
    const outboundContactId = `outbound-of-${contactId}.call-1`;
    expect(dialled).toEqual({ status: "dialled", outboundContactId });
    expect(made[0]).toEqual({
      contactId,
      token: `${contactId}.call-1`,
      queueArn: "arn:billing",
      flowArn: "arn:flow",
      ringSeconds: 40,
      attributes: {
        language: "ko-KR",
        callback_for: contactId,
        callback_call: "1",
        callback_answer: "",
        callback_offer: "",
        callback_time: "",
      },
    });
    expect(made[1]).toEqual(made[0]);
    expect(await ledger.callerOf(outboundContactId)).toBe("key");
    expect(await ledger.readPurpose(outboundContactId)).toEqual({ contactId, queue: "korean-billing" });
    expect(await ledger.listCalls(contactId)).toEqual([{ call: 1, calledAt: at(900), outboundContactId }]);
  });
  it.each([
    ["agents have gone home", dayStart + 12 * 3_600_000, false],
    ["the caller is not to be called any more", dayStart, true],
  ])("does not call when %s", async (_why, now, isBlocked) => {
    const { ledger, dependencies, made } = world(now);
    await ledger.promise(promise);
    await ledger.putCaller(contactId, "key");
    await ledger.setDoNotCall("key", isBlocked);
    expect(await dialCaller(dependencies, { contactId, call: 1 })).toEqual({ status: "not_now" });
    expect(made).toEqual([]);
  });
  it("says so where there is no number", async () => {
    const { ledger, dependencies, numbers } = world();
    await ledger.promise(promise);
    numbers.known = false;
    expect(await dialCaller(dependencies, { contactId, call: 1 })).toEqual({ status: "no_number" });
    expect(await ledger.listCalls(contactId)).toEqual([]);
  });
});

describe("a call that is over", () => {
  it("wakes the callback when its record is there, and is entered by what the record says", async () => {
    const { ledger, machines, dependencies } = world();
    await ledger.putToken("outbound", "call", "token", at(1));
    await ledger.mergeFacts("outbound", { disconnectedAt: at(41) });
    await signalContact(dependencies, "outbound");
    expect(machines.resumed).toEqual([]);
    await ledger.mergeFacts("outbound", { contactRecordAt: at(60), disconnectReason: "TELECOM_BUSY" });
    await signalContact(dependencies, "outbound");
    expect(machines.resumed).toEqual([{ token: "token", output: {} }]);
    await ledger.putCall(contactId, { call: 1, calledAt: at(0), outboundContactId: "outbound" });
    await recordCall(dependencies, { contactId, call: 1, outboundContactId: "outbound" });
    expect(await ledger.listCalls(contactId)).toEqual([
      { call: 1, calledAt: at(0), outboundContactId: "outbound", outcome: "busy" },
    ]);
  });
  it("has failed when Amazon Connect refused to call", async () => {
    const { ledger, dependencies } = world();
    await recordCall(dependencies, { contactId, call: 1, outboundContactId: null });
    expect(await ledger.listCalls(contactId)).toEqual([{ call: 1, calledAt: at(900), outcome: "failed" }]);
  });
});

describe("RecordCallback", () => {
  it("counts once, tells, and frees the caller for another promise", async () => {
    const { ledger, dependencies, metrics, published, issues } = world();
    await ledger.promise(promise);
    await ledger.putCaller(contactId, "key");
    await ledger.openFor("key", contactId);
    await ledger.putCall(contactId, { call: 1, calledAt: at(900), outboundContactId: "out", outcome: "reached" });
    const results = [
      await recordCallback(dependencies, { contactId, outcome: "reached" }, toolsWith(metrics)),
      await recordCallback(dependencies, { contactId, outcome: "failed" }, toolsWith(metrics)),
    ];
    expect(results).toEqual(Array(2).fill({ outcome: "reached", issueId: null }));
    expect(metrics.values).toEqual({ Callbacks: [1], CallbackCalls: [1], CallbackDelay: [900_000] });
    expect(published[1]).toEqual(published[0]);
    expect(published[0]).toMatchObject({ data: { outcome: "reached", calls: ["reached"], outboundContactId: "out" } });
    expect(await ledger.openFor("key", "next")).toBe("next");
    expect(await issues.list()).toEqual([]);
  });
  it("opens one issue for a promise that was broken, without a word of the caller", async () => {
    const { ledger, dependencies, metrics, issues } = world();
    await ledger.promise(promise);
    await ledger.putCall(contactId, { call: 1, calledAt: at(900), outcome: "no_answer" });
    for (const _ of ["once", "again"])
      await recordCallback(dependencies, { contactId, outcome: "unreached" }, toolsWith(metrics));
    expect(await issues.list()).toMatchObject([
      { source: "fault", severity: "medium", contactId, summary: expect.stringContaining("unreached, no_answer") },
    ]);
  });
});

describe("the agent who calls back", () => {
  it("is given the story of the contact in which it was promised, and the caller is served soon", async () => {
    const { ledger, dependencies } = world();
    const board = inMemoryBoard();
    const attributes: Record<string, string> = {};
    await ledger.putDecision(decision({ intent: "refund" }));
    await ledger.putPurpose("outbound", { contactId, queue: "korean-billing" });
    await ledger.mergeFacts("outbound", { queuedAt: at(920), initiationMethod: "API" });
    const telephony = {
      setAttributes: async (_: string, texts: Readonly<Record<string, string>>) =>
        void Object.assign(attributes, texts),
      setPriority: async () => true,
    };
    const handedOver = await prepareHandover({ ...dependencies, ...board, ...telephony }, { contactId: "outbound" });
    expect(handedOver).toEqual({ queue: "korean-billing", priority: 2, reason: "callback" });
    expect(attributes).toMatchObject({ handover_reason: "callback", handover_intent: "refund" });
  });
});

describe("the do-not-call list", () => {
  it("is changed by a contact of the caller, and refuses one that is not known", async () => {
    const { ledger } = world();
    await ledger.putCaller(contactId, "key");
    const about = (id: string) => ({ pathParameters: { contactId: id } });
    expect(await setDoNotCall(ledger, about(contactId), true)).toEqual({ contactId, doNotCall: true });
    expect(await ledger.isDoNotCall("key")).toBe(true);
    await setDoNotCall(ledger, about(contactId), false);
    expect(await ledger.isDoNotCall("key")).toBe(false);
    await expect(setDoNotCall(ledger, about("nobody"), true)).rejects.toMatchObject({ name: "Rejected" });
  });
});
