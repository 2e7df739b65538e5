import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { policyMatter } from "../../../domain/escalation/policy-matter.ts";
import { largestAmount } from "../../../domain/escalation/spoken-amount.ts";

describe("a sum of money in an utterance", () => {
  it.each([
    ["1,500,000원을 환불해 주세요", 1_500_000, "KRW"],
    ["삼백오십만 원 결제됐는데요", 3_500_000, "KRW"],
    ["백이십만원이 두 번 나갔어요", 1_200_000, "KRW"],
    ["만 원 정도예요", 10_000, "KRW"],
    ["이억 오천만 원짜리 계약인데", 250_000_000, "KRW"],
    ["30만 5천원이요", 305_000, "KRW"],
    ["삼만 원이랑 백만 원 중에 백만 원이요", 1_000_000, "KRW"],
    ["you charged me $1,200 twice", 1_200, "USD"],
    ["it was two thousand dollars", 2_000, "USD"],
    ["about a hundred dollars", 100, "USD"],
    ["ninety nine bucks and 50 dollars", 99, "USD"],
    ["fifteen thousand dollars", 15_000, "USD"],
    ["five thousand two hundred dollars", 5_200, "USD"],
    ["twelve hundred and fifty-one dollars", 1_251, "USD"],
    ["1,500,000 won please", 1_500_000, "KRW"],
    ["about 2 million won", 2_000_000, "KRW"],
    ["it cost $2.5 million", 2_500_000, "USD"],
  ])("%s", (text, value, currency) => {
    expect(largestAmount(text)).toEqual({ value, currency });
  });

  it.each(["주문번호는 1234567이에요", "회원 가입하려고요", "병원 예약이요", "three items, 2 boxes", "the dollars"])(
    "%s: none",
    (text) => {
      expect(largestAmount(text)).toBeUndefined();
    },
  );

  it("is read exactly, whatever part of it is written with a unit", () => {
    const below = fc.integer({ min: 1, max: 9_999 });
    fc.assert(
      fc.property(below, below, below, (hundredMillions, tenThousands, ones) => {
        const text = `${hundredMillions}억 ${tenThousands}만 ${ones.toLocaleString("en")}원입니다`;
        expect(largestAmount(text)?.value).toBe(hundredMillions * 100_000_000 + tenThousands * 10_000 + ones);
      }),
    );
  });
});

describe("policy", () => {
  it.each([
    ["카드를 잃어버렸어요", "card_lost", "security"],
    ["보이스 피싱을 당한 것 같아요", "billing_inquiry", "security"],
    ["my account was hacked", "login_problem", "security"],
    ["변호사와 상담하고 소송하겠습니다", "complaint", "legal"],
    ["I will sue you", "complaint", "legal"],
    ["이백만 원 환불은 언제 되나요", "refund", "amount"],
  ])("leaves to a person: %s", (text, intent, matter) => {
    expect(policyMatter(text, intent)).toBe(matter);
  });

  it.each([
    ["이만 원 환불은 언제 되나요", "refund"],
    ["이백만 원짜리 텔레비전 있나요", "product_inquiry"],
    ["what was the issue with my order", "delivery_status"],
    ["사기 전에 가격 좀 알려 주세요", "product_inquiry"],
  ])("leaves to the bot: %s", (text, intent) => {
    expect(policyMatter(text, intent)).toBeUndefined();
  });
});
