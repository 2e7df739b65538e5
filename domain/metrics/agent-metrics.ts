import type { OwnMetric } from "./metric.ts";

const emittedBy = "stream.consume-agent-events";

/**
 * What agents did, once for each stretch of an agent's time in which the agent was there: to the end of the hour, or to the log-out. They are not
 * counted by agent: who needs the figures of one finds them in the ledger.
 */
export const agentMetrics = {
  AgentContacts: {
    unit: "Count",
    meaning: { en: "Contacts that were connected to an agent.", ko: "상담원에게 연결된 상담." },
    formula: {
      en: "contacts that became connected to the agent within the stretch",
      ko: "구간 안에 상담원에게 연결된 상담 수",
    },
    dimensionSets: [[]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
  AgentHandlingTime: {
    unit: "Milliseconds",
    meaning: {
      en: "Time that agents were on contacts: talk, hold and after-contact work, by the wall clock.",
      ko: "상담원이 상담에 쓴 시간: 통화·보류·후처리, 실제 시계 기준.",
    },
    formula: { en: "talk + hold + after-contact work", ko: "통화 + 보류 + 후처리" },
    dimensionSets: [[]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
  AgentAvailableTime: {
    unit: "Milliseconds",
    meaning: {
      en: "Time that agents were available without a contact; that in which one rang is not in it.",
      ko: "상담원이 상담 없이 대기한 시간. 벨이 울리는 동안은 제외.",
    },
    formula: { en: "available − on contacts − ringing", ko: "상담 가능 − 상담 중 − 벨 울림" },
    dimensionSets: [[]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
  AgentOnlineTime: {
    unit: "Milliseconds",
    meaning: {
      en: "Time that agents were logged in with any status but offline, breaks included.",
      ko: "상담원이 오프라인이 아닌 상태로 로그인해 있던 시간. 휴식 포함.",
    },
    formula: { en: "length of the stretch − offline", ko: "구간 길이 − 오프라인" },
    dimensionSets: [[]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
  AgentDays: {
    unit: "Count",
    meaning: {
      en: "Agents at work, counted once for each agent and day of the centre.",
      ko: "근무한 상담원 수. 상담원과 센터의 하루마다 한 번 센다.",
    },
    formula: { en: "1 for the agent's first stretch of the day, else 0", ko: "그날 첫 구간이면 1, 아니면 0" },
    dimensionSets: [[]],
    owner: "managers",
    reportTables: ["7.1"],
    emittedBy,
  },
} as const satisfies Record<string, OwnMetric>;
