import { describe, expect, it } from "@jest/globals";
import { compareTraining, heldOut, losesMore } from "../../../domain/learning/compare-training.ts";
import type { LabelledText } from "../../../domain/understanding/labelled-text.ts";
import { renderComparison } from "../../../local/cli/train/render-comparison.ts";

/** A model that gives a text the label of the last training text that shares its last word. */
const train = (texts: readonly LabelledText[]) => {
  const lastWord = (text: string) => text.split(" ").at(-1) ?? "";
  return (text: string) => texts.findLast((one) => lastWord(one.text) === lastWord(text))?.label ?? "out_of_scope";
};
const texts: readonly LabelledText[] = [
  { label: "refund", text: "돈 돌려줘" },
  { label: "exchange", text: "옷 바꿔줘" },
];
const validations = {
  "intents.ko.validation": [
    { label: "refund", text: "제발 돌려줘" },
    { label: "exchange", text: "제발 바꿔줘" },
    { label: "receipt_request", text: "제발 끊어줘" },
  ],
};
const compare = (...corrections: readonly LabelledText[]) =>
  compareTraining({ train, texts, corrections, validations });

describe("training with corrections", () => {
  it("shows what would be mended and what would be broken, and trains nobody unseen", () => {
    const comparison = compare(
      { label: "receipt_request", text: "영수증 끊어줘" },
      { label: "receipt_request", text: "그것도 바꿔줘" },
    );
    expect(comparison.sets).toEqual([
      {
        name: "intents.ko.validation",
        texts: 3,
        before: 2,
        after: 2,
        mended: [{ text: "제발 끊어줘", label: "receipt_request", before: "out_of_scope", after: "receipt_request" }],
        broken: [{ text: "제발 바꿔줘", label: "exchange", before: "exchange", after: "receipt_request" }],
      },
    ]);
    expect(losesMore(comparison)).toBe(false);
    expect(renderComparison(comparison)).toEqual([
      "corrections: 2 new, 0 known already, 0 against the training text, 0 in the validation text",
      "",
      "accuracy on            texts    today     with    gain  mended  broken",
      "intents.ko.validation      3   66.7 %   66.7 %    +0.0       1       1",
      "",
      "intents.ko.validation",
      "  + receipt_request: out_of_scope → receipt_request: 제발 끊어줘",
      "  - exchange: exchange → receipt_request: 제발 바꿔줘",
    ]);
  });

  it("leaves out what is known, what contradicts the training text, and what would flatter the validation", () => {
    const comparison = compare(
      { label: "refund", text: "옷  바꿔줘" },
      { label: "refund", text: "돈  돌려줘." },
      { label: "receipt_request", text: "제발, 끊어줘" },
    );
    expect(comparison).toMatchObject({
      learnt: [],
      known: 1,
      contradicting: [{ label: "refund", text: "옷  바꿔줘" }],
      reserved: 1,
      sets: [],
    });
    expect(renderComparison(comparison).at(-1)).toBe("There is nothing to learn.");
  });

  it("judges corrections by a model that has not seen them", () => {
    const corrections = Array.from({ length: 10 }, (_, index) => ({
      label: "receipt_request",
      text: `${"가나다라마바사아자차"[index]} ${index % 5 === 4 ? "새로 말" : "끊어줘"}`,
    }));
    const held = compare(...corrections).sets.find(({ name }) => name === heldOut);
    expect(held).toMatchObject({ texts: 2, before: 0, after: 0 });
  });

  it("knows when more would be broken than mended", () => {
    expect(losesMore(compare({ label: "refund", text: "전부 바꿔줘" }))).toBe(true);
  });
});
