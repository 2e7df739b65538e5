import { functionGroups } from "./function-groups.ts";
import type { Described } from "./metric.ts";
import { aws, type Formula, own, perFunction } from "./series.ts";

/** A figure that CloudWatch computes out of metrics when it is asked. */
export interface DerivedMetric extends Described {
  readonly math: Formula;
}

const flowInvocations = perFunction("i", "lambdaInvocations", "Sum", functionGroups.flow);
const flowErrors = perFunction("e", "lambdaErrors", "Sum", functionGroups.flow);
/** Calls of ours that nobody took are no callers, and have no part in a share. Needs the inputs `whole` and `unreached`. */
export const callersInAll = "(whole - FILL(unreached, 0))";
const outcomeShare = (outcome: string): Formula => ({
  expression: `100 * part / ${callersInAll}`,
  inputs: {
    part: own("Contacts", "Sum", { Outcome: outcome }),
    whole: own("Contacts", "Sum"),
    unreached: own("Contacts", "Sum", { Outcome: "unreached" }),
  },
});

/** The figures of the operations report that are made of metrics. */
export const derivedMetrics = {
  BotShare: {
    unit: "Percent",
    meaning: { en: "Share of contacts that ended with the bot.", ko: "봇이 끝까지 처리한 상담의 비율." },
    owner: "managers",
    reportTables: ["3.3"],
    math: outcomeShare("bot"),
  },
  AgentShare: {
    unit: "Percent",
    meaning: { en: "Share of contacts that an agent took.", ko: "상담원이 받은 상담의 비율." },
    owner: "managers",
    reportTables: ["3.3"],
    math: outcomeShare("agent"),
  },
  AbandonedShare: {
    unit: "Percent",
    meaning: { en: "Share of contacts that the caller gave up.", ko: "고객이 포기한 상담의 비율." },
    owner: "managers",
    reportTables: ["3.3", "7.1"],
    math: outcomeShare("abandoned"),
  },
  SurveyResponseRate: {
    unit: "Percent",
    meaning: {
      en: "Share of contacts whose caller answered the survey.",
      ko: "설문에 응답한 상담의 비율.",
    },
    owner: "managers",
    reportTables: ["6.1"],
    math: {
      expression: "100 * responses / contacts",
      inputs: { responses: own("SurveyResponses", "Sum"), contacts: own("Contacts", "Sum") },
    },
  },
  CostPerContact: {
    unit: "None",
    meaning: { en: "What a contact costs on average, in US dollars.", ko: "상담 한 건의 평균 비용(미국 달러)." },
    owner: "managers",
    reportTables: ["7.1"],
    math: {
      expression: "cost / contacts",
      inputs: { cost: own("ContactCost", "Sum"), contacts: own("Contacts", "Sum") },
    },
  },
  FirstContactResolution: {
    unit: "Percent",
    meaning: {
      en: "Share of first contacts after which the caller did not come back about the same. Final when the window has passed (docs/adr/0013).",
      ko: "고객이 같은 일로 다시 연락하지 않은 첫 상담의 비율(1차 해결률). 기준 시간이 지나면 확정된다(docs/adr/0013).",
    },
    owner: "managers",
    reportTables: ["7.1"],
    math: {
      expression: "100 * (resolved - FILL(returned, 0)) / firsts",
      inputs: {
        resolved: own("FirstContactsResolved", "Sum"),
        returned: own("FirstContactsReturned", "Sum"),
        firsts: own("FirstContacts", "Sum"),
      },
    },
  },
  Occupancy: {
    unit: "Percent",
    meaning: {
      en: "Share of agents' time that went to contacts, as Amazon Connect defines it: on contacts ÷ (on contacts + available).",
      ko: "상담원 시간 중 상담에 쓴 비율(점유율). Amazon Connect의 정의: 상담 중 ÷ (상담 중 + 대기 중).",
    },
    owner: "managers",
    reportTables: ["7.1"],
    math: {
      expression: "100 * handling / (handling + available)",
      inputs: { handling: own("AgentHandlingTime", "Sum"), available: own("AgentAvailableTime", "Sum") },
    },
  },
  ContactsPerAgentDay: {
    unit: "None",
    meaning: { en: "Contacts that an agent takes on a day at work.", ko: "상담원 한 사람이 근무일 하루에 받는 상담." },
    owner: "managers",
    reportTables: ["7.1"],
    math: {
      expression: "contacts / days",
      inputs: { contacts: own("AgentContacts", "Sum"), days: own("AgentDays", "Sum") },
    },
  },
  Availability: {
    unit: "Percent",
    meaning: {
      en: "Requests of flows that were answered without a fault: callers are served by these two functions. The objective is 99.9 %.",
      ko: "장애 없이 응답한 플로 요청의 비율. 고객을 응대하는 것은 이 두 함수다. 목표는 99.9 %.",
    },
    owner: "operators",
    reportTables: ["3.2", "7.2"],
    math: {
      expression: `100 * (1 - SUM(${flowErrors.list}) / SUM(${flowInvocations.list}))`,
      inputs: { ...flowErrors.inputs, ...flowInvocations.inputs },
    },
  },
  FastAnswers: {
    unit: "Percent",
    meaning: {
      en: "Decisions that took less than 2 s. The objective is 99 %.",
      ko: "2초 안에 나온 결정의 비율. 목표는 99 %.",
    },
    owner: "operators",
    reportTables: ["3.2"],
    math: { expression: "100 * (1 - slow)", inputs: { slow: own("SlowDecisions", "Average") } },
  },
  IntentAccuracy: {
    unit: "Percent",
    meaning: {
      en: "Intents that agents confirmed, of those that they judged. The report's baseline is 87.3 %, its aim 90 %. Agents judge what they choose to: not a random sample.",
      ko: "상담원이 판정한 의도 가운데 맞다고 확인한 비율. 보고서 기준선은 87.3 %, 목표는 90 %. 상담원이 고른 발화이므로 무작위 표본은 아니다.",
    },
    owner: "analysts",
    reportTables: ["3.3", "7.2"],
    math: { expression: "100 * correct", inputs: { correct: own("IntentCorrect", "Average") } },
  },
  FaultyShare: {
    unit: "Percent",
    meaning: { en: "Share of contacts that survived a fault.", ko: "장애를 견뎌 낸 상담의 비율." },
    owner: "operators",
    reportTables: ["3.2", "7.2"],
    math: { expression: "100 * faulty", inputs: { faulty: own("FaultyContacts", "Average") } },
  },
  DeadLetters: {
    unit: "Count",
    meaning: { en: "Messages in all dead-letter queues.", ko: "모든 데드레터 대기열의 메시지 수." },
    owner: "operators",
    reportTables: ["3.2"],
    math: {
      expression:
        "SUM([segments, records, agents, events, callbacks, supervisors, opened, executions, alarms, remedies])",
      inputs: {
        segments: aws("messagesVisible", "Maximum", queueNamed("SegmentDeadLetters")),
        records: aws("messagesVisible", "Maximum", queueNamed("ContactRecordDeadLetters")),
        agents: aws("messagesVisible", "Maximum", queueNamed("AgentEventDeadLetters")),
        events: aws("messagesVisible", "Maximum", queueNamed("ContactEventDeadLetters")),
        callbacks: aws("messagesVisible", "Maximum", queueNamed("CallbackRequestDeadLetters")),
        supervisors: aws("messagesVisible", "Maximum", queueNamed("SupervisorCallDeadLetters")),
        opened: aws("messagesVisible", "Maximum", queueNamed("IssueOpenedDeadLetters")),
        executions: aws("messagesVisible", "Maximum", queueNamed("ExecutionStatusDeadLetters")),
        alarms: aws("messagesVisible", "Maximum", queueNamed("AlarmStateDeadLetters")),
        remedies: aws("messagesVisible", "Maximum", queueNamed("RemedyDeadLetters")),
      },
    },
  },
} as const satisfies Record<string, DerivedMetric>;

/** The dimension of a queue by its logical id. */
export function queueNamed(logicalId: string): { readonly QueueName: { logicalId: string; attribute: string } } {
  return { QueueName: { logicalId, attribute: "QueueName" } };
}
