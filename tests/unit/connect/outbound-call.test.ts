import { readFileSync } from "node:fs";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { callOutcome } from "../../../domain/callback/call-outcome.ts";
import { mergeFacts } from "../../../domain/contact/contact-facts.ts";
import { type CallRequest, createLiveContacts } from "../../../local/connect/api/live-contacts.ts";
import type { CallAnswer } from "../../../local/connect/callers/called-person.ts";
import { createScriptedCaller } from "../../../local/connect/callers/scripted-caller.ts";
import { createScriptedVoice } from "../../../local/connect/callers/scripted-voice.ts";
import { loadFlow } from "../../../local/connect/flow/load-flow.ts";
import { instanceArn } from "../../../local/connect/instance.ts";
import { openSimulatedConnect } from "../../../local/connect/simulated-connect.ts";
import { createScriptRegister } from "../../../local/speech/script-register.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";
import { ContactEvent, factsOfContactEvent } from "../../../schemas/contact-event.ts";
import { ContactRecord, factsOfContactRecord } from "../../../schemas/contact-record.ts";

const events = mockClient(EventBridgeClient);
const kinesis = mockClient(KinesisClient);
const lambda = mockClient(LambdaClient);
beforeEach(() => {
  for (const client of [events, kinesis, lambda]) client.reset();
  events.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [] });
  kinesis.on(PutRecordCommand).resolves({});
});

const load = (file: string) => loadFlow(readFileSync(file, "utf8"), file);
const outbound = load("flows/outbound.json");
const survey = load("flows/survey.json");
const number = "+821000000001";
const request: CallRequest = {
  number,
  flowId: "outbound",
  queueId: "korean",
  relatedContactId: "first",
  attributes: { language: "ko-KR" },
  ringSeconds: 40,
  detectsMachines: false,
  token: "first.call-1",
};
const minute = 60_000;

/** An instance that can call one person, who answers the survey if they have answers. */
function instance(answers: readonly CallAnswer[], surveyAnswers?: readonly number[], acceptAfterMs = 1_000) {
  const clock = createVirtualClock(Date.UTC(2026, 10, 23, 1));
  const live = createLiveContacts();
  const problems: string[] = [];
  openSimulatedConnect({
    flow: outbound,
    flows: new Map([
      [`${instanceArn}/contact-flow/outbound`, outbound],
      [`${instanceArn}/contact-flow/00000000-0000-4000-8000-000000000003`, survey],
    ]),
    clock,
    speed: 1,
    events: new EventBridgeClient({}),
    lambda: new LambdaClient({}),
    records: { client: new KinesisClient({}), streamName: "records" },
    mediaStreams: { open: async () => Promise.reject(new Error("the outbound flow streams nothing")) },
    live,
    queueCapacity: 10,
    signal: new AbortController().signal,
    delivery: { dropped: 0, duplicated: 0, reordered: 0 },
    agents: 1,
    watch: (_contact, happening) => void (happening.kind === "problem" && problems.push(happening.text)),
  });
  const agent = { acceptAfterMs, talk: [], gapMs: 100, holdMs: 0, afterContactWorkMs: 1_000 };
  const takeCall = (contactId: string) =>
    createScriptedCaller(
      { steps: [], patienceMs: minute, closingMs: 500, agent, ...(surveyAnswers && { surveyAnswers }) },
      createScriptedVoice(createScriptRegister(), contactId, "ko-KR", 1),
    );
  live.expect(number, { languageCode: "ko-KR", answers, takeCall });
  return { clock, live, problems };
}
const told = () =>
  events
    .commandCalls(PutEventsCommand)
    .flatMap((sent) => sent.args[0].input.Entries ?? [])
    .map((entry, index) =>
      ContactEvent.parse({
        id: String(index),
        time: entry.Time?.toISOString(),
        source: entry.Source,
        "detail-type": entry.DetailType,
        detail: JSON.parse(entry.Detail ?? ""),
      }),
    );
const record = () => {
  const [sent] = kinesis.commandCalls(PutRecordCommand);
  return ContactRecord.parse(JSON.parse(Buffer.from(sent?.args[0].input.Data ?? "").toString()));
};
const milestones = () =>
  told().flatMap(({ detail }) => (detail.eventType === "CONTACT_DATA_UPDATED" ? [] : detail.eventType));

