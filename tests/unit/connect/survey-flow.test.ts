import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { loadFlow } from "../../../local/connect/flow/load-flow.ts";
import { runFlow } from "../../../local/connect/flow/run-flow.ts";
import { fakeFlowSession } from "./fake-flow-session.ts";

const load = (file: string) => loadFlow(readFileSync(file, "utf8"), file);
const inbound = load("flows/inbound.json");
const survey = load("flows/survey.json");
const surveyArn =
  "arn:aws:connect:ap-northeast-2:000000000000:instance/00000000-0000-4000-8000-000000000000/contact-flow/00000000-0000-4000-8000-000000000003";
const ask = (question: string, tries = "1") => ({
  action: "ask",
  message: `${question}?`,
  question,
  tries,
  askedAt: `${question} at`,
});
const thank = { action: "thank", message: "감사합니다.", question: "", tries: "0", askedAt: "" };
const run = (contact: ReturnType<typeof fakeFlowSession>, flow = survey) =>
  runFlow(flow, contact.session, new AbortController().signal);

describe("the survey flow", () => {
  it("asks, hands each key on with its question, thanks and hangs up", async () => {
    const contact = fakeFlowSession({ answers: [ask("overall"), ask("voiceQuality"), thank], keys: ["5", "1"] });
    expect(await run(contact)).toEqual({ how: "disconnected" });
    expect(contact.said).toEqual(["overall?", "voiceQuality?", "감사합니다."]);
    expect(contact.calls.map(({ parameters }) => parameters)).toEqual([
      { farewell: "" },
      { question: "overall", tries: "1", answer: "5" },
      { question: "voiceQuality", tries: "1", answer: "1" },
    ]);
  });

  it.each([
    ["no key", undefined],
    ["a key that is no score", "7"],
  ])("tells the function of %s, with how often it has asked, and since when", async (_what, key) => {
    const contact = fakeFlowSession({ answers: [ask("overall", "2"), { ...thank, action: "end" }], keys: [key] });
    expect(await run(contact)).toEqual({ how: "disconnected" });
    expect(contact.calls.at(-1)?.parameters).toEqual({
      question: "overall",
      tries: "2",
      askedAt: "overall at",
      answer: "none",
    });
    expect(contact.said).toEqual(["overall?"]);
  });

  it.each([
    [undefined, "이용해 주셔서 감사합니다. 좋은 하루 되세요."],
    ["en-US", "Thank you for calling. Have a nice day."],
  ])("thanks in the caller's language and hangs up when the function fails: %s", async (language, words) => {
    const contact = fakeFlowSession({ answers: ["fails"], ...(language && { language }) });
    expect(await run(contact)).toEqual({ how: "disconnected" });
    expect(contact.said).toEqual([words]);
  });
});

describe("the inbound flow", () => {
  const begun = { status: "transcribing" };
  const end = { action: "end", message: "안녕히 계세요.", queueArn: "", cursor: "9", silence: "0" };
  const flows = new Map([[surveyArn, survey]]);

  it("hands the caller over to the survey, with the farewell that is still to be said", async () => {
    const contact = fakeFlowSession({ answers: [begun, end, thank], flows });
    expect(await run(contact, inbound)).toEqual({ how: "disconnected" });
    expect(contact.calls.at(-1)?.parameters).toEqual({ farewell: "안녕히 계세요." });
    expect(contact.said.at(-1)).toBe("감사합니다.");
  });

  it("has the survey go on when an agent hangs up", async () => {
    const contact = fakeFlowSession({ answers: [begun, { ...end, action: "transfer", queueArn: "arn:q" }], flows });
    expect(await run(contact, inbound)).toEqual({ how: "queued" });
    expect(contact.remaining()).toBe(surveyArn);
  });

  it("says the farewell itself where the instance has no survey", async () => {
    const contact = fakeFlowSession({ answers: [begun, end] });
    expect(await run(contact, inbound)).toEqual({ how: "disconnected" });
    expect(contact.said.at(-1)).toBe("안녕히 계세요.");
  });
});
