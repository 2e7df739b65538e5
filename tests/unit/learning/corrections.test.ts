import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { accuracyOverTime, confusionsOf } from "../../../domain/learning/accuracy-over-time.ts";
import { joinJudgement, wasRight } from "../../../domain/learning/join-judgement.ts";
import { labelledCorrections, writeLabelledText } from "../../../domain/learning/labelled-corrections.ts";
import { wilsonInterval } from "../../../domain/learning/wilson-interval.ts";
import { parseLabelledText } from "../../../domain/understanding/labelled-text.ts";
import { intentLabels } from "../../../schemas/intent.ts";
import { at, correction } from "../../support/builders.ts";

const said = (intent: (typeof intentLabels)[number], by = "kim", seconds = 60) => ({ intent, by, at: at(seconds) });
const { judgement: _judgement, first: _first, revisions: _revisions, ...utterance } = correction();

describe("a judgement", () => {
  it("changes nothing when it says what stands already, whoever says it and however often", () => {
    const once = joinJudgement(undefined, utterance, said("refund"));
    expect(joinJudgement(once, utterance, said("refund", "lee", 90))).toBe(once);
    expect(once).toMatchObject({ judgement: said("refund"), first: said("refund"), revisions: 0 });
  });

  it("replaces another, and the first is kept", () => {
    const once = joinJudgement(undefined, utterance, said("refund"));
    const twice = joinJudgement(once, utterance, said("exchange", "lee", 90));
    expect(twice).toMatchObject({ judgement: said("exchange", "lee", 90), first: said("refund"), revisions: 1 });
    expect([wasRight(once), wasRight(twice)]).toEqual([true, false]);
  });

  it("leaves the same behind however often any of them is repeated at once", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...intentLabels.slice(0, 3)), fc.integer({ min: 1, max: 3 }))),
        (words) => {
          const join = (times: (count: number) => number) =>
            words
              .flatMap(([intent, count]) => Array.from({ length: times(count) }, () => said(intent)))
              .reduce<ReturnType<typeof correction> | undefined>(
                (before, one) => joinJudgement(before, utterance, one),
                undefined,
              );
          expect(join((count) => count)).toEqual(join(() => 1));
        },
      ),
    );
  });
});

describe("Wilson's interval", () => {
  it("lies around the share and within 0 and 1, and narrows as the trials grow", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (trials, some) => {
        const hits = some % (trials + 1);
        const { value, low, high } = wilsonInterval(hits, trials);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(value + 1e-12);
        expect(high).toBeGreaterThanOrEqual(value - 1e-12);
        const more = wilsonInterval(hits * 10, trials * 10);
        expect(more.high - more.low).toBeLessThan(high - low);
      }),
    );
  });
  it("is the one of the textbook", () => {
    const { low, high } = wilsonInterval(81, 263);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(["0.2553", "0.3662"]);
    expect(() => wilsonInterval(1, 0)).toThrow("no share");
  });
});

describe("accuracy over time", () => {
  const judged = (day: string, right: number, wrong: number, hour = "03") =>
    Array.from({ length: right + wrong }, (_, index) =>
      correction({
        judgement: { intent: index < right ? "refund" : "exchange", by: "kim", at: `${day}T${hour}:00:00.000Z` },
      }),
    );
  const seoul = { length: "day", utcOffsetHours: 9 } as const;

  it("counts by the day of the centre, not by that of Greenwich", () => {
    const late = judged("2026-03-02", 1, 0, "16");
    expect(
      accuracyOverTime([...late, ...judged("2026-03-02", 2, 0)], seoul).map(({ day, judged: n }) => [day, n]),
    ).toEqual([
      ["2026-03-02", 2],
      ["2026-03-03", 1],
    ]);
  });

  it("begins weeks on Mondays", () => {
    const all = ["2026-03-01", "2026-03-02", "2026-03-08", "2026-03-09"].flatMap((day) => judged(day, 1, 0));
    expect(accuracyOverTime(all, { ...seoul, length: "week" }).map(({ day, judged: n }) => [day, n])).toEqual([
      ["2026-02-23", 1],
      ["2026-03-02", 2],
      ["2026-03-09", 1],
    ]);
  });

  it("says below or above only where it is sure", () => {
    const standing = (right: number, wrong: number) =>
      accuracyOverTime(judged("2026-03-02", right, wrong), seoul)[0]?.standing;
    expect([standing(2, 1), standing(60, 40), standing(88, 12), standing(990, 10)]).toEqual([
      "around",
      "below",
      "around",
      "above",
    ]);
  });

  it("counts what stands now, on the day on which it was first judged", () => {
    const twice = correction({ judgement: said("exchange", "lee", 200_000), first: said("refund") });
    expect(accuracyOverTime([twice], seoul)).toMatchObject([{ day: "2024-12-19", judged: 1, right: 0 }]);
    expect(confusionsOf([twice, ...judged("2026-03-02", 3, 2)])).toEqual([
      { predicted: "refund", intent: "exchange", count: 3 },
    ]);
  });
});

describe("labelled text of corrections", () => {
  it("is one line for each utterance, the newest word counting, without what has no words", () => {
    const { texts, disputed, empty } = labelledCorrections([
      correction({ text: "돈 돌려\n주세요", judgement: said("exchange", "lee", 120) }),
      correction({ text: "돈 돌려 주세요", judgement: said("refund", "kim", 60) }),
      correction({ text: "[PHONE] [NAME]." }),
      correction({ text: "내 번호 [PHONE] 이에요" }),
    ]);
    expect(texts).toEqual([
      { label: "exchange", text: "돈 돌려 주세요" },
      { label: "refund", text: "내 번호 [PHONE] 이에요" },
    ]);
    expect({ disputed, empty }).toEqual({ disputed: ["돈 돌려 주세요"], empty: 1 });
  });

  it("goes through the rules of redaction of today, whatever those of its day let pass", () => {
    const { texts } = labelledCorrections([correction({ text: "제 번호는 010-1234-5678 이에요 환불해 주세요" })]);
    expect(texts).toEqual([{ label: "refund", text: "제 번호는 [PHONE] 이에요 환불해 주세요" }]);
  });

  it("takes what the classifier reads alike for one text", () => {
    const { texts, disputed } = labelledCorrections([
      correction({ text: "주문 3번 취소", judgement: said("cancel_order", "kim", 60) }),
      correction({ text: "주문 12번, 취소.", judgement: said("refund", "lee", 120) }),
    ]);
    expect(texts).toEqual([{ label: "refund", text: "주문 12번, 취소." }]);
    expect(disputed).toEqual(["주문 12번, 취소."]);
  });

  it("is read back as it was written, whatever was said", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: "grapheme" }), fc.constantFrom(...intentLabels))), (words) => {
        const corrections = words.map(([text, intent]) => correction({ text, judgement: said(intent) }));
        const { texts } = labelledCorrections(corrections);
        expect(parseLabelledText(writeLabelledText(texts), intentLabels, "a test")).toEqual(texts);
      }),
    );
  });
});
