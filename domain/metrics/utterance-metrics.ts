import type { OwnMetric } from "./metric.ts";

const emittedBy = "utterance.record-utterance";

/** What is measured of an utterance: once for each, at the time of its decision. The first three only where the bot did something. */
export const utteranceMetrics = {
  DecisionLatency: {
    unit: "Milliseconds",
    meaning: {
      en: "Response time: from the caller's last audio reaching Kinesis Video to the decision.",
      ko: "응답 시간: 고객의 마지막 음성이 Kinesis Video에 닿은 때부터 결정까지.",
    },
    formula: { en: "decided − last audio received", ko: "결정 − 마지막 음성 수신" },
    dimensionSets: [[], ["Action"], ["Language"]],
    owner: "operators",
    reportTables: ["3.2"],
    emittedBy,
  },
  SlowDecisions: {
    unit: "Count",
    meaning: {
      en: "1 for a decision that took 2 s or more, else 0: its average is the share of slow answers.",
      ko: "결정에 2초 이상 걸리면 1, 아니면 0. 평균이 곧 느린 응답의 비율.",
    },
    formula: { en: "1 when DecisionLatency ≥ 2,000 ms", ko: "DecisionLatency ≥ 2,000 ms이면 1" },
    dimensionSets: [[]],
    owner: "operators",
    reportTables: ["3.2"],
    emittedBy,
  },
  IntentConfidence: {
    unit: "None",
    meaning: {
      en: "Confidence of the intent that was acted on, 0 to 1.",
      ko: "결정의 근거가 된 의도의 신뢰도(0~1).",
    },
    formula: { en: "the classifier's probability of the intent", ko: "분류기가 낸 의도의 확률" },
    dimensionSets: [[], ["Action"], ["Language"]],
    owner: "analysts",
    reportTables: ["7.2"],
    emittedBy,
  },
  SentimentFallbacks: {
    unit: "Count",
    meaning: {
      en: "1 for an utterance whose sentiment another engine told because the first one was throttled or away, else 0.",
      ko: "첫 엔진이 제한되거나 응답하지 않아 다른 엔진이 감정을 판별한 발화는 1, 아니면 0.",
    },
    formula: { en: "1 when an earlier engine failed", ko: "앞선 엔진이 실패하면 1" },
    dimensionSets: [[]],
    owner: "operators",
    reportTables: ["3.2"],
    emittedBy,
  },
  UnknownSentiment: {
    unit: "Count",
    meaning: {
      en: "1 for an utterance whose sentiment no engine could tell, else 0. The caller is answered all the same.",
      ko: "어떤 엔진도 감정을 판별하지 못한 발화는 1, 아니면 0. 고객 응답에는 지장이 없다.",
    },
    formula: { en: "1 when the sentiment is UNKNOWN", ko: "감정이 UNKNOWN이면 1" },
    dimensionSets: [[]],
    owner: "operators",
    reportTables: ["3.2"],
    emittedBy,
  },
} as const satisfies Record<string, OwnMetric>;

/** From here on a decision is slow, in milliseconds: the report's target (section 3.2). */
export const slowDecisionMs = 2_000;
