import { describe, expect, it } from "@jest/globals";
import { decodeModel } from "../../../domain/understanding/decode-model.ts";
import { encodeModel } from "../../../domain/understanding/encode-model.ts";
import { evaluateModel } from "../../../domain/understanding/evaluate-model.ts";
import { explainIntent } from "../../../domain/understanding/explain-intent.ts";
import { parseLabelledText } from "../../../domain/understanding/labelled-text.ts";
import { scoreLabels, toProbabilities } from "../../../domain/understanding/linear-model.ts";
import { defaultTraining, trainLinearModel } from "../../../domain/understanding/train-linear-model.ts";
import { vectorise } from "../../../domain/understanding/vectorise.ts";

const libraryLabels = ["borrow", "give_back", "opening"];
const libraryTexts = parseLabelledText(
  [
    "borrow\t책을 빌리고 싶어요",
    "borrow\t이 소설 대출되나요",
    "borrow\tI want to borrow a novel",
    "borrow\tcan I take this book home",
    "borrow\t그림책 두 권 빌릴게요",
    "give_back\t책 반납하러 왔어요",
    "give_back\t빌린 책 돌려드리려고요",
    "give_back\tI'm returning my books",
    "give_back\twhere do I return a book",
    "give_back\t늦게 반납하면 어떻게 돼요",
    "opening\t도서관 몇 시에 열어요",
    "opening\t일요일에도 문 여나요",
    "opening\twhat time do you open",
    "opening\tare you open on sunday",
    "opening\t오늘 몇 시까지 해요",
  ].join("\n"),
  libraryLabels,
  "library.tsv",
);
const quick = { ...defaultTraining, minimumOrigins: 1 };

describe("a model for another business", () => {
  const model = trainLinearModel(libraryTexts, libraryLabels, quick);

  it("answers with that business's labels, Korean and English", () => {
    const best = (text: string) => {
      const scores = scoreLabels(model, vectorise(model, text));
      return model.labels[scores.indexOf(Math.max(...scores))];
    };
    expect(best("소설책 빌릴 수 있어요")).toBe("borrow");
    expect(best("반납은 어디에 해요")).toBe("give_back");
    expect(best("when do you open on saturday")).toBe("opening");
  });

  it("gives the same text for the same examples and seed, and another one for another seed", () => {
    expect(encodeModel(trainLinearModel(libraryTexts, libraryLabels, quick))).toBe(encodeModel(model));
    expect(encodeModel(trainLinearModel(libraryTexts, libraryLabels, { ...quick, seed: 1 }))).not.toBe(
      encodeModel(model),
    );
  });

  it("says the same after it was written and read", () => {
    const copy = decodeModel(encodeModel(model));
    for (const { text } of libraryTexts) {
      expect(scoreLabels(copy, vectorise(copy, text))).toEqual(scoreLabels(model, vectorise(model, text)));
    }
  });

  it("keeps its answers when the features that decide least lose their weights", () => {
    const small = trainLinearModel(libraryTexts, libraryLabels, { ...quick, maximumFeatures: 600 });
    expect(small.hashes).toHaveLength(600);
    expect(small.lightHashes.length + 600).toBe(model.hashes.length);
    const copy = decodeModel(encodeModel(small));
    for (const { text } of libraryTexts) {
      expect(scoreLabels(copy, vectorise(copy, text))).toEqual(scoreLabels(small, vectorise(small, text)));
      const length = (of: typeof model) => Math.hypot(...Array.from(vectorise(of, text).values));
      expect(length(small)).toBeLessThanOrEqual(length(model) + 1e-6);
    }
    expect(evaluateModel(small, libraryTexts).accuracy).toBeGreaterThanOrEqual(0.9);
  });

  it("explains a decision by n-grams of the utterance", () => {
    const text = "책 반납할게요";
    const [reasons = []] = explainIntent(model, text, vectorise(model, text), [model.labels.indexOf("give_back")]);
    expect(reasons[0]?.contribution).toBeGreaterThan(0);
    expect(reasons.map((reason) => reason.feature).join(" ")).toMatch(/반납|ㅂㅏㄴㄴ/);
  });

  it("makes probabilities that add up to one", () => {
    const probabilities = toProbabilities(scoreLabels(model, vectorise(model, "책 빌릴게요")));
    expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1);
  });

  it("counts accuracy, F1 and confusions", () => {
    const figures = evaluateModel(model, [
      { label: "borrow", text: "책을 빌리고 싶어요" },
      { label: "opening", text: "빌린 책 돌려드리려고요" },
    ]);
    expect(figures.accuracy).toBe(0.5);
    expect(figures.confusions).toEqual([{ expected: "opening", answered: "give_back", count: 1 }]);
  });

  it("refuses a label with fewer than two examples", () => {
    expect(() => trainLinearModel(libraryTexts.slice(0, 5), libraryLabels, quick)).toThrow(/"give_back" has 0 example/);
  });
});

describe("parseLabelledText", () => {
  it("skips comments and empty lines", () => {
    expect(parseLabelledText("# head\n\na\t하나\n", ["a"], "x.tsv")).toEqual([{ label: "a", text: "하나" }]);
  });

  it.each([
    ["a 하나", /x\.tsv:1: expected "label<TAB>text"/],
    ["a\t", /x\.tsv:1: expected/],
    ["b\t하나", /unknown label "b"; use one of a/],
    ["a\t하나\na\t하나", /x\.tsv:2: the same text stands on line 1/],
  ])("names file, line and remedy for %j", (content, message) => {
    expect(() => parseLabelledText(content, ["a"], "x.tsv")).toThrow(message);
  });
});
