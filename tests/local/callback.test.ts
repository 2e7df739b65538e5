import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import openingHours from "../../domain/routing/data/opening-hours.json" with { type: "json" };
import { apiUrlOf, createApiCaller } from "../../local/cli/trace/http-api.ts";
import type { CallAnswer } from "../../local/connect/callers/called-person.ts";
import { createVirtualClock } from "../../local/virtual-clock.ts";
import { type Centre, openCentre } from "../support/centre.ts";

/** A Monday, nine o'clock in Seoul. */
const start = Date.parse("2026-01-05T00:00:00Z");
const minute = 60_000;
const day = 24 * 60 * minute;
const asksToBeCalled = "지금은 통화하기가 어려워서요. 이따가 다시 전화 주실 수 있나요?";

describe("a caller who was promised a callback, in simulated time", () => {
  const clock = createVirtualClock(start);
  let centre: Centre;
  beforeAll(async () => {
    centre = await openCentre({ clock, openingHours });
  }, 180_000);
  afterAll(async () => {
    await centre?.close();
  });

  /** A call in which a callback is promised. */
  const promised = async (
    whenCalled: readonly CallAnswer[],
    more: { says?: string; from?: string; surveyAnswers?: readonly number[] } = {},
  ) => {
    const { says = asksToBeCalled, ...others } = more;
    const call = centre.call({ says: [says], speed: 1, whenCalled, ...others });
    await clock.runUntil(call.over);
    expect(call.problems).toEqual([]);
    return {
      contactId: call.contactId,
      promisedAt: Date.parse((await centre.callbacks.readPromise(call.contactId))?.promisedAt ?? ""),
    };
  };

  const api = (method: "PUT" | "DELETE", path: string) => {
    const client = { region: "ap-northeast-2", endpoint: centre.stack.endpointUrl };
    const access = { client: { ...client, credentials: { accessKeyId: "tester", secretAccessKey: "secret" } } };
    const stack = { ...access, outputs: centre.stack.outputs, place: "the test", prefix: "aicc-dev", engines: {} };
    return createApiCaller(access, apiUrlOf(stack))(method, path);
  };
  /** Lets time go by until the clocks in Seoul show that. */
  const until = (day: string, time: string) =>
    clock.advance(Date.parse(`2026-01-${day}T${time}:00+09:00`) - clock.now());
  const seoul = (instant: number) => new Date(instant + 9 * 60 * minute).toISOString().slice(0, 16);

  it("in the queue takes the offer for the next afternoon, is called then, again after an engaged line and a machine, and is served", async () => {
    const queued = centre.call({
      says: ["환불 문제로 상담원 연결해 주세요."],
      speed: 1,
      withoutAgents: true,
      acceptsCallback: true,
      callbackTime: "tomorrow-afternoon",
      whenCalled: ["busy", "voicemail", "answers"],
    });
    const { reason, sawAgent } = await clock.runUntil(queued.over);
    expect({ reason, sawAgent, problems: queued.problems }).toEqual({
      reason: "CONTACT_FLOW_DISCONNECT",
      sawAgent: false,
      problems: [],
    });
    const { contactId } = queued;
    expect(await centre.callbacks.readPromise(contactId)).toMatchObject({
      preferred: { from: "2026-01-06T04:00:00.000Z", to: "2026-01-06T09:00:00.000Z" },
    });
    await clock.advance(minute);
    expect(await centre.statusOf("CallbackMachineArn", contactId)).toBe("RUNNING");
    expect(await centre.callbacks.listCalls(contactId)).toEqual([]);
    await until("07", "13:30");

    const calls = await centre.callbacks.listCalls(contactId);
    expect(calls.map(({ outcome }) => outcome)).toEqual(["busy", "answering_machine", "reached"]);
    const [first = 0, second = 0, third = 0] = calls.map(({ calledAt }) => Date.parse(calledAt));
    expect(seoul(first)).toBe("2026-01-06T13:00");
    // Busy after two seconds, and its record some seconds later; from the call on, fifteen minutes.
    expect(second - first).toBeGreaterThanOrEqual(15 * minute);
    expect(second - first).toBeLessThan(16 * minute);
    expect(seoul(third)).toBe("2026-01-07T13:00");

    const records = await Promise.all(
      calls.map(({ outboundContactId = "" }) => centre.ledger.readRecord(outboundContactId)),
    );
    const linked = { initiationMethod: "API", relatedContactId: contactId };
    expect(records).toMatchObject([
      { facts: { ...linked, disconnectReason: "TELECOM_BUSY" }, closing: { outcome: "unreached" } },
      { facts: { ...linked, disconnectReason: "CONTACT_FLOW_DISCONNECT" }, closing: { outcome: "unreached" } },
      { facts: { ...linked, callbackAnswer: "yes" }, closing: { outcome: "agent" } },
    ]);
    const reached = calls.at(-1)?.outboundContactId ?? "";
    expect(await centre.board.readHandover(reached)).toMatchObject({
      reason: "callback",
      transcript: expect.arrayContaining([
        expect.objectContaining({ by: "CUSTOMER", text: expect.stringContaining("환불") }),
      ]),
    });
    expect(await centre.callbacks.readEnd(contactId)).toMatchObject({ outcome: "reached" });
    expect(await centre.statusOf("CallbackMachineArn", contactId)).toBe("SUCCEEDED");
    expect((await centre.issues.list()).filter((issue) => issue.contactId === contactId)).toEqual([]);
  }, 180_000);

  it("is called after a while, talks to an agent who knows what it is about, tells what it thinks, and the callback ends", async () => {
    const { contactId } = await promised(["answers"], { surveyAnswers: [5, 4, 3, 2] });
    await clock.advance(40 * minute);
    expect(await centre.callbacks.readEnd(contactId)).toMatchObject({ outcome: "reached" });
    const [call] = await centre.callbacks.listCalls(contactId);
    const outbound = call?.outboundContactId ?? "";
    expect(await centre.ledger.readRecord(outbound)).toMatchObject({
      closing: { outcome: "agent" },
      facts: { initiationMethod: "API", callbackAnswer: "yes" },
    });
    expect(await centre.board.readHandover(outbound)).toMatchObject({
      reason: "callback",
      transcript: [{ by: "AGENT" }, { by: "CUSTOMER", text: asksToBeCalled }].map(expect.objectContaining),
    });
    expect(await centre.statusOf("CallbackMachineArn", contactId)).toBe("SUCCEEDED");
    expect(await centre.statusOf("ContactMachineArn", outbound)).toBe("SUCCEEDED");
    expect(await centre.statusOf("EscalationMachineArn", outbound)).toBe("SUCCEEDED");

    const answersIn = async (surveyed: string) => {
      const { survey, answers } = (await centre.surveys.readSurvey(surveyed)) ?? { answers: [] };
      const { hasAgent, hasBot } = survey ?? {};
      return { hasAgent, hasBot, ...Object.fromEntries(answers.map(({ question, score }) => [question, score])) };
    };
    const everywhere = { overall: 5, connectionSpeed: 4, voiceQuality: 3 };
    expect(await answersIn(contactId)).toEqual({ hasAgent: false, hasBot: true, ...everywhere, botAccuracy: 2 });
    expect(await answersIn(outbound)).toEqual({ hasAgent: true, hasBot: false, ...everywhere, agentService: 2 });
  }, 120_000);

  it("is called three times, the last time on the next day, and then somebody is told that the promise was broken", async () => {
    const { contactId, promisedAt } = await promised(["busy", "voicemail", "no-answer"]);
    await until("08", "09:30");
    const calls = await centre.callbacks.listCalls(contactId);
    expect(calls.map(({ outcome }) => outcome)).toEqual(["busy", "answering_machine", "no_answer"]);
    const [first = 0, second = 0, third = 0] = calls.map(({ calledAt }) => Date.parse(calledAt));
    expect(first - promisedAt).toBeGreaterThanOrEqual(15 * minute);
    expect(second - first).toBeGreaterThanOrEqual(15 * minute);
    expect(second - first).toBeLessThan(20 * minute);
    expect(seoul(third)).toBe(`${seoul(second + day).slice(0, 10)}T09:00`);
    expect(await centre.callbacks.readEnd(contactId)).toMatchObject({ outcome: "unreached" });
    const issues = await centre.issues.list();
    expect(issues.filter((issue) => issue.contactId === contactId)).toMatchObject([
      { source: "fault", summary: expect.stringContaining("unreached, busy, answering_machine, no_answer") },
    ]);
    for (const { outboundContactId = "" } of calls)
      expect((await centre.ledger.readRecord(outboundContactId))?.closing?.outcome).toBe("unreached");
  }, 120_000);

  it("is called when it was asked for, and let alone after saying that it is no longer needed", async () => {
    const { contactId } = await promised(["declines", "answers"], { says: "내일 오후 두 시에 다시 전화 주세요." });
    await until("09", "15:00");
    const [call, ...more] = await centre.callbacks.listCalls(contactId);
    expect([call?.outcome, more]).toEqual(["declined", []]);
    expect(call?.calledAt).toMatch(/T05:00:/);
    expect(await centre.callbacks.readEnd(contactId)).toMatchObject({ outcome: "declined" });
  }, 120_000);

  it("is called once for two promises, and not at all when that is not wanted", async () => {
    const from = "+821000004242";
    const first = await promised(["answers"], { from });
    const second = await promised(["answers"], { from });
    expect(await api("PUT", `/contacts/${first.contactId}/do-not-call`)).toEqual({
      status: 200,
      body: { contactId: first.contactId, doNotCall: true },
    });
    await clock.advance(60 * minute);
    expect(await centre.callbacks.readEnd(second.contactId)).toMatchObject({ outcome: "joined" });
    expect(await centre.callbacks.readEnd(first.contactId)).toMatchObject({ outcome: "do_not_call" });
    expect(await centre.callbacks.listCalls(first.contactId)).toEqual([]);
    expect(await api("DELETE", `/contacts/${second.contactId}/do-not-call`)).toMatchObject({ status: 200 });
    expect(await centre.callbacks.isDoNotCall((await centre.callers.callerOf(first.contactId)) ?? "")).toBe(false);
    expect(await api("PUT", "/contacts/nobody/do-not-call")).toMatchObject({ status: 404 });
  }, 120_000);

  it("is nowhere known by the number", async () => {
    expect(JSON.stringify(await centre.everyItem())).not.toContain("00004242");
    expect(centre.everyLogLine().join()).not.toContain("00004242");
    expect(centre.total("Callbacks")).toBe(6);
  });
});
