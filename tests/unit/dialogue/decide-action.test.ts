import { describe, expect, it } from "@jest/globals";
import { decideAction, type UnderstoodUtterance } from "../../../domain/dialogue/decide-action.ts";
import { dialogueState } from "../../../domain/dialogue/dialogue-state.ts";
import { at, decision } from "../../support/builders.ts";

const asked = (action: string, sequence: number, intent = "delivery_status") => ({
  ...decision(),
  action,
  intent,
  sequence,
});
const fresh = dialogueState({}, []);
const said = (overrides: Partial<UnderstoodUtterance>): UnderstoodUtterance => ({
  participantRole: "CUSTOMER",
  text: "배송 언제 와요",
  intent: "delivery_status",
  confidence: 0.9,
  negativity: 0.1,
  ...overrides,
});

describe("deciding on an utterance", () => {
  it.each([
    ["delivery_status", "answer"],
    ["agent_request", "escalate"],
    ["card_lost", "escalate"],
    ["callback_request", "offer_callback"],
    ["complaint", "open_issue"],
    ["end_call", "end"],
  ])("answers %s with %s", (intent, action) => {
    expect(decideAction(said({ intent }), fresh).action).toBe(action);
  });
  it("goes by the threshold of the label where the classifier names one", () => {
    expect(decideAction(said({ confidence: 0.6, threshold: 0.7 }), fresh)).toMatchObject({
      action: "ask_again",
      reasons: ["confidence 0.60 below 0.7"],
    });
    expect(decideAction(said({ confidence: 0.3, threshold: 0.25 }), fresh).action).toBe("answer");
  });

  it("asks again once when it is unsure, then hands over", () => {
    expect(decideAction(said({ confidence: 0.2 }), fresh).action).toBe("ask_again");
    const choice = decideAction(said({ confidence: 0.2 }), dialogueState({}, [asked("ask_again", 1)]));
    expect(choice).toEqual({
      action: "escalate",
      escalation: "low_confidence",
      reasons: ["confidence 0.20 below 0.4", "not understood twice in a row"],
    });
  });
  it("forgets that it asked again once it has understood something", () => {
    const state = dialogueState({}, [asked("ask_again", 1), asked("answer", 2)]);
    expect(decideAction(said({ confidence: 0.2 }), state).action).toBe("ask_again");
  });
  it("takes what is out of scope for not understood, however sure", () => {
    expect(decideAction(said({ intent: "out_of_scope" }), fresh)).toEqual({
      action: "ask_again",
      reasons: ["out of scope"],
    });
  });
  it("hands over a caller who complains twice", () => {
    const state = dialogueState({}, [asked("open_issue", 1, "complaint")]);
    expect(decideAction(said({ intent: "complaint" }), state).action).toBe("escalate");
  });
  it("hands over an angry caller, but only after it has failed him once", () => {
    expect(decideAction(said({ negativity: 0.95 }), fresh).action).toBe("answer");
    expect(decideAction(said({ negativity: 0.95 }), dialogueState({}, [asked("ask_again", 1)])).action).toBe(
      "escalate",
    );
  });
  it("takes no for goodbye only after an answer", () => {
    expect(decideAction(said({ intent: "deny" }), fresh).action).toBe("answer");
    expect(decideAction(said({ intent: "deny" }), dialogueState({}, [asked("answer", 1)])).action).toBe("end");
  });
  it("leaves the flow alone while the caller waits in a queue, talks to an agent, or is being said goodbye to", () => {
    expect(decideAction(said({}), dialogueState({ queuedAt: at(1) }, [])).action).toBe("none");
    expect(decideAction(said({}), dialogueState({ connectedToAgentAt: at(1) }, [])).action).toBe("none");
    expect(decideAction(said({}), dialogueState({}, [asked("end", 1)])).action).toBe("none");
    expect(decideAction(said({ participantRole: "AGENT" }), fresh).action).toBe("none");
  });
  it.each([
    [{ intent: "agent_request" }, fresh, "agent_request"],
    [{ intent: "card_lost" }, fresh, "policy_security"],
    [
      { intent: "card_lost", negativity: 0.95, text: "보이스피싱을 당했어요 도대체 몇 번을 말해요" },
      dialogueState({}, [asked("ask_again", 1)]),
      "policy_security",
    ],
    [{ intent: "refund", text: "이백만 원 환불해 주세요" }, fresh, "policy_amount"],
    [{ intent: "complaint", text: "소송하겠습니다" }, fresh, "policy_legal"],
    [{ intent: "refund", confidence: 0.1, text: "변호사한테 말하겠습니다" }, fresh, "policy_legal"],
    [{ intent: "complaint" }, dialogueState({}, [asked("open_issue", 1, "complaint")]), "second_complaint"],
    [{ negativity: 0.95 }, dialogueState({}, [asked("ask_again", 1)]), "angry_caller"],
  ])("names the reason to hand over: %j", (utterance, state, reason) => {
    expect(decideAction(said(utterance), state)).toMatchObject({ action: "escalate", escalation: reason });
  });
  it("does not hand over for a sum in an utterance that it is not sure to have understood", () => {
    const unsure = said({ intent: "refund", confidence: 0.2, text: "이백만 원" });
    expect(decideAction(unsure, fresh).action).toBe("ask_again");
  });
  it("always says why", () => {
    for (const intent of ["refund", "complaint", "out_of_scope"]) {
      expect(decideAction(said({ intent }), fresh).reasons.join()).not.toBe("");
    }
  });
});

describe("the state of a dialogue", () => {
  it("is the same whatever order the ledger lists its decisions in", () => {
    const decisions = [asked("answer", 1), asked("ask_again", 2), asked("ask_again", 3)];
    expect(dialogueState({}, decisions.toReversed())).toEqual(dialogueState({}, decisions));
    expect(dialogueState({}, decisions).askedAgain).toBe(2);
  });
});
