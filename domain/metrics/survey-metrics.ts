import type { OwnMetric, Text } from "./metric.ts";

/** The scores of one question of the survey. */
function score(meaning: Text) {
  return {
    unit: "None",
    meaning,
    formula: { en: "score of an answer, 1 to 5; the first answer stands", ko: "답변 점수(1~5). 첫 답변만 유효" },
    dimensionSets: [[]],
    owner: "managers",
    reportTables: ["6.1"],
    emittedBy: "flow.take-survey-answer, api.answer-survey",
  } as const;
}

/** What is measured of surveys: once for each that was offered, and once for each answer. */
export const surveyMetrics = {
  SurveysOffered: {
    unit: "Count",
    meaning: { en: "Surveys that were offered, one a contact at most.", ko: "제안한 설문. 상담마다 많아야 하나." },
    formula: { en: "1 for each survey", ko: "설문마다 1" },
    dimensionSets: [[]],
    owner: "managers",
    reportTables: ["6.1"],
    emittedBy: "flow.take-survey-answer, api.offer-survey",
  },
  SurveyResponses: {
    unit: "Count",
    meaning: { en: "Surveys whose overall score was given.", ko: "전반적 만족도에 응답한 설문." },
    formula: { en: "1 with the answer to the first question", ko: "첫 문항에 답하면 1" },
    dimensionSets: [[]],
    owner: "managers",
    reportTables: ["6.1"],
    emittedBy: "flow.take-survey-answer, api.answer-survey",
  },
  CsatOverall: score({ en: "Overall satisfaction.", ko: "전반적인 만족도." }),
  CsatConnectionSpeed: score({ en: "Satisfaction with the speed of connection.", ko: "연결 속도 만족도." }),
  CsatVoiceQuality: score({ en: "Satisfaction with the quality of the voice.", ko: "음성 품질 만족도." }),
  CsatBotAccuracy: score({ en: "Satisfaction with the accuracy of the bot.", ko: "챗봇 정확도 만족도." }),
  CsatAgentService: score({ en: "Satisfaction with the agent.", ko: "상담원 응대 만족도." }),
} as const satisfies Record<string, OwnMetric>;
