import type { EventBridgeClient, PutEventsCommand, PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "@jest/globals";
import { createEventPublisher } from "../../adapters/eventbridge-publisher.ts";
import { closeContact } from "../../functions/contact/close-contact/step.ts";
import { callSupervisor } from "../../functions/escalation/call-supervisor/step.ts";
import { offerCallback } from "../../functions/utterance/offer-callback/step.ts";
import { openIssue } from "../../functions/utterance/open-issue/step.ts";
import { requestEscalation } from "../../functions/utterance/request-escalation/step.ts";
import type { PublishEvent } from "../../ports/event-publisher.ts";
import {
  CallbackRequested,
  ContactClosed,
  EscalationRequested,
  IssueOpened,
  SupervisorCalled,
} from "../../schemas/domain-events.ts";
import { at, contactId, decided, handover, segment } from "../support/builders.ts";
import { inMemoryBoard } from "../support/in-memory-board.ts";
import { inMemoryCallbacks } from "../support/in-memory-callbacks.ts";
import { inMemoryIssues } from "../support/in-memory-issues.ts";
import { inMemoryLedger } from "../support/in-memory-ledger.ts";
import { recordingMachines } from "../support/recording-machines.ts";

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
    const setPriority = async () => {};
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
});
