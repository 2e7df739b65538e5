import { describe, expect, it } from "@jest/globals";
import { answerFor, promptNames } from "../../../domain/dialogue/answers.ts";
import { intentLabels } from "../../../schemas/intent.ts";

const keys = [...intentLabels, ...promptNames];
const values = { issueId: "ISS-001", time: "내일 오전 9시", position: "3", wait: "약 5분" };

describe("answerFor", () => {
  it.each(["ko-KR", "en-US"])(
    "has something to say for every intent and prompt in %s, in two sentences at most",
    (languageCode) => {
      for (const key of keys) {
        const answer = answerFor(key, languageCode, values);
        expect(answer.split(/[.?!](?:\s|$)/).filter((sentence) => sentence !== "").length).toBeLessThanOrEqual(2);
        expect(answer).not.toMatch(/[{}]/);
      }
    },
  );

  it("speaks politely in Korean", () => {
    for (const key of keys) expect(answerFor(key, "ko-KR", values)).toMatch(/(?:요|니다)[.?]/);
  });

  it("tells a complaining caller the number of the issue", () => {
    expect(answerFor("complaint", "ko-KR", { issueId: "ISS-012" })).toContain("ISS-012");
    expect(() => answerFor("complaint", "ko-KR")).toThrow(/needs a value for "issueId"/);
  });

  it("speaks English where there is no other language, and names a missing answer", () => {
    expect(answerFor("farewell", "ja-JP")).toBe(answerFor("farewell", "en-US"));
    expect(() => answerFor("dance", "ko-KR")).toThrow(/no answer "dance"/);
  });
});
