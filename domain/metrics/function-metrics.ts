import type { OwnMetric } from "./metric.ts";

/** What every step tells of the function that it runs in. */
export const functionMetrics = {
  MemoryUtilization: {
    unit: "Percent",
    meaning: {
      en: "Share of the function's memory that its heap and buffers hold at the end of an invocation. Printed from 50 % on only: AWS Lambda itself publishes no such metric.",
      ko: "호출이 끝날 때 힙과 버퍼가 차지한 함수 메모리의 비율. AWS Lambda가 제공하지 않는 지표로, 50 % 이상일 때만 출력한다.",
    },
    formula: { en: "100 × (heap + external memory) ÷ memory size", ko: "100 × (힙 + 외부 메모리) ÷ 메모리 크기" },
    dimensionSets: [[], ["Function"]],
    owner: "operators",
    reportTables: ["3.2"],
    emittedBy: "every step",
  },
} as const satisfies Record<string, OwnMetric>;

/** From here on {@link functionMetrics.MemoryUtilization} is printed, in percent: a line for each invocation would cost more than it tells. */
export const tellingMemoryPercent = 50;
