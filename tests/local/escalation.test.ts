import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createVirtualClock } from "../../local/virtual-clock.ts";
import { type Centre, openCentre } from "../support/centre.ts";
import { eventually } from "../support/eventually.ts";
import { answerOnCallPhone } from "../support/on-call-phone.ts";

/** Limits that a test can wait for. */
const waitTiers = {
  tiers: [
    { action: "raise_priority", afterSeconds: 1 },
    { action: "offer_callback", afterSeconds: 2 },
    { action: "call_supervisor", afterSeconds: 60 },
  ],
  longestWaitSeconds: 120,
};
const asksForAnAgent = "상담원 연결해 주세요.";

describe("a caller who is handed over, on the local stack", () => {
  let centre: Centre;
  beforeAll(async () => {
    centre = await openCentre({ waitTiers });
  }, 120_000);
  afterAll(async () => {
    await centre?.close();
  });
  const waiting = () => centre.board.listWaiting("korean-general");

  it("moves up while waiting, meets an agent who knows the story, and leaves nothing behind on the board", async () => {
    const { contactId, problems, over } = centre.call({ says: [asksForAnAgent], speed: 2, acceptAfterMs: 6_000 });
    const raised = await eventually("the caller has moved up in the queue", async () =>
      (await waiting()).find((contact) => contact.contactId === contactId && contact.priority < 5),
    );
    expect(raised).toMatchObject({ priority: 3 });
    const { sawAgent, attributes } = await over;
    expect({ sawAgent, problems }).toEqual({ sawAgent: true, problems: [] });
    expect(attributes).toMatchObject({
      handover_reason: "agent_request",
      handover_because: "the caller asked for an agent",
      handover_sentiment: "NEUTRAL",
      handover_mood: expect.stringMatching(/^negative trend 0\.\d\d$/),
      handover_last_words: asksForAnAgent,
    });
    const { status, states } = await centre.endOfEscalation(contactId);
    expect({ status, states }).toMatchObject({
      status: "SUCCEEDED",
      states: expect.arrayContaining(["RaisePriority"]),
    });
    expect(await waiting()).toEqual([]);
    expect(await centre.board.lastServed("korean-general")).toHaveLength(1);
    expect(await centre.end(contactId)).toMatchObject({
      status: "SUCCEEDED",
      closing: { outcome: "agent", faults: 0 },
    });
  }, 90_000);

  it("is offered a callback when nobody comes; who takes it is served, is off the board, and is promised it once", async () => {
    const call = centre.call({ says: [asksForAnAgent], speed: 2, withoutAgents: true, acceptsCallback: true });
    const { reason, sawAgent } = await call.over;
    expect({ reason, sawAgent, problems: call.problems }).toEqual({
      reason: "CONTACT_FLOW_DISCONNECT",
      sawAgent: false,
      problems: [],
    });
    expect(await centre.callbacks.readPromise(call.contactId)).toMatchObject({ languageCode: "ko-KR" });
    expect(await centre.end(call.contactId)).toMatchObject({ closing: { outcome: "bot", faults: 0 } });
    const { status, states } = await centre.endOfEscalation(call.contactId);
    expect({ status, states }).toMatchObject({
      status: "SUCCEEDED",
      states: expect.arrayContaining(["OfferQueueCallback"]),
    });
    expect(await waiting()).toEqual([]);
    const results = centre.stack.metrics
      .list()
      .flatMap(({ name, dimensions }) => (name === "Escalations" ? [dimensions.Result] : []));
    expect(results).toContain("callback");
  }, 90_000);

  it("is followed by one execution however often and in whatever order the events come", async () => {
    const before = centre.total("Escalations");
    const delivery = { duplicated: 1, reordered: 0.5 };
    const calls = [{}, { withoutAgents: true, hangUpInQueueAfterMs: 1_500 }].map((how) =>
      centre.call({ says: [asksForAnAgent], delivery, ...how }),
    );
    await Promise.all(calls.map(({ over }) => over));
    const ends = await Promise.all(calls.map(({ contactId }) => centre.end(contactId)));
    expect(ends.map(({ status, closing }) => [status, closing.outcome])).toEqual([
      ["SUCCEEDED", "agent"],
      ["SUCCEEDED", "abandoned"],
    ]);
    const escalations = await Promise.all(calls.map(({ contactId }) => centre.endOfEscalation(contactId)));
    expect(escalations.map(({ status }) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    expect(await waiting()).toEqual([]);
    expect(centre.total("Escalations") - before).toBe(2);
  }, 90_000);

  it("is a person's matter when it is the same caller about the same within a day, though the number is kept nowhere", async () => {
    const from = "+821000007777";
    const asks = { says: ["지난주에 주문한 택배가 아직 안 왔는데 언제 도착하나요?"], from };
    const first = centre.call(asks);
    await first.over;
    await centre.end(first.contactId);
    const second = centre.call(asks);
    await second.over;
    await centre.end(second.contactId);
    const decisions = await Promise.all(
      [first, second].map(async ({ contactId }) => (await centre.ledger.listDecisions(contactId))[0]),
    );
    expect(decisions.map((decision) => [decision?.intent, decision?.action, decision?.escalation])).toEqual([
      ["delivery_status", "answer", undefined],
      ["delivery_status", "escalate", "repeated_contact"],
    ]);
    expect(JSON.stringify(await centre.everyItem())).not.toContain(from.slice(-8));
    expect(centre.everyLogLine().join()).not.toContain(from.slice(-8));
  }, 90_000);
});

describe("a caller who would be handed over outside of the opening hours", () => {
  let centre: Centre;
  beforeAll(async () => {
    const day = (fromNow: number) =>
      new Date(Date.now() + 9 * 3_600_000 + fromNow * 86_400_000).toISOString().slice(0, 10);
    const nineToSix = ["09:00-18:00"];
    const weekly = { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix, sat: [], sun: [] };
    const exceptions = { [day(0)]: [], [day(1)]: [] };
    centre = await openCentre({ openingHours: { timeZone: "Asia/Seoul", weekly, koreanHolidays: false, exceptions } });
  }, 120_000);
  afterAll(async () => {
    await centre?.close();
  });

  it("is told when agents are there and called back then, without waiting for nobody", async () => {
    const says = [asksForAnAgent, "네 그렇게 해 주세요."];
    const { contactId, over, problems } = centre.call({ says, surveyAnswers: [4, 4, 4, 4] });
    expect(await over).toMatchObject({ reason: "CONTACT_FLOW_DISCONNECT", sawAgent: false });
    expect(problems).toEqual([]);
    const { closing } = await centre.end(contactId);
    expect(closing.outcome).toBe("bot");
    const decisions = await centre.ledger.listDecisions(contactId);
    expect(decisions.map(({ action }) => action)).toEqual(["propose_callback", "offer_callback"]);
    expect(decisions[0]?.message).toMatch(/^지금은 상담 시간이 아니고, 상담원은 .*요일 오전 9시부터 있습니다/);
    expect(await centre.callbacks.readPromise(contactId)).toMatchObject({ contactId });
  }, 90_000);
});

describe("a caller for whom nobody is there, in simulated time and with the configured limits", () => {
  const clock = createVirtualClock(Date.parse("2026-01-05T01:00:00Z"));
  const second = 1_000;
  let centre: Centre;
  let phone: Awaited<ReturnType<typeof answerOnCallPhone>>;
  beforeAll(async () => {
    centre = await openCentre({ clock });
    phone = await answerOnCallPhone(centre, "Supervisor");
  }, 180_000);
  afterAll(async () => {
    phone?.close();
    await centre?.close();
  });

  it("moves up after a minute, is offered a callback after two and a half, and has a supervisor called after five", async () => {
    const behind = { says: [asksForAnAgent], speed: 1, withoutAgents: true } as const;
    const before = centre.call({ ...behind, hangUpInQueueAfterMs: 100 * second });
    await clock.advance(20 * second);
    const call = centre.call({ ...behind, hangUpInQueueAfterMs: 400 * second });
    const standing = async () =>
      (await centre.board.listWaiting("korean-general")).find(({ contactId }) => contactId === call.contactId);
    const heardOf = (words: string) => call.heard.filter((text) => text.includes(words)).length;

    for (let waited = 0; waited < 60 && !(await standing()); waited += 1) await clock.advance(second);
    await clock.advance(5 * second);
    expect(await standing()).toMatchObject({ priority: 5 });
    await clock.advance(60 * second);
    expect(await standing()).toMatchObject({ priority: 3 });
    expect(heardOf("현재 대기 순서는 2번째입니다")).toBeGreaterThan(0);
    await clock.advance(60 * second);
    expect(heardOf("현재 대기 순서는 1번째")).toBeGreaterThan(0);
    expect(heardOf("기다리시는 대신")).toBe(0);
    await clock.advance(60 * second);
    expect(heardOf("기다리시는 대신")).toBe(1);
    expect(await phone.receive()).toEqual([]);
    await clock.advance(130 * second);
    expect(await standing()).toMatchObject({ priority: 1 });
    expect(await phone.receive()).toMatchObject([{ Message: expect.stringContaining(call.contactId) }]);

    for (const { over } of [before, call])
      expect(await clock.runUntil(over)).toMatchObject({ leftQueue: true, sawAgent: false });
    await clock.advance(60 * second);
    expect(await centre.statusOf("EscalationMachineArn", call.contactId)).toBe("SUCCEEDED");
    expect((await centre.ledger.readRecord(call.contactId))?.closing?.outcome).toBe("abandoned");
    expect(await centre.board.listWaiting("korean-general")).toEqual([]);
    expect([...before.problems, ...call.problems, ...centre.lost]).toEqual([]);
  }, 180_000);
});
