import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { FlowActionFailed } from "../../../local/connect/flow/flow-session.ts";
import { loadFlow } from "../../../local/connect/flow/load-flow.ts";
import { runFlow } from "../../../local/connect/flow/run-flow.ts";
import { basicQueueArn, englishNumber } from "../../../local/connect/instance.ts";
import { fakeFlowSession } from "./fake-flow-session.ts";

const inbound = loadFlow(readFileSync("flows/inbound.json", "utf8"), "flows/inbound.json");
const run = (contact: ReturnType<typeof fakeFlowSession>) =>
  runFlow(inbound, contact.session, new AbortController().signal);
const begun = { status: "transcribing" };
const next = (action: string, more: Record<string, string> = {}) => ({
  action,
  message: "",
  queueArn: "",
  cursor: "0",
  silence: "0",
  language: "ko-KR",
  ...more,
});
const specialQueue =
  "arn:aws:connect:ap-northeast-2:000000000000:instance/00000000-0000-4000-8000-000000000000/queue/special";

describe("the inbound flow", () => {
  it("greets in Korean, plays what the pipeline decided, keeps the place, and hangs up at the end", async () => {
    const contact = fakeFlowSession({
      answers: [
        begun,
        next("say", { message: "첫째", cursor: "900", silence: "0" }),
        next("listen", { cursor: "900", silence: "1" }),
        next("end", { message: "끝" }),
      ],
    });
    expect(await run(contact)).toEqual({ how: "disconnected" });
    expect(contact.said).toEqual([expect.stringContaining("안녕하세요"), "첫째", "끝"]);
    expect(contact.calls.map((call) => call.parameters)).toEqual([
      {},
      { cursor: "0", silence: "0" },
      { cursor: "900", silence: "0" },
      { cursor: "900", silence: "1" },
    ]);
  });

  it("speaks English on the English number", async () => {
    const contact = fakeFlowSession({
      systemNumber: englishNumber,
      answers: [begun, next("end", { message: "Goodbye.", language: "en-US" })],
    });
    await run(contact);
    expect(contact.said[0]).toMatch(/^Hello/);
    expect(contact.attributes).toMatchObject({ language: "en-US" });
  });

  it("sets the flow that is played in queues, and answers all the same where the instance does not have it", async () => {
    const contact = fakeFlowSession({ answers: [begun, next("end", { message: "끝" })] });
    await run(contact);
    expect(contact.queueFlow()).toMatch(/\/contact-flow\//);
    const without = fakeFlowSession({ answers: [begun, next("end", { message: "끝" })] });
    const session = {
      ...without.session,
      setQueueFlow() {
        throw new FlowActionFailed("no such flow");
      },
    };
    expect(await runFlow(inbound, session, new AbortController().signal)).toEqual({ how: "disconnected" });
  });

  it("goes on in the other language when the pipeline says so, voice and apology too, and back again", async () => {
    const contact = fakeFlowSession({
      answers: [
        begun,
        next("say", { message: "Sure.", language: "en-US" }),
        next("say", { message: "네.", language: "ko-KR" }),
        next("say", { message: "Sure.", language: "en-US" }),
        "fails",
      ],
    });
    await run(contact);
    expect(contact.attributes).toMatchObject({ language: "en-US" });
    expect(contact.said.at(-1)).toMatch(/^I am sorry/);
  });

  it("transfers to the queue that the pipeline chose, with its words if it has any", async () => {
    const contact = fakeFlowSession({
      answers: [begun, next("transfer", { message: "연결합니다", queueArn: specialQueue })],
    });
    expect(await run(contact)).toEqual({ how: "queued" });
    expect(contact.queue()).toBe(specialQueue);
    expect(contact.said.at(-1)).toBe("연결합니다");
  });

  it.each([
    ["the first function fails", { answers: ["fails" as const] }],
    ["the second function fails", { answers: [begun, "fails" as const] }],
    ["media streaming does not start", { mediaFails: true }],
    ["the pipeline answers with an action that the flow does not know", { answers: [begun, next("dance")] }],
    ["the pipeline names no queue", { answers: [begun, next("transfer", { message: "연결합니다" })] }],
    ["the turns run out", { answers: [begun, next("listen")] }],
  ])("apologises and leads to a person when %s", async (_why, options) => {
    const contact = fakeFlowSession(options);
    expect(await run(contact)).toEqual({ how: "queued" });
    expect(contact.queue()).toBe(basicQueueArn);
    expect(contact.said.at(-1)).toMatch(/^죄송합니다/);
  });

  it("says so and hangs up when all queues are full", async () => {
    const contact = fakeFlowSession({
      queueFull: true,
      answers: [begun, next("transfer", { queueArn: specialQueue })],
    });
    expect(await run(contact)).toEqual({ how: "disconnected" });
    expect(contact.said.at(-1)).toMatch(/모든 상담원이 통화 중/);
  });

  it("asks the pipeline no more than 100 times in a call", async () => {
    const contact = fakeFlowSession({ answers: [begun, next("listen")] });
    await run(contact);
    expect(contact.calls).toHaveLength(101);
  });
});
