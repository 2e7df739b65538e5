import type { OwnMetric } from "./metric.ts";

const emittedBy = "escalation.record-escalation";

/** What is measured of a caller who was handed over: once for each contact, when the wait has ended. */
export const escalationMetrics = {
  Escalations: {
    unit: "Count",
    meaning: {
      en: "Contacts that were handed over to a queue. Result is `connected`, `left`, `callback` (left with the promise of one) or `unanswered`.",
      ko: "대기열로 넘긴 상담. Result는 `connected`(연결), `left`(포기), `callback`(콜백 약속 후 종료), `unanswered`(무응답).",
    },
    formula: { en: "1 for each contact that was handed over", ko: "넘긴 상담마다 1" },
    dimensionSets: [[], ["Queue"], ["Reason"], ["Result"]],
    owner: "managers",
    reportTables: ["3.3", "7.1"],
    emittedBy,
  },
  EscalationWait: {
    unit: "Milliseconds",
    meaning: {
      en: "Wait of a contact that was handed over, until an agent took it or the wait ended otherwise.",
      ko: "넘긴 상담의 대기 시간. 상담원이 받거나 대기가 달리 끝날 때까지.",
    },
    formula: { en: "end of the wait − queued", ko: "대기 종료 − 대기열 진입" },
    dimensionSets: [[], ["Queue"], ["Result"]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
} as const satisfies Record<string, OwnMetric>;
