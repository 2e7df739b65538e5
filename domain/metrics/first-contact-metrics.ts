import type { OwnMetric } from "./metric.ts";

const emittedBy = "contact.settle-first-contact";

/**
 * First-contact resolution (docs/adr/0013). A contact is judged when it closes, and taken back when the caller returns; all of it counts at the time of its
 * closing. In it are contacts that a caller whose number is known began and in which something was wanted.
 */
export const firstContactMetrics = {
  FirstContacts: {
    unit: "Count",
    meaning: {
      en: "First contacts about a matter: the caller had not called about the same within the window before.",
      ko: "한 문의의 첫 상담. 그 전 기준 시간 안에 같은 일로 전화한 적이 없다.",
    },
    formula: { en: "1 for a first contact, 0 for a repeated one", ko: "첫 상담이면 1, 반복 상담이면 0" },
    dimensionSets: [[], ["Outcome"]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
  FirstContactsResolved: {
    unit: "Count",
    meaning: {
      en: "First contacts that bot or agent served to the end, without a complaint and without the promise to call back.",
      ko: "봇이나 상담원이 불만 접수나 콜백 약속 없이 끝까지 처리한 첫 상담.",
    },
    formula: { en: "1 for a first contact that was settled, else 0", ko: "해결된 첫 상담이면 1, 아니면 0" },
    dimensionSets: [[], ["Outcome"]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
  FirstContactsReturned: {
    unit: "Count",
    meaning: {
      en: "First contacts that seemed settled, and whose caller came back about the same within the window.",
      ko: "해결된 것으로 보였으나 고객이 기준 시간 안에 같은 일로 다시 연락한 첫 상담.",
    },
    formula: { en: "1 when the caller comes back the first time", ko: "고객이 처음 다시 연락했을 때 1" },
    dimensionSets: [[], ["Outcome"]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
} as const satisfies Record<string, OwnMetric>;
