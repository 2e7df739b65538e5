import { readFileSync } from "node:fs";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { z } from "zod";
import { wallClock } from "../../../local/clock.ts";
import { createLiveContacts } from "../../../local/connect/api/live-contacts.ts";
import type { CallerStep } from "../../../local/connect/callers/caller-script.ts";
import { createRecordedCaller } from "../../../local/connect/callers/recorded-caller.ts";
import { createScriptedCaller } from "../../../local/connect/callers/scripted-caller.ts";
import { createScriptedVoice } from "../../../local/connect/callers/scripted-voice.ts";
import { createChance } from "../../../local/connect/chance.ts";
import { type LoadedFlow, loadFlow } from "../../../local/connect/flow/load-flow.ts";
import { instanceArn } from "../../../local/connect/instance.ts";
import type { LineAudio } from "../../../local/connect/line/phone-line.ts";
import { openSimulatedConnect } from "../../../local/connect/simulated-connect.ts";
import { createScriptRegister } from "../../../local/speech/script-register.ts";
import { ContactEvent, factsOfContactEvent } from "../../../schemas/contact-event.ts";
import { ContactRecord, factsOfContactRecord } from "../../../schemas/contact-record.ts";
import { FlowEvent } from "../../../schemas/flow.ts";

const flow = loadFlow(readFileSync("flows/inbound.json", "utf8"), "flows/inbound.json");
const contactId = "5f0f2a3e-0000-4000-8000-000000000001";
const call = {
  contactId,
  languageCode: "ko-KR",
  customerNumber: "+821000000001",
  initiatedAt: Date.UTC(2026, 10, 23, 1),
};

const events = mockClient(EventBridgeClient);
const kinesis = mockClient(KinesisClient);
const lambda = mockClient(LambdaClient);

beforeEach(() => {
  for (const client of [events, kinesis, lambda]) client.reset();
  events.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [] });
  kinesis.on(PutRecordCommand).resolves({});
});

const reply = (value: Record<string, string>) => ({ Payload: Buffer.from(JSON.stringify(value)) as never });
const next = (action: string, more: Record<string, string> = {}) =>
  reply({ action, message: "", queueArn: "", cursor: "0", silence: "0", ...more });

/** A whole instance around mocked services; media is kept in memory. */
function instance(
  options: {
    mediaFails?: boolean;
    signal?: AbortSignal;
    delivery?: { dropped: number; duplicated: number; reordered: number };
    agents?: number;
    flows?: ReadonlyMap<string, LoadedFlow>;
  } = {},
) {
  const media: LineAudio[] = [];
  const problems: string[] = [];
  const connect = openSimulatedConnect({
    flow,
    flows: options.flows ?? new Map(),
    clock: wallClock,
    speed: "max",
    events: new EventBridgeClient({}),
    lambda: new LambdaClient({}),
    records: { client: new KinesisClient({}), streamName: "records" },
    mediaStreams: {
      async open() {
        if (options.mediaFails) throw new Error("no stream");
        return {
          streamArn: "arn:aws:kinesisvideo:ap-northeast-2:000000000000:stream/live/1",
          startFragmentNumber: "91343852333181432392682062622220590765191907586",
          send: async (audio: LineAudio) => void media.push(audio),
          stop: async () => {},
        };
      },
    },
    live: createLiveContacts(),
    queueCapacity: 10,
    signal: options.signal ?? new AbortController().signal,
    delivery: options.delivery ?? { dropped: 0, duplicated: 0, reordered: 0 },
    agents: options.agents ?? 1,
    ...(options.flows && { flows: options.flows }),
    watch: (_contact, happening) => void (happening.kind === "problem" && problems.push(happening.text)),
  });
  return { connect, media, problems, chance: createChance("test") };
}

