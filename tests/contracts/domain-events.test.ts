import type { EventBridgeClient, PutEventsCommand, PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "@jest/globals";
import { createEventPublisher } from "../../adapters/eventbridge-publisher.ts";
import { takeIssue } from "../../functions/api/take-issue/step.ts";
import { completeCallback } from "../../functions/callback/complete-callback.ts";
import { closeContact } from "../../functions/contact/close-contact/step.ts";
import { openFaultIssue } from "../../functions/contact/open-fault-issue/step.ts";
import { callSupervisor } from "../../functions/escalation/call-supervisor/step.ts";
import { recordResolution } from "../../functions/issue/record-resolution/step.ts";
import { recordAnswer } from "../../functions/survey/record-answer.ts";
import { offerCallback } from "../../functions/utterance/offer-callback/step.ts";
import { openIssue } from "../../functions/utterance/open-issue/step.ts";
import { requestEscalation } from "../../functions/utterance/request-escalation/step.ts";
import type { PublishEvent } from "../../ports/event-publisher.ts";
import {
  CallbackCompleted,
  CallbackRequested,
  ContactClosed,
  EscalationRequested,
  IssueOpened,
  IssueResolved,
  IssueTaken,
  SupervisorCalled,
  SurveyAnswered,
} from "../../schemas/domain-events.ts";
import { at, contactId, decided, handover, issueReport, segment } from "../support/builders.ts";
import { inMemoryBoard } from "../support/in-memory-board.ts";
import { inMemoryCallbacks } from "../support/in-memory-callbacks.ts";
import { inMemoryEmissions } from "../support/in-memory-emissions.ts";
import { inMemoryIssues } from "../support/in-memory-issues.ts";
import { inMemoryLedger } from "../support/in-memory-ledger.ts";
import { inMemorySurveys } from "../support/in-memory-surveys.ts";
import { inMemoryWatch } from "../support/in-memory-watch.ts";
import { recordingMachines } from "../support/recording-machines.ts";
import { recordingMetrics, toolsWith } from "../support/recording-metrics.ts";

/** Lets a step publish through the real adapter, and returns the event as EventBridge would deliver it. */
async function delivered(run: (publish: PublishEvent) => Promise<unknown>): Promise<unknown> {
  const entries: PutEventsRequestEntry[] = [];
  const send = async (command: PutEventsCommand) => {
    entries.push(...(command.input.Entries ?? []));
    return { FailedEntryCount: 0 };
  };
  await run(createEventPublisher({ send } as unknown as EventBridgeClient));
  const [entry] = entries;
  return {
    id: "delivered",
    time: entry?.Time?.toISOString(),
    source: entry?.Source,
    "detail-type": entry?.DetailType,
    detail: JSON.parse(entry?.Detail ?? "{}"),
  };
}

const now = () => new Date(at(60));
const ledger = { ...inMemoryLedger(), ...inMemoryCallbacks() };

describe("what the steps publish keeps the contract", () => {
  it("when a contact closes", async () => {
    const event = await delivered(async (publish) => {
      await ledger.mergeFacts(contactId, { channel: "VOICE", initiatedAt: at(0), disconnectedAt: at(50) });
      await closeContact({ ...ledger, publish, now }, { contactId, finalSegments: 0, acceptGaps: false });
    });
    const { detail } = ContactClosed.parse(event);
    expect(detail.metadata).toEqual({
      id: `${contactId}.closed`,
      occurredAt: at(60),
      correlationId: contactId,
      causationId: contactId,
      version: 1,
    });
    expect(detail.data).toMatchObject({ outcome: "abandoned", times: { durationMs: 50_000 } });
  });

  it("when an escalation is requested", async () => {
    const event = await delivered((publish) =>
      requestEscalation(
        { ...ledger, ...recordingMachines(), publish, now },
        decided({ action: "escalate", intent: "refund", escalation: "policy_amount" }),
      ),
    );
    expect(EscalationRequested.parse(event).detail.data.queue).toBe("korean-billing");
  });

  it("when a supervisor is called", async () => {
    const board = inMemoryBoard();
    await board.putHandover(handover());
    const setPriority = async () => true;
    const event = await delivered((publish) => callSupervisor({ ...board, setPriority, publish, now }, { contactId }));
    expect(SupervisorCalled.parse(event).detail.data).toEqual({
      contactId,
      queue: "korean-general",
      reason: "agent_request",
      waitingSince: at(0),
    });
  });

  it("when a call back is promised", async () => {
    const event = await delivered((publish) =>
      offerCallback({ ...ledger, publish, now, timeZone: "Asia/Seoul" }, decided({ action: "offer_callback" })),
    );
    expect(CallbackRequested.parse(event).detail.data).toEqual({ contactId, languageCode: "ko-KR" });
  });

  it("when a callback has ended", async () => {
    const metrics = recordingMetrics();
    await ledger.putCall(contactId, { call: 1, calledAt: at(70), outboundContactId: "outbound", outcome: "reached" });
    const promise = { contactId, languageCode: "ko-KR", promisedAt: at(60) };
    const event = await delivered((publish) =>
      completeCallback(
        { ...ledger, ...inMemoryEmissions(), publish, now, sleep: async () => {} },
        promise,
        { outcome: "reached" },
        toolsWith(metrics),
      ),
    );
    expect(CallbackCompleted.parse(event).detail.data).toEqual({
      contactId,
      outcome: "reached",
      calls: ["reached"],
      promisedAt: at(60),
      completedAt: at(60),
      outboundContactId: "outbound",
    });
  });

  it("when an issue is opened, without a word of the caller", async () => {
    const event = await delivered((publish) =>
      openIssue({ ...ledger, ...inMemoryIssues(), publish, now }, decided({ action: "open_issue" })),
    );
    expect(IssueOpened.parse(event).detail.data).toMatchObject({ issueId: "ISS-001", source: "complaint", contactId });
    expect(JSON.stringify(event)).not.toContain(segment().text);
  });

  it("when an issue is opened for a fault", async () => {
    const fault = { contactId, where: "contact.CloseContact", error: "Rejected", contactGoesOn: false };
    const event = await delivered((publish) => openFaultIssue({ ...ledger, ...inMemoryIssues(), publish, now }, fault));
    expect(IssueOpened.parse(event).detail.data).toEqual({
      issueId: "ISS-001",
      severity: "high",
      source: "fault",
      contactId,
    });
  });

  it("when an issue is taken, naming nobody", async () => {
    const issues = inMemoryIssues();
    await issues.open(issueReport());
    const request = { pathParameters: { issueId: "ISS-001" }, body: JSON.stringify({ by: "kim" }) };
    const event = await delivered((publish) =>
      takeIssue({ ...issues, ...inMemoryWatch(), ...recordingMachines(), publish }, request),
    );
    const { detail } = IssueTaken.parse(event);
    expect(detail.metadata).toMatchObject({ id: "ISS-001.taken", correlationId: "ISS-001", occurredAt: at(40) });
    expect(detail.data).toEqual({
      issueId: "ISS-001",
      severity: "low",
      source: "complaint",
      timeToTakeMs: 30_000,
    });
    expect(JSON.stringify(event)).not.toContain("kim");
  });

  it("when an issue is resolved, without its free texts", async () => {
    const issues = inMemoryIssues();
    await issues.open(issueReport({ contactId }));
    await issues.resolve("ISS-001", { remedy: "환불했습니다" });
    const event = await delivered((publish) =>
      recordResolution(
        { ...issues, ...inMemoryWatch(), publish },
        { issueId: "ISS-001" },
        { metrics: recordingMetrics() },
      ),
    );
    const { detail } = IssueResolved.parse(event);
    expect(detail.metadata).toMatchObject({ id: "ISS-001.resolved", correlationId: contactId, occurredAt: at(70) });
    expect(detail.data).toMatchObject({ occurrences: 1, timeToResolveMs: 60_000 });
    expect(JSON.stringify(event)).not.toContain("환불");
  });

  it("when a question of the survey is answered", async () => {
    const survey = {
      contactId,
      channel: "voice",
      languageCode: "ko-KR",
      hasAgent: false,
      hasBot: true,
      offeredAt: at(50),
      expiresAt: at(86_450),
    } as const;
    const event = await delivered((publish) =>
      recordAnswer(
        { ...inMemorySurveys(), ...inMemoryIssues(), publish, now },
        survey,
        { question: "overall", score: 4 },
        recordingMetrics(),
      ),
    );
    expect(SurveyAnswered.parse(event).detail).toMatchObject({
      metadata: { id: `${contactId}.survey.overall` },
      data: { contactId, question: "overall", score: 4, channel: "voice", answeredAt: at(60) },
    });
  });
});
