import { describe, expect, it } from "@jest/globals";
import { archiveTranscript } from "../../../functions/contact/archive-transcript/step.ts";
import { closeContact } from "../../../functions/contact/close-contact/step.ts";
import { emitContactMetrics } from "../../../functions/contact/emit-contact-metrics/step.ts";
import { openFaultIssue } from "../../../functions/contact/open-fault-issue/step.ts";
import type { DomainEvent } from "../../../ports/event-publisher.ts";
import { at, contactId, decided } from "../../support/builders.ts";
import { inMemoryCallbacks } from "../../support/in-memory-callbacks.ts";
import { inMemoryEmissions } from "../../support/in-memory-emissions.ts";
import { inMemoryIssues } from "../../support/in-memory-issues.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { recordingMetrics } from "../../support/recording-metrics.ts";

const utterance = {
  ...decided().utterance,
  intent: "delivery_status",
  confidenceOfIntent: 0.9,
  sentiment: "NEUTRAL",
  action: "answer",
} as const;

async function world() {
  const ledger = { ...inMemoryLedger(), ...inMemoryCallbacks() };
  const published: DomainEvent[] = [];
  const publish = async (event: DomainEvent) => void published.push(event);
  await ledger.mergeFacts(contactId, { channel: "VOICE", initiatedAt: at(0), disconnectedAt: at(60) });
  await ledger.putUtterance(utterance);
  return { ledger, published, dependencies: { ...ledger, publish, now: () => new Date(at(65)) } };
}

const emissionNeeds = () => ({ ...inMemoryEmissions(), now: () => new Date(at(70)), sleep: async () => {} });

describe("CloseContact", () => {
  it("waits while utterances are on their way to the ledger", async () => {
    const { dependencies } = await world();
    await expect(closeContact(dependencies, { contactId, finalSegments: 2, acceptGaps: false })).rejects.toMatchObject({
      name: "NotReady",
      message: expect.stringContaining("1 of 2"),
    });
  });
  it("closes once all are there, and tells the world", async () => {
    const { dependencies, published } = await world();
    const closing = await closeContact(dependencies, { contactId, finalSegments: 1, acceptGaps: false });
    expect(closing).toEqual({
      outcome: "bot",
      times: { durationMs: 60_000, handleMs: 60_000 },
      closedAt: at(65),
      finalSegments: 1,
      recordedSegments: 1,
      decisions: 0,
      faults: 0,
    });
    expect(published.map((event) => [event.type, event.id])).toEqual([["ContactClosed.v1", `${contactId}.closed`]]);
  });
  it("knows the caller's mood by what was said before the survey: scores in words are no anger", async () => {
    const { ledger, dependencies } = await world();
    const said = { segmentId: "said", endReceivedAt: Date.parse(at(20)), negativity: 0.1 };
    const score = { segmentId: "score", endReceivedAt: Date.parse(at(40)), negativity: 0.95 };
    await ledger.putUtterance({ ...utterance, ...said, beginOffsetMs: 18_000, endOffsetMs: 20_000 });
    await ledger.putUtterance({ ...utterance, ...score, beginOffsetMs: 38_000, endOffsetMs: 40_000 });
    await ledger.mergeFacts(contactId, { surveyBegunAt: at(30) });
    const closing = await closeContact(dependencies, { contactId, finalSegments: 3, acceptGaps: false });
    expect(closing).toMatchObject({ recordedSegments: 3, mood: { wasAngry: false, utterances: 1 } });
  });
  it("counts a caller who left the queue with the promise of a callback as served by the bot, one without as lost", async () => {
    const outcomes = [];
    for (const isPromised of [true, false]) {
      const { ledger, dependencies } = await world();
      await ledger.mergeFacts(contactId, { queuedAt: at(20) });
      if (isPromised) await ledger.promise({ contactId, languageCode: "ko-KR", promisedAt: at(50) });
      outcomes.push((await closeContact(dependencies, { contactId, finalSegments: 1, acceptGaps: false })).outcome);
    }
    expect(outcomes).toEqual(["bot", "abandoned"]);
  });
  it("closes with the gap counted when told to accept it", async () => {
    const { dependencies } = await world();
    expect(await closeContact(dependencies, { contactId, finalSegments: 3, acceptGaps: true })).toMatchObject({
      finalSegments: 3,
      recordedSegments: 1,
    });
  });
  it("keeps the first closing when it runs again", async () => {
    const { dependencies, published } = await world();
    const first = await closeContact(dependencies, { contactId, finalSegments: 1, acceptGaps: false });
    const second = await closeContact(
      { ...dependencies, now: () => new Date(at(99)) },
      { contactId, finalSegments: 1, acceptGaps: false },
    );
    expect(second).toEqual(first);
    expect(new Set(published.map((event) => event.id)).size).toBe(1);
  });
});

