import { describe, expect, it } from "@jest/globals";
import { createCallerKey } from "../../../adapters/caller-key.ts";
import configured from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { acceptCallback } from "../../../functions/flow/accept-callback/step.ts";
import { queueStatus } from "../../../functions/flow/queue-status/step.ts";
import type { DomainEvent } from "../../../ports/event-publisher.ts";
import { at, contactId, dayStart, flowEvent, handover } from "../../support/builders.ts";
import { inMemoryBoard } from "../../support/in-memory-board.ts";
import { inMemoryCallbacks } from "../../support/in-memory-callbacks.ts";
import { inMemoryCallers } from "../../support/in-memory-callers.ts";

const evening = () => new Date(dayStart + 10 * 3_600_000);

function world() {
  const board = inMemoryBoard();
  const callbacks = inMemoryCallbacks();
  const callers = inMemoryCallers();
  const published: DomainEvent[] = [];
  const dependencies = {
    ...board,
    ...callbacks,
    ...callers,
    callerKey: createCallerKey("a pepper for tests, and for tests only"),
    hours: OpeningHours.parse(configured),
    publish: async (event: DomainEvent) => void published.push(event),
    now: () => new Date(dayStart + 60_000),
    timeZone: "Asia/Seoul",
  };
  return { board, callbacks, callers, published, dependencies };
}
const english = { Attributes: { language: "en-US" } };
/** A caller who waits behind another one. */
async function waiting() {
  const all = world();
  await all.board.putHandover(handover());
  await all.board.enter("korean-general", { contactId: "before", priority: 5, since: at(0) });
  await all.board.enter("korean-general", { contactId, priority: 5, since: at(10) });
  return all;
}

describe("flow/queue-status", () => {
  it("promises nothing to a caller who is not on the board yet", async () => {
    expect(await queueStatus(world().dependencies, flowEvent())).toEqual({
      message: "상담원을 연결하고 있습니다. 잠시만 기다려 주세요.",
      offer: "no",
    });
  });
  it("tells the position alone while nothing is known of the pace", async () => {
    const { dependencies } = await waiting();
    expect((await queueStatus(dependencies, flowEvent())).message).toBe(
      "현재 대기 순서는 2번째입니다. 잠시만 기다려 주세요.",
    );
  });
  it.each([
    [{}, "현재 대기 순서는 2번째이고, 예상 대기 시간은 약 2분입니다. 잠시만 기다려 주세요."],
    [english, "You are number 2 in the queue, and the wait is about 2 minutes. Please stay on the line."],
  ])("tells position and expected wait by the pace of late, in the caller's language", async (contact, message) => {
    const { board, dependencies } = await waiting();
    for (const [index, seconds] of [-120, -60, 0].entries())
      await board.leave("korean-general", `served-${index}`, at(seconds));
    expect(await queueStatus(dependencies, flowEvent({}, contact))).toEqual({ message, offer: "no" });
  });
  it("makes the offer of the escalation machine once, whatever the caller does with it", async () => {
    const { board, dependencies } = await waiting();
    await board.offerCallback(contactId);
    const ask = async (callbackOffer: string) => (await queueStatus(dependencies, flowEvent({ callbackOffer }))).offer;
    expect([await ask(""), await ask("unanswered"), await ask("declined")]).toEqual(["yes", "no", "no"]);
  });
  it("tells a caller whom closing time overtakes when agents are back, and goes on offering until the answer is no", async () => {
    const { dependencies } = await waiting();
    const ask = (callbackOffer: string) =>
      queueStatus({ ...dependencies, now: evening }, flowEvent({ callbackOffer }, english));
    expect(await ask("")).toEqual({
      message:
        "Our agents have gone home and are back tomorrow at 9 am. Press 1 to be called back then, or 2 to stay on the line.",
      offer: "yes",
    });
    expect((await ask("unanswered")).offer).toBe("yes");
    expect((await ask("declined")).offer).toBe("no");
  });
  it("knows queues that are staffed at all hours", async () => {
    const { board, dependencies } = world();
    await board.putHandover(handover({ queue: "security", reason: "policy_security" }));
    expect((await queueStatus({ ...dependencies, now: evening }, flowEvent())).offer).toBe("no");
  });
});

describe("flow/accept-callback", () => {
  it("promises the callback, takes the caller off the board and says goodbye, once in effect", async () => {
    const { board, callbacks, published, dependencies } = await waiting();
    const goodbye = await acceptCallback(dependencies, flowEvent());
    await acceptCallback({ ...dependencies, now: evening }, flowEvent());
    expect(goodbye.message).toMatch(/^네, 전화 예약이 접수되었습니다/);
    expect([...callbacks.promises.values()]).toEqual([{ contactId, languageCode: "ko-KR", promisedAt: at(60) }]);
    expect((await board.listWaiting("korean-general")).map((waits) => waits.contactId)).toEqual(["before"]);
    expect(published[0]).toMatchObject({
      type: "CallbackRequested.v1",
      id: `${contactId}.callback`,
      occurredAt: at(60),
    });
    expect(published[1]).toEqual(published[0]);
  });
  it("promises it for the part of tomorrow that the caller asked for by a key", async () => {
    const { callbacks, published, dependencies } = await waiting();
    await acceptCallback(dependencies, flowEvent({ time: "tomorrow_afternoon" }));
    const preferred = { from: "2024-12-20T04:00:00.000Z", to: "2024-12-20T09:00:00.000Z" };
    expect(callbacks.promises.get(contactId)).toMatchObject({ preferred });
    expect(published).toMatchObject([{ data: { preferred } }]);
  });
  it("notes who is to be called back, so that a bot that never answered loses no do-not-call", async () => {
    const { callers, dependencies } = world();
    const CustomerEndpoint = { Address: "+821000000001", Type: "TELEPHONE_NUMBER" };
    await acceptCallback(dependencies, flowEvent({}, { CustomerEndpoint }));
    expect(callers.callers.get(contactId)).toBe(dependencies.callerKey(CustomerEndpoint));
  });
  it("promises a callback as well to a caller whose wait the ledger has not heard of", async () => {
    const { callbacks, dependencies } = world();
    await acceptCallback(dependencies, flowEvent());
    expect(callbacks.promises.size).toBe(1);
  });
});