function scripted(
  steps: CallerStep[],
  more: {
    hangUpInQueueAfterMs?: number;
    acceptAfterMs?: number;
    acceptsCallback?: boolean;
    surveyAnswers?: readonly number[];
  } = {},
) {
  const { acceptAfterMs = 3_000, ...rest } = more;
  const agent = {
    acceptAfterMs,
    talk: [{ by: "agent" as const, text: "네 상담원입니다." }],
    gapMs: 100,
    holdMs: 0,
    afterContactWorkMs: 10_000,
  };
  const voice = createScriptedVoice(createScriptRegister(), contactId, "ko-KR", 1);
  return createScriptedCaller({ steps, patienceMs: 60_000, closingMs: 500, agent, ...rest }, voice);
}

const say = (text: string): CallerStep => ({ do: "say", text, when: "after-prompt", thinkMs: 100 });
const published = () =>
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
const types = () =>
  published()
    .map((event) => event.detail.eventType)
    .filter((type) => type !== "CONTACT_DATA_UPDATED");
const rawRecord = (): unknown =>
  JSON.parse(Buffer.from(kinesis.commandCalls(PutRecordCommand)[0]!.args[0].input.Data!).toString());
const record = () => ContactRecord.parse(rawRecord());
/** Of the agent's part of a record, in seconds. */
const ContactRecordAgent = z.object({
  Agent: z.object({ AfterContactWorkDuration: z.number(), AgentInteractionDuration: z.number() }),
});