describe("after the closing", () => {
  it("the transcript is archived by day and contact", async () => {
    const { dependencies, ledger } = await world();
    await closeContact(dependencies, { contactId, finalSegments: 1, acceptGaps: false });
    const documents = new Map<string, unknown>();
    const putDocument = async (key: string, document: unknown) => void documents.set(key, document);
    const { key } = await archiveTranscript({ ...ledger, putDocument }, { contactId });
    expect(key).toBe(`transcripts/2024/12/19/${contactId}.json`);
    expect(documents.get(key)).toMatchObject({
      contactId,
      transcript: [{ speaker: "CUSTOMER", text: "배송이 언제 오나요" }],
    });
  });
  it("the contact's metrics come out exactly once, at the time of the closing", async () => {
    const { dependencies, ledger } = await world();
    await closeContact(dependencies, { contactId, finalSegments: 2, acceptGaps: true });
    const metrics = recordingMetrics();
    const needs = { ...emissionNeeds(), ...ledger };
    const tools = { metrics, remainingMs: () => 8_000, requestId: "request-1" };
    expect(await emitContactMetrics(needs, { contactId }, tools)).toEqual({ emitted: true });
    expect(await emitContactMetrics(needs, { contactId }, tools)).toEqual({ emitted: false });
    expect(metrics.measurements[0]).toEqual({
      metric: "Contacts",
      value: 1,
      dimensions: { Channel: "VOICE", Outcome: "bot", Language: "unknown" },
    });
    expect(metrics.values).toEqual({
      Contacts: [1],
      HandleTime: [60_000],
      ContactDuration: [60_000],
      ContactCost: [expect.closeTo(0.018599, 6)],
      Faults: [0],
      FaultyContacts: [0],
      LostSegments: [1],
    });
    const about = { contactId, emission: "contact-metrics", requestId: "request-1" };
    expect(metrics.lines).toEqual([{ at: Date.parse(at(65)), about }]);
  });
  it("neither happens before the contact is closed", async () => {
    const { ledger } = await world();
    const putDocument = async () => {};
    await expect(archiveTranscript({ ...ledger, putDocument }, { contactId })).rejects.toMatchObject({
      name: "NotReady",
    });
    const tools = { metrics: recordingMetrics(), remainingMs: () => 8_000, requestId: "request-1" };
    await expect(emitContactMetrics({ ...emissionNeeds(), ...ledger }, { contactId }, tools)).rejects.toMatchObject({
      name: "NotReady",
    });
  });
});

describe("OpenFaultIssue", () => {
  it("opens one issue for the same fault of many contacts and counts it in each contact", async () => {
    const ledger = inMemoryLedger();
    const issues = inMemoryIssues();
    const published: DomainEvent[] = [];
    const publish = async (event: DomainEvent) => void published.push(event);
    const dependencies = { ...ledger, open: issues.open, publish, now: () => new Date(at(9)) };
    const fault = { where: "contact.TranscribeMedia", error: "Rejected", contactGoesOn: true };
    await openFaultIssue(dependencies, { ...fault, contactId });
    await openFaultIssue(dependencies, { ...fault, contactId });
    await openFaultIssue(dependencies, { ...fault, contactId: "another" });
    expect(await ledger.countFaults(contactId)).toBe(1);
    expect(await ledger.countFaults("another")).toBe(1);
    expect(await issues.list()).toMatchObject([
      { issueId: "ISS-001", severity: "medium", source: "fault", occurrences: 2, contactIds: [contactId, "another"] },
    ]);
    expect(new Set(published.map(({ type, id }) => `${type} ${id}`))).toEqual(
      new Set(["IssueOpened.v1 ISS-001.opened"]),
    );
  });
});
