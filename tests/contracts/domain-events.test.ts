import type { EventBridgeClient, PutEventsCommand, PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "@jest/globals";
import { createEventPublisher } from "../../adapters/eventbridge-publisher.ts";
import { closeContact } from "../../functions/contact/close-contact/step.ts";
import { recordAnswer } from "../../functions/survey/record-answer.ts";
import { offerCallback } from "../../functions/utterance/offer-callback/step.ts";
import { openIssue } from "../../functions/utterance/open-issue/step.ts";
import { requestEscalation } from "../../functions/utterance/request-escalation/step.ts";
import type { PublishEvent } from "../../ports/event-publisher.ts";
import {
  CallbackRequested,
  ContactClosed,
  EscalationRequested,
  IssueOpened,
  SurveyAnswered,
} from "../../schemas/domain-events.ts";
import { at, contactId, decided, segment } from "../support/builders.ts";
import { inMemoryIssues } from "../support/in-memory-issues.ts";
import { inMemoryLedger } from "../support/in-memory-ledger.ts";
import { inMemorySurveys } from "../support/in-memory-surveys.ts";
import { recordingMetrics } from "../support/recording-metrics.ts";

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
const ledger = inMemoryLedger();

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
      requestEscalation({ ...ledger, publish, now }, decided({ action: "escalate", intent: "refund" })),
    );
    expect(EscalationRequested.parse(event).detail.data.queue).toBe("korean-billing");
  });

  it("when a call back is promised", async () => {
    const event = await delivered((publish) =>
      offerCallback({ ...ledger, publish, now }, decided({ action: "offer_callback" })),
    );
    expect(CallbackRequested.parse(event).detail.data).toEqual({ contactId, languageCode: "ko-KR" });
  });

  it("when an issue is opened, without a word of the caller", async () => {
    const event = await delivered((publish) =>
      openIssue({ ...ledger, ...inMemoryIssues(), publish, now }, decided({ action: "open_issue" })),
    );
    expect(IssueOpened.parse(event).detail.data).toMatchObject({ issueId: "ISS-001", source: "complaint", contactId });
    expect(JSON.stringify(event)).not.toContain(segment().text);
  });

  it("when a question of the survey is answered", async () => {
    const survey = {
      contactId,
      channel: "voice",
      languageCode: "ko-KR",
      hasAgent: false,
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
