import type { OwnMetric } from "./metric.ts";

/** What is measured of the machine that treats functions: once for each remedy, when it has come to its end. */
export const remedyMetrics = {
  Remedies: {
    unit: "Count",
    meaning: {
      en: "Remedies that have come to their end. Result is `held` (the function is well), `undone`, `left` (stopped, or changed by somebody else) or `refused` (nothing was done).",
      ko: "끝난 자동 조치. Result는 `held`(회복), `undone`(되돌림), `left`(중지되었거나 다른 변경이 있어 그대로 둠), `refused`(조치하지 않음).",
    },
    formula: { en: "1 for each remedy", ko: "조치마다 1" },
    dimensionSets: [[], ["Result"]],
    owner: "operators",
    reportTables: ["5.2"],
    emittedBy: "remedy.settle-remedy",
  },
} as const satisfies Record<string, OwnMetric>;
