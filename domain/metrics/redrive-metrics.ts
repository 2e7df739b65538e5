import type { OwnMetric } from "./metric.ts";

/** The machine's step prints the same as what people do by the API (`api.redrive-dead-letters`). */
const emittedBy = "redrive.send-letters";

/** What is measured of dead letters that are sent back. */
export const redriveMetrics = {
  DeadLettersSentBack: {
    unit: "Count",
    meaning: {
      en: "Dead letters that a redrive sent back and their receivers took.",
      ko: "되돌려 보내 받는 쪽이 처리한 데드레터.",
    },
    formula: { en: "sum over one redrive", ko: "재처리 한 번의 합" },
    dimensionSets: [[], ["Queue"]],
    owner: "operators",
    reportTables: [],
    emittedBy,
  },
  DeadLettersKept: {
    unit: "Count",
    meaning: {
      en: "Dead letters that a redrive could not send back.",
      ko: "되돌려 보내지 못한 데드레터.",
    },
    formula: { en: "sum over one redrive", ko: "재처리 한 번의 합" },
    dimensionSets: [[], ["Queue"]],
    owner: "operators",
    reportTables: [],
    emittedBy,
  },
} as const satisfies Record<string, OwnMetric>;
