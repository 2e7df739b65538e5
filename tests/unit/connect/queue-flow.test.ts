import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { loadFlow } from "../../../local/connect/flow/load-flow.ts";
import { runFlow } from "../../../local/connect/flow/run-flow.ts";
import { fakeFlowSession } from "./fake-flow-session.ts";

const queue = loadFlow(readFileSync("flows/queue.json", "utf8"), "flows/queue.json", "CUSTOMER_QUEUE");
const place = (position: number) => ({ message: `대기 ${position}번째`, offer: "no" });
const offer = { message: "전화드릴까요?", offer: "yes" };
const whenToCall = expect.stringMatching(/^언제 전화드릴까요/);
const goodbye = { message: "다시 전화드리겠습니다." };
const functionsOf = (contact: ReturnType<typeof fakeFlowSession>) =>
  contact.calls.map(({ functionArn }) => functionArn.slice(functionArn.lastIndexOf("-") + 1));

/** Plays the flow until the caller is hung up on or, after so many rounds, an agent takes the call. */
async function play(options: Parameters<typeof fakeFlowSession>[0]) {
  const contact = fakeFlowSession(options);
  const end = await runFlow(queue, contact.session, new AbortController().signal).catch(
    (error: Error) => error.message,
  );
  return { contact, end };
}

describe("the queue flow", () => {
  it("tells the caller's place, entertains, and tells it again, until an agent comes", async () => {
    const { contact, end } = await play({ answers: [place(2), place(1)], entertainments: 2 });
    expect(end).toBe("an agent takes the call");
    expect(contact.said).toEqual(["대기 2번째", "대기 1번째"]);
    expect(functionsOf(contact)).toEqual(["queueStatus", "queueStatus"]);
  });
  it("has the callback promised to a caller who presses 1, says goodbye and hangs up", async () => {
    const { contact, end } = await play({ answers: [offer, goodbye], keys: ["1"] });
    expect(end).toEqual({ how: "disconnected" });
    expect(contact.said).toEqual(["전화드릴까요?", whenToCall, "다시 전화드리겠습니다."]);
    expect(functionsOf(contact)).toEqual(["queueStatus", "acceptCallback"]);
  });
  it.each([
    ["as soon as possible", "1", ""],
    ["tomorrow morning", "2", "tomorrow_morning"],
    ["tomorrow afternoon", "3", "tomorrow_afternoon"],
    ["no time in particular", "9", ""],
  ])("asks when to call back, and has it promised for %s", async (_when, key, time) => {
    const { contact, end } = await play({ answers: [offer, goodbye], keys: ["1", key] });
    expect(end).toEqual({ how: "disconnected" });
    expect(contact.calls.at(-1)?.parameters).toEqual({ time });
  });
  it("asks English callers in English", async () => {
    const { contact } = await play({
      answers: [offer, goodbye],
      keys: ["1", "2"],
      attributes: { language: "en-US" },
    });
    expect(contact.said[1]).toMatch(/^When may we call you\?/);
    expect(contact.calls.at(-1)?.parameters).toEqual({ time: "tomorrow_morning" });
  });
  it.each([
    ["declines", ["2"], "declined"],
    ["presses another key", ["7"], "unanswered"],
    ["presses nothing", [], "unanswered"],
  ])("keeps the place of a caller who %s, and remembers", async (_what, keys, remembered) => {
    const { contact } = await play({ answers: [offer, place(1)], keys, entertainments: 2 });
    expect(contact.calls.map(({ parameters }) => parameters)).toEqual([
      { callbackOffer: "" },
      { callbackOffer: remembered },
    ]);
    expect(contact.said).toEqual(["전화드릴까요?", "대기 1번째"]);
  });
  it.each([
    ["the place is not known", { answers: ["fails" as const] }, []],
    ["there is nothing to say", { answers: [{ message: "", offer: "no" }] }, []],
    [
      "the callback cannot be promised",
      { answers: [offer, "fails" as const], keys: ["1"] },
      ["전화드릴까요?", whenToCall, expect.stringMatching(/^죄송합니다/)],
    ],
  ])("keeps the caller waiting when %s", async (_why, options, said) => {
    const { contact, end } = await play(options);
    expect(end).toBe("an agent takes the call");
    expect(contact.said).toEqual(said);
  });
  it("is refused in the place of a flow that answers calls, action by action", () => {
    expect(() => loadFlow(readFileSync("flows/queue.json", "utf8"), "queue.json")).toThrow(
      /"korean-hold" \(MessageParticipantIteratively\): a flow of type CONTACT_FLOW may not hold this type/,
    );
  });
});