describe("a contact of the simulated Amazon Connect", () => {
  it("that the bot answers is disconnected by the flow and tells the pipeline in the documented shapes", async () => {
    lambda
      .on(InvokeCommand)
      .resolvesOnce(reply({ status: "transcribing" }))
      .resolvesOnce(next("end", { message: "안녕히 계세요." }));
    const { connect, media, problems, chance } = instance();
    const end = await connect.take(call, scripted([say("영업시간이 어떻게 되나요?")]), chance);
    expect(end).toMatchObject({ contactId, reason: "CONTACT_FLOW_DISCONNECT", sawAgent: false, leftQueue: false });
    expect(types()).toEqual(["INITIATED", "DISCONNECTED", "COMPLETED"]);
    expect(problems).toEqual([]);
    expect(media.length).toBeGreaterThan(20);
    const invoked = lambda
      .commandCalls(InvokeCommand)
      .map((sent) => FlowEvent.parse(JSON.parse(Buffer.from(sent.args[0].input.Payload as Uint8Array).toString())));
    expect(invoked[0]?.Details.ContactData.MediaStreams?.Customer?.Audio?.StartFragmentNumber).toMatch(/^\d{40,}$/);
    expect(invoked[0]?.Details.ContactData.Attributes).toMatchObject({ language: "ko-KR" });
    expect(record()).toMatchObject({
      ContactId: contactId,
      DisconnectReason: "CONTACT_FLOW_DISCONNECT",
      Agent: null,
      Queue: null,
    });
  });

  it("that is transferred waits, meets an agent and is completed after the agent's work", async () => {
    const queueArn = `${instanceArn}/queue/special`;
    lambda.on(InvokeCommand).resolvesOnce(reply({})).resolvesOnce(next("transfer", { queueArn }));
    const { connect, chance } = instance();
    const end = await connect.take(call, scripted([say("상담원이요")]), chance);
    expect(end).toMatchObject({ reason: "CUSTOMER_DISCONNECT", sawAgent: true });
    expect(types()).toEqual(["INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"]);
    const facts = factsOfContactEvent(published().at(-1)!);
    expect(facts).toMatchObject({ queueArn, agentArn: expect.stringContaining("/agent/") });
    expect(Date.parse(facts.connectedToAgentAt!) - Date.parse(facts.queuedAt!)).toBe(3_000);
    expect(Date.parse(facts.afterContactWorkEndedAt!) - Date.parse(facts.disconnectedAt!)).toBe(10_000);
    expect(factsOfContactRecord(record())).toMatchObject({ queueArn, agentArn: facts.agentArn });
  });

  describe("with a survey", () => {
    const surveyArn = `${instanceArn}/contact-flow/00000000-0000-4000-8000-000000000003`;
    const flows = new Map([[surveyArn, loadFlow(readFileSync("flows/survey.json", "utf8"), "flows/survey.json")]]);
    const ask = (question: string) => reply({ action: "ask", message: `${question}?`, question, tries: "1" });
    const thank = reply({ action: "thank", message: "감사합니다.", question: "", tries: "0" });
    const answers = () =>
      lambda
        .commandCalls(InvokeCommand)
        .map((sent) => FlowEvent.parse(JSON.parse(Buffer.from(sent.args[0].input.Payload as Uint8Array).toString())))
        .flatMap(({ Details }) => Details.Parameters.answer ?? []);

    it("goes on when the agent hangs up, and is completed when both the survey and the agent's work are over", async () => {
      lambda
        .on(InvokeCommand)
        .resolvesOnce(reply({}))
        .resolvesOnce(next("transfer", { queueArn: `${instanceArn}/queue/special` }))
        .resolvesOnce(ask("overall"))
        .resolvesOnce(ask("agentService"))
        .resolvesOnce(thank);
      const { connect, problems, chance } = instance({ flows });
      const end = await connect.take(call, scripted([say("상담원이요")], { surveyAnswers: [4, 5] }), chance);
      expect(end).toMatchObject({ reason: "CONTACT_FLOW_DISCONNECT", sawAgent: true });
      expect(answers()).toEqual(["4", "5"]);
      expect(problems).toEqual([]);
      expect(types()).toEqual(["INITIATED", "QUEUED", "CONNECTED_TO_AGENT", "DISCONNECTED", "COMPLETED"]);
      const { AfterContactWorkDuration, AgentInteractionDuration } = ContactRecordAgent.parse(rawRecord()).Agent;
      const facts = factsOfContactEvent(published().at(-1)!);
      const talked = Date.parse(facts.disconnectedAt!) - Date.parse(facts.connectedToAgentAt!);
      expect(AfterContactWorkDuration).toBe(10);
      expect(AgentInteractionDuration * 1_000).toBeLessThan(talked - 2_000);
    });

    it("asks a caller whom the bot served, who may hang up instead", async () => {
      for (const surveyAnswers of [[3], undefined]) {
        lambda.reset();
        lambda
          .on(InvokeCommand)
          .resolvesOnce(reply({}))
          .resolvesOnce(next("end", { message: "끝" }))
          .resolvesOnce(ask("overall"))
          .resolvesOnce(thank);
        const { connect, chance } = instance({ flows });
        const end = await connect.take(
          call,
          scripted([{ do: "stay-silent", prompts: 1 }], surveyAnswers ? { surveyAnswers } : {}),
          chance,
        );
        expect(end.reason).toBe(surveyAnswers ? "CONTACT_FLOW_DISCONNECT" : "CUSTOMER_DISCONNECT");
        expect(answers()).toEqual(surveyAnswers?.map(String) ?? []);
      }
    });
  });

  it("whose caller gives up in the queue never sees an agent", async () => {
    lambda
      .on(InvokeCommand)
      .resolvesOnce(reply({}))
      .resolvesOnce(next("transfer", { queueArn: `${instanceArn}/queue/x` }));
    const { connect, chance } = instance();
    const end = await connect.take(
      call,
      scripted([say("상담원")], { hangUpInQueueAfterMs: 20_000, acceptAfterMs: 60_000 }),
      chance,
    );
    expect(end).toMatchObject({ sawAgent: false, leftQueue: true, reason: "CUSTOMER_DISCONNECT" });
    expect(types()).toEqual(["INITIATED", "QUEUED", "DISCONNECTED", "COMPLETED"]);
    const facts = factsOfContactEvent(published().at(-1)!);
    expect(Date.parse(facts.disconnectedAt!) - Date.parse(facts.queuedAt!)).toBe(20_000);
  });

  describe("with a flow played in the queue", () => {
    const queueFlowArn =
      /arn:aws:connect:[^"]*contact-flow[^"]*/.exec(readFileSync("flows/inbound.json", "utf8"))?.[0] ?? "";
    const queueFlow = loadFlow(readFileSync("flows/queue.json", "utf8"), "flows/queue.json", "CUSTOMER_QUEUE");
    const flows = new Map([[queueFlowArn, queueFlow]]);
    const transfer = next("transfer", { queueArn: `${instanceArn}/queue/special`, message: "연결합니다." });
    const functions = (status: Record<string, string>) => {
      const named = (name: string) => ({
        FunctionName: `arn:aws:lambda:ap-northeast-2:000000000000:function:aicc-dev-${name}`,
      });
      lambda.on(InvokeCommand, named("beginMedia")).resolves(reply({}));
      lambda.on(InvokeCommand, named("nextAction")).resolves(transfer);
      lambda.on(InvokeCommand, named("queueStatus")).resolves(reply(status));
      lambda.on(InvokeCommand, named("acceptCallback")).resolves(reply({ message: "다시 전화드리겠습니다." }));
    };
    const soundOf = (audio: readonly LineAudio[], from: number, to: number) =>
      audio
        .filter(({ at }) => at >= from && at < to)
        .filter(({ toCustomer }) => toCustomer.some((sample) => sample !== 0)).length;

    it("hears it until an agent takes the call, and then the agent at once", async () => {
      functions({ message: "현재 대기 순서는 1번째입니다. ".repeat(20), offer: "no" });
      const { connect, chance, media, problems } = instance({ flows });
      const end = await connect.take(call, scripted([say("상담원이요")]), chance);
      expect({ ...end, problems }).toMatchObject({ sawAgent: true, problems: [] });
      const facts = factsOfContactEvent(published().at(-1)!);
      const connected = Date.parse(facts.connectedToAgentAt!);
      expect(connected - Date.parse(facts.queuedAt!)).toBe(3_000);
      expect(soundOf(media, connected - 1_500, connected)).toBe(15);
      // The agent's one line is over long before the announcement would have been.
      expect(Date.parse(facts.disconnectedAt!) - connected).toBeLessThan(5_000);
    });

    it("is hung up on with a promise when the caller would rather be called back", async () => {
      functions({ message: "전화드릴까요?", offer: "yes" });
      const { connect, chance } = instance({ flows, agents: 0 });
      const end = await connect.take(call, scripted([say("상담원이요")], { acceptsCallback: true }), chance);
      expect(end).toMatchObject({ contactId, reason: "CONTACT_FLOW_DISCONNECT", sawAgent: false, leftQueue: false });
      expect(types()).toEqual(["INITIATED", "QUEUED", "DISCONNECTED", "COMPLETED"]);
    });

    it("waits on after declining, and is remembered to have declined", async () => {
      functions({ message: "전화드릴까요?", offer: "yes" });
      const { connect, chance } = instance({ flows, agents: 0 });
      const end = await connect.take(call, scripted([say("상담원이요")], { hangUpInQueueAfterMs: 4_000 }), chance);
      expect(end).toMatchObject({ reason: "CUSTOMER_DISCONNECT", leftQueue: true });
      const record = JSON.parse(Buffer.from(kinesis.commandCalls(PutRecordCommand)[0]!.args[0].input.Data!).toString());
      expect(record.Attributes).toMatchObject({ callback_offer: "declined" });
    });

    it("waits on in silence when the flow ends or cannot go on", async () => {
      const text = JSON.stringify({
        Version: "2019-10-30",
        StartAction: "end",
        Actions: [{ Identifier: "end", Type: "EndFlowExecution", Parameters: {}, Transitions: {} }],
      });
      functions({});
      const { connect, chance } = instance({
        flows: new Map([[queueFlowArn, loadFlow(text, "end", "CUSTOMER_QUEUE")]]),
      });
      expect(await connect.take(call, scripted([say("상담원이요")]), chance)).toMatchObject({ sawAgent: true });
    });
  });

  it("whose caller hangs up during the greeting ends at that moment", async () => {
    lambda.on(InvokeCommand).resolves(reply({}));
    const { connect, chance } = instance();
    const end = await connect.take(call, scripted([{ do: "hang-up", afterMs: 1_500 }]), chance);
    expect(end.reason).toBe("CUSTOMER_DISCONNECT");
    const facts = factsOfContactEvent(published().at(-1)!);
    expect(Date.parse(facts.disconnectedAt!) - Date.parse(facts.initiatedAt!)).toBe(1_500);
  });

  it("whose media and functions fail reaches a person and ends all the same", async () => {
    lambda.on(InvokeCommand).rejects(new Error("no function"));
    const { connect, problems, chance } = instance({ mediaFails: true });
    const end = await connect.take(call, scripted([say("여보세요")]), chance);
    expect(end.sawAgent).toBe(true);
    expect(problems.join()).toMatch(/media streaming did not start: Error: no stream/);
    expect(types().at(-1)).toBe("COMPLETED");
  });

  it("ends and says so when neither events nor records can be published", async () => {
    events.on(PutEventsCommand).rejects(new Error("no bus"));
    kinesis.on(PutRecordCommand).rejects(new Error("no stream"));
    lambda
      .on(InvokeCommand)
      .resolvesOnce(reply({}))
      .resolvesOnce(next("end", { message: "끝" }));
    const { connect, problems, chance } = instance();
    await connect.take(call, scripted([say("네")]), chance);
    expect(problems.join("\n")).toMatch(
      /contact events were not published: Error: no bus\n.*record was not written: Error: no stream/,
    );
  });

  it("ends when the instance is switched off, wherever it is", async () => {
    const off = new AbortController();
    lambda.on(InvokeCommand).resolves(reply({}));
    const { connect, chance } = instance({ signal: off.signal });
    const ending = connect.take(call, scripted([{ do: "stay-silent", prompts: 99 }]), chance);
    setImmediate(() => off.abort());
    expect((await ending).reason).toBe("TELECOM_PROBLEM");
    expect(types().at(-1)).toBe("COMPLETED");
  });

  it("loses, repeats and reorders events only when told, and then the same way for the same seed", async () => {
    const delivery = { dropped: 0.3, duplicated: 0.3, reordered: 0.3 };
    const runs = [];
    for (let run = 0; run < 2; run += 1) {
      events.resetHistory();
      lambda.reset();
      lambda
        .on(InvokeCommand)
        .resolvesOnce(reply({}))
        .resolvesOnce(next("end", { message: "끝" }));
      const { connect, chance } = instance({ delivery });
      await connect.take(call, scripted([say("네")]), chance);
      runs.push(published().map((event) => event.detail.eventType));
    }
    expect(runs[0]).toEqual(runs[1]);
  });

  it("that is a recording is heard whole, both sides on one clock, whatever the flow does", async () => {
    lambda
      .on(InvokeCommand)
      .resolvesOnce(reply({}))
      .resolvesOnce(next("end", { message: "안녕히 계세요." }));
    const { connect, media, chance } = instance();
    const caller = Int16Array.from({ length: 40_000 }, (_, index) => (index % 1_000) + 1);
    const agent = Int16Array.from({ length: 38_500 }, (_, index) => -(index % 1_000) - 1);
    const recorded = createRecordedCaller({ caller, agent }, { acceptAfterMs: 2_000, afterContactWorkMs: 0 });
    const end = await connect.take(call, recorded, chance);
    const heard = (direction: "fromCustomer" | "toCustomer") => media.flatMap((audio) => [...audio[direction]]);
    const first = heard("fromCustomer").findIndex((sample) => sample !== 0);
    expect(heard("fromCustomer").slice(first, first + caller.length)).toEqual([...caller]);
    expect(heard("toCustomer").slice(first, first + agent.length)).toEqual([...agent]);
    expect(end.reason).toBe("CUSTOMER_DISCONNECT");
  });
});
