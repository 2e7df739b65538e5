import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { classifyIntent } from "../../../domain/understanding/classify-intent.ts";
import { loadIntentModel } from "../../../domain/understanding/load-intent-model.ts";
import { Classification, intentLabels } from "../../../schemas/intent.ts";

const model = loadIntentModel();

describe("classifyIntent", () => {
  it("knows every label of the contract", () => {
    expect([...model.labels].sort()).toEqual([...intentLabels].sort());
  });

  it.each([
    ["택배가 아직도 안 왔는데요", "delivery_status"],
    ["주문한 거 취소해 주세요", "cancel_order"],
    ["상담원 바꿔 주세요", "agent_request"],
    ["카드를 잃어버렸어요 정지해 주세요", "card_lost"],
    ["이번 달 요금이 왜 이렇게 많이 나왔어요", "billing_inquiry"],
    ["정말 화가 나네요 불만 접수할게요", "complaint"],
    ["나중에 전화 주세요", "callback_request"],
    ["I'd like a refund please", "refund"],
    ["let me talk to a human", "agent_request"],
    ["my internet is not working", "technical_issue"],
  ])("understands %j", (text, intent) => {
    expect(classifyIntent(model, text).intent).toBe(intent);
  });

  it("classifies a redacted sentence like the clear one", () => {
    const clear = classifyIntent(model, "010 1234 5678로 나중에 전화 주세요");
    const redacted = classifyIntent(model, "[PHONE]로 나중에 전화 주세요");
    expect(redacted).toEqual(clear);
  });

  it("names three alternatives, best first, the chosen one at the head", () => {
    const { intent, confidence, alternatives } = classifyIntent(model, "환불은 언제 되나요");
    expect(alternatives).toHaveLength(3);
    expect(alternatives[0]).toMatchObject({ intent, confidence });
    expect(alternatives[0]?.reasons.join(" ")).toContain("환불");
    expect(alternatives.map((one) => one.confidence)).toEqual(
      alternatives.map((one) => one.confidence).sort((a, b) => b - a),
    );
  });

  it.each(["", "   ", "?!", "ㅁㄴㅇㄹ"])("calls %j out of scope, with no confidence", (text) => {
    const { intent, confidence } = classifyIntent(model, text);
    expect(intent).toBe("out_of_scope");
    expect(confidence).toBeLessThan(0.1);
  });

  it("lets the bot's last act settle a short reply, and not a clear request", () => {
    const confidenceOf = (context: { lastAction?: string }) =>
      classifyIntent(model, "네 그렇게 하죠", context).alternatives.find((one) => one.intent === "affirm")
        ?.confidence ?? 0;
    expect(confidenceOf({ lastAction: "offer_callback" })).toBeGreaterThan(confidenceOf({}));
    expect(classifyIntent(model, "환불해 주세요", { lastAction: "offer_callback" }).intent).toBe("refund");
  });

  it("ignores context that it does not know", () => {
    expect(classifyIntent(model, "환불해 주세요", { lastAction: "toString", lastIntent: "?" })).toEqual(
      classifyIntent(model, "환불해 주세요"),
    );
  });

  it("answers any text within the contract", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        expect(Classification.safeParse(classifyIntent(model, text)).success).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
