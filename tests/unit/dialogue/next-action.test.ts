import { describe, expect, it } from "@jest/globals";
import { nextAction, nextActionAfterSilence, silenceLimits } from "../../../domain/dialogue/next-action.ts";

const pending = (action: string, sequence: number) => ({ action, sequence, message: `${action} ${sequence}` });
const prompts = { areYouThere: "여보세요?", farewell: "안녕히 계세요." };

describe("what a flow does next", () => {
  it("says the newest answer behind its cursor and moves the cursor there", () => {
    const action = nextAction([pending("answer", 20), pending("ask_again", 30), pending("answer", 10)], 10);
    expect(action).toEqual({ action: "say", message: "ask_again 30", cursor: 30, silence: 0 });
  });
  it("waits when nothing is behind its cursor", () => {
    expect(nextAction([pending("answer", 10), pending("none", 50)], 10)).toBeUndefined();
  });
  it("prefers leaving the dialogue to any answer", () => {
    expect(nextAction([pending("escalate", 20), pending("answer", 30)], 0)).toMatchObject({
      action: "transfer",
      cursor: 20,
    });
    expect(nextAction([pending("offer_callback", 20)], 0)).toMatchObject({ action: "end" });
    expect(nextAction([pending("end", 20)], 0)).toMatchObject({ action: "end", message: "end 20" });
  });
  it("carries the queue of an escalation", () => {
    expect(nextAction([{ ...pending("escalate", 5), queue: "korean-billing" }], 0)?.queue).toBe("korean-billing");
  });
});

describe("a caller who says nothing", () => {
  const afterPolls = (polls: number, speaking = false) => nextActionAfterSilence(7, polls, speaking, prompts);
  it("is listened to, then asked whether somebody is there, then said goodbye to", () => {
    const actions = Array.from({ length: silenceLimits.hangUp }, (_, polls) => afterPolls(polls).action);
    expect(actions).toEqual(["listen", "say", "listen", "listen", "end"]);
    expect(afterPolls(silenceLimits.prompt - 1).message).toBe(prompts.areYouThere);
  });
  it("is not hurried while speaking", () => {
    expect(afterPolls(4, true)).toEqual({ action: "listen", message: "", cursor: 7, silence: 0 });
  });
});
