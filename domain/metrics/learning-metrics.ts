import type { Correction } from "../../schemas/correction.ts";
import type { Measurement } from "./catalogue.ts";
import type { OwnMetric } from "./metric.ts";

/** What is measured when an agent judges an intent: once for each utterance, by the first judgement and at its time. */
export const learningMetrics = {
  IntentCorrect: {
    unit: "Count",
    meaning: {
      en: "1 when an agent confirmed the intent, 0 when he corrected it: its average is the accuracy as agents see it, its sample count how many judged.",
      ko: "상담원이 의도를 확인하면 1, 바로잡으면 0. 평균이 상담원이 본 정확도이고 표본 수가 판정 건수다.",
    },
    formula: {
      en: "1 when the first judgement names the predicted intent",
      ko: "첫 판정이 예측한 의도와 같으면 1",
    },
    dimensionSets: [[], ["Language"]],
    owner: "analysts",
    reportTables: ["3.3", "7.2"],
    emittedBy: "api.correct-intent",
  },
} as const satisfies Record<string, OwnMetric>;

/** The measurement of a correction: a second thought does not change it. */
export function intentMeasurement({ languageCode, predicted, first }: Correction): Measurement {
  const value = predicted.intent === first.intent ? 1 : 0;
  return { metric: "IntentCorrect", value, dimensions: { Language: languageCode } };
}
