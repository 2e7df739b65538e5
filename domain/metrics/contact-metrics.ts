import type { OwnMetric } from "./metric.ts";

const emittedBy = "contact.emit-contact-metrics";

/** What is measured of a contact when it has ended: once for each contact, out of its closing in the ledger and at the time of that closing. */
export const contactMetrics = {
  Contacts: {
    unit: "Count",
    meaning: {
      en: "Contacts that have ended. Outcome is `bot`, `agent`, `abandoned` or (of calls of ours) `unreached`, exactly one of them.",
      ko: "종료된 상담 건수. Outcome은 `bot`(봇), `agent`(상담원), `abandoned`(포기), `unreached`(우리가 걸었으나 통화 못 함) 중 정확히 하나.",
    },
    formula: { en: "1 for each contact", ko: "상담마다 1" },
    dimensionSets: [[], ["Channel"], ["Outcome"], ["Language"], ["Channel", "Outcome", "Language"]],
    owner: "managers",
    reportTables: ["3.3", "7.1"],
    emittedBy,
  },
  HandleTime: {
    unit: "Milliseconds",
    meaning: {
      en: "Handle time. With an agent: talk, hold and after-contact work, as Amazon Connect defines it; else the whole contact.",
      ko: "처리 시간. 상담원이 받은 경우 통화·보류·후처리(Amazon Connect의 정의), 그 밖에는 상담 전체 시간.",
    },
    formula: {
      en: "end of after-contact work − connected to the agent; without an agent: disconnected − initiated",
      ko: "후처리 종료 − 상담원 연결. 상담원이 없으면 종료 − 시작",
    },
    dimensionSets: [[], ["Channel"], ["Outcome"], ["Channel", "Outcome", "Language"]],
    owner: "managers",
    reportTables: ["3.3"],
    emittedBy,
  },
  ContactDuration: {
    unit: "Milliseconds",
    meaning: {
      en: "The whole contact as the caller lived it, waiting included.",
      ko: "대기를 포함해 고객이 겪은 상담 전체 시간.",
    },
    formula: { en: "disconnected − initiated", ko: "종료 − 시작" },
    dimensionSets: [[], ["Channel"], ["Outcome"]],
    owner: "analysts",
    reportTables: ["3.3"],
    emittedBy,
  },
  QueueWait: {
    unit: "Milliseconds",
    meaning: {
      en: "Wait in the queue, until an agent took the contact or the caller hung up. Only of contacts that were queued.",
      ko: "상담원이 받거나 고객이 끊을 때까지 대기열에서 기다린 시간. 대기열에 들어간 상담만.",
    },
    formula: {
      en: "connected to the agent, else disconnected − queued",
      ko: "상담원 연결(없으면 종료) − 대기열 진입",
    },
    dimensionSets: [[], ["Channel"], ["Outcome"], ["Language"]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
  ContactCost: {
    unit: "None",
    meaning: {
      en: "What AWS charges for the contact, in US dollars, by the list prices in `domain/money/prices.json`. Agents' time is not in it.",
      ko: "`domain/money/prices.json`의 정가로 셈한 상담 한 건의 AWS 비용(미국 달러). 상담원 인건비는 제외.",
    },
    formula: {
      en: "Σ counted usage × price: minutes of voice and of telephony in the call's direction (a call of ours from when it was taken), seconds transcribed, utterances understood, transitions of the machine",
      ko: "Σ 사용량 × 단가: 음성 분, 방향별 전화 분(발신은 받은 때부터), 전사한 초, 이해한 발화 수, 상태 머신 전이 수",
    },
    dimensionSets: [[], ["Channel"], ["Outcome"]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
  Faults: {
    unit: "Count",
    meaning: { en: "Faults that the contact survived.", ko: "상담이 견뎌 낸 장애 수." },
    formula: { en: "faults in the contact's story", ko: "상담 기록에 남은 장애 수" },
    dimensionSets: [[], ["Channel"]],
    owner: "operators",
    reportTables: ["3.2", "7.2"],
    emittedBy,
  },
  FaultyContacts: {
    unit: "Count",
    meaning: { en: "Contacts that survived at least one fault.", ko: "장애를 한 번 이상 견뎌 낸 상담." },
    formula: { en: "1 with a fault, else 0", ko: "장애가 있으면 1, 없으면 0" },
    dimensionSets: [[]],
    owner: "operators",
    reportTables: ["3.2", "7.2"],
    emittedBy,
  },
  LostSegments: {
    unit: "Count",
    meaning: {
      en: "Final segments that were transcribed but never recorded. Should always be 0.",
      ko: "전사되었으나 기록되지 않은 최종 구간. 항상 0이어야 한다.",
    },
    formula: { en: "final segments − recorded segments", ko: "최종 구간 − 기록된 구간" },
    dimensionSets: [[]],
    owner: "operators",
    reportTables: ["3.2"],
    emittedBy,
  },
} as const satisfies Record<string, OwnMetric>;