describe("a call that the simulated Amazon Connect makes", () => {
  it.each([
    ["answers", "AGENT", "HUMAN_ANSWERED", "reached"],
    ["declines", "CONTACT_FLOW_DISCONNECT", "HUMAN_ANSWERED", "declined"],
    ["voicemail", "CONTACT_FLOW_DISCONNECT", "VOICEMAIL_BEEP", "answering_machine"],
    ["busy", "TELECOM_BUSY", "SIT_TONE_BUSY", "busy"],
    ["no-answer", "TELECOM_ORIGINATOR_CANCEL", "AMD_UNANSWERED", "no_answer"],
    ["out-of-service", "TELECOM_NUMBER_INVALID", "SIT_TONE_INVALID_NUMBER", "invalid_number"],
  ] as const)(
    "to somebody who %s ends as the service tells it, and is understood",
    async (answer, reason, detected, outcome) => {
      for (const detectsMachines of [false, true]) {
        for (const client of [events, kinesis]) client.resetHistory();
        const { clock, live, problems } = instance([answer]);
        expect(live.placeCall({ ...request, detectsMachines })).toEqual(expect.any(String));
        await clock.advance(5 * minute);
        expect(problems).toEqual([]);
        const ended = record();
        if (reason !== "AGENT") expect(ended.DisconnectReason).toBe(reason);
        expect(ended).toMatchObject({ InitiationMethod: "API", RelatedContactId: "first" });
        expect(ended.AnsweringMachineDetectionStatus).toBe(detectsMachines ? detected : null);
        const facts = told().map(factsOfContactEvent).reduce(mergeFacts, factsOfContactRecord(ended));
        expect(facts).toMatchObject({ initiationMethod: "API", relatedContactId: "first" });
        expect(callOutcome(facts)).toBe(outcome);
      }
    },
  );

  it.each([
    ["answers", ["INITIATED", "CONNECTED_TO_SYSTEM", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"]],
    ["voicemail", ["INITIATED", "CONNECTED_TO_SYSTEM", "DISCONNECTED", "COMPLETED"]],
    ["busy", ["INITIATED", "DISCONNECTED", "COMPLETED"]],
  ] as const)("tells its events when the person %s", async (answer, types) => {
    const { clock, live } = instance([answer]);
    live.placeCall(request);
    await clock.advance(5 * minute);
    expect(milestones()).toEqual(types);
  });

  it("goes on with the survey when the agent hangs up", async () => {
    const reply = (answer: Readonly<Record<string, string>>) => ({
      Payload: Buffer.from(JSON.stringify(answer)) as never,
    });
    const question = { action: "ask", message: "어떠셨나요?", question: "overall", tries: "1", askedAt: "" };
    lambda
      .on(InvokeCommand)
      .resolvesOnce(reply(question))
      .resolvesOnce(reply({ ...question, action: "thank", message: "감사합니다." }));
    const { clock, live, problems } = instance(["answers"], [4]);
    live.placeCall(request);
    await clock.advance(5 * minute);
    expect(problems).toEqual([]);
    const calls = lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input);
    expect(
      calls.map(({ Payload }) => JSON.parse(Buffer.from(Payload as Uint8Array).toString()).Details.Parameters),
    ).toEqual([{ farewell: "" }, { question: "overall", tries: "1", answer: "4" }]);
    expect(record().DisconnectReason).toBe("CONTACT_FLOW_DISCONNECT");
    const facts = told().map(factsOfContactEvent).reduce(mergeFacts, factsOfContactRecord(record()));
    expect(callOutcome(facts)).toBe("reached");
  });

  it("is taken by an agent soon, also where the person had waited long before", async () => {
    const { clock, live } = instance(["answers"], undefined, 4 * minute);
    live.placeCall(request);
    await clock.advance(5 * minute);
    const facts = told().map(factsOfContactEvent).reduce(mergeFacts, {});
    expect(Date.parse(facts.connectedToAgentAt ?? "") - Date.parse(facts.queuedAt ?? "")).toBeLessThanOrEqual(20_000);
  });

  it("rings as long as it was asked to, and a minute at most", async () => {
    for (const [ringSeconds, reason] of [
      [15, "TELECOM_ORIGINATOR_CANCEL"],
      [60, "TELECOM_TIMEOUT"],
    ] as const) {
      for (const client of [events, kinesis]) client.resetHistory();
      const { clock, live } = instance(["no-answer"]);
      live.placeCall({ ...request, ringSeconds });
      await clock.advance(2 * minute);
      const { DisconnectReason, InitiationTimestamp, DisconnectTimestamp } = record();
      expect(DisconnectReason).toBe(reason);
      expect(Date.parse(DisconnectTimestamp ?? "") - Date.parse(InitiationTimestamp ?? "")).toBe(ringSeconds * 1_000);
    }
  });

  it("is made once for a token, which is worth nothing after seven days", async () => {
    const { clock, live } = instance(["no-answer"]);
    const first = live.placeCall(request);
    await clock.advance(6 * 24 * 60 * minute);
    expect(live.placeCall(request)).toBe(first);
    expect(live.placeCall({ ...request, token: "first.call-2" })).not.toBe(first);
    await clock.advance(2 * 24 * 60 * minute);
    expect(live.placeCall(request)).not.toBe(first);
    await clock.advance(5 * minute);
    expect(kinesis.commandCalls(PutRecordCommand)).toHaveLength(3);
  });

  it("needs a flow of the instance, and rings in vain where nobody is", async () => {
    const { clock, live } = instance(["answers"]);
    expect(() => live.placeCall({ ...request, flowId: "none" })).toThrow(/There is no flow none/);
    live.placeCall({ ...request, number: "+821000000099" });
    await clock.advance(5 * minute);
    expect(record()).toMatchObject({ DisconnectReason: "TELECOM_ORIGINATOR_CANCEL" });
  });
});
