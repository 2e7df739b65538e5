import { queueNamed } from "../derived-metrics.ts";
import { aws, functionNamed, own } from "../series.ts";
import { alarm } from "./alarm.ts";

/** The asynchronous edges: what lies among the dead letters, what could not be delivered, and how far consumers are behind. */
export const edgeAlarms = [
  alarm({
    name: "segments-dead-letters",
    severity: "high",
    reason: {
      en: "Something a caller or agent said could not be processed and was set aside.",
      ko: "고객이나 상담원의 말을 처리하지 못하고 따로 빼 두었다.",
    },
    source: aws("messagesVisible", "Maximum", queueNamed("SegmentDeadLetters")),
    threshold: 1,
  }),
  alarm({
    name: "contact-records-dead-letters",
    severity: "medium",
    reason: {
      en: "A contact record of Amazon Connect could not be taken: what it would have repaired stays as it is.",
      ko: "Amazon Connect의 상담 레코드를 받지 못했다. 그 레코드가 고쳤을 내용이 그대로 남는다.",
    },
    source: aws("messagesVisible", "Maximum", queueNamed("ContactRecordDeadLetters")),
    threshold: 1,
  }),
  alarm({
    name: "agent-events-dead-letters",
    severity: "low",
    reason: {
      en: "An event of an agent could not be taken: the agent's time is counted without it.",
      ko: "상담원 이벤트를 받지 못했다. 상담원의 시간이 그 이벤트 없이 집계된다.",
    },
    source: aws("messagesVisible", "Maximum", queueNamed("AgentEventDeadLetters")),
    threshold: 1,
  }),
  alarm({
    name: "contact-events-dead-letters",
    severity: "medium",
    reason: {
      en: "A contact event could not be taken. The contact record repairs it later, but the contact may start late.",
      ko: "상담 이벤트를 받지 못했다. 나중에 상담 레코드가 고치지만 상담 처리가 늦게 시작될 수 있다.",
    },
    source: aws("messagesVisible", "Maximum", queueNamed("ContactEventDeadLetters")),
    threshold: 1,
  }),
  alarm({
    name: "callback-requests-dead-letters",
    severity: "high",
    reason: {
      en: "A caller was promised a callback, and nobody will call: the promise could not be begun.",
      ko: "콜백을 약속했는데 시작되지 못했다. 아무도 전화하지 않는다.",
    },
    source: aws("messagesVisible", "Maximum", queueNamed("CallbackRequestDeadLetters")),
    threshold: 1,
  }),
  alarm({
    name: "supervisor-calls-dead-letters",
    severity: "high",
    reason: {
      en: "A caller waits long for an agent, and the supervisors could not be told.",
      ko: "상담원을 오래 기다리는 고객이 있는데 관리자에게 알리지 못했다.",
    },
    source: aws("messagesVisible", "Maximum", queueNamed("SupervisorCallDeadLetters")),
    threshold: 1,
  }),
  alarm({
    name: "issues-dead-letters",
    severity: "high",
    reason: {
      en: "Something that should have opened an issue, or told of one, was set aside.",
      ko: "이슈를 열거나 알렸어야 할 일이 처리되지 못하고 따로 빠졌다.",
    },
    source: {
      expression: "MAX([opened, executions, alarms])",
      inputs: {
        opened: aws("messagesVisible", "Maximum", queueNamed("IssueOpenedDeadLetters")),
        executions: aws("messagesVisible", "Maximum", queueNamed("ExecutionStatusDeadLetters")),
        alarms: aws("messagesVisible", "Maximum", queueNamed("AlarmStateDeadLetters")),
      },
    },
    threshold: 1,
  }),
  alarm({
    name: "remedy-dead-letters",
    severity: "medium",
    reason: {
      en: "An alarm that a remedy might have cured, or a resolved issue after which letters might go back, was not looked into.",
      ko: "자동 조치로 고칠 수 있었을 경보나, 데드레터를 되돌릴 기회인 이슈 해결을 살펴보지 못했다.",
    },
    source: aws("messagesVisible", "Maximum", queueNamed("RemedyDeadLetters")),
    threshold: 1,
  }),
  alarm({
    name: "issue-notices-lost",
    severity: "high",
    reason: {
      en: "A line of the emergency organisation could not be told of an issue.",
      ko: "비상 대응 단계에 이슈를 알리지 못했다.",
    },
    source: own("IssueNoticesLost", "Sum"),
    threshold: 1,
  }),
  alarm({
    name: "contact-events-undelivered",
    severity: "high",
    reason: {
      en: "EventBridge cannot hand contact events to their function.",
      ko: "EventBridge가 상담 이벤트를 함수에 전달하지 못한다.",
    },
    source: aws("failedDeliveries", "Sum", { RuleName: { logicalId: "ContactEventRule" } }),
    threshold: 1,
  }),
  alarm({
    name: "segments-behind",
    severity: "high",
    reason: {
      en: "Segments wait 5 s and longer for their consumer: every caller on the line waits with them.",
      ko: "구간이 소비자를 5초 이상 기다린다. 통화 중인 모든 고객이 함께 기다린다.",
    },
    source: aws("lambdaIteratorAge", "Maximum", functionNamed("consumeSegments")),
    periodSeconds: 60,
    evaluationPeriods: 3,
    threshold: 5_000,
  }),
  alarm({
    name: "contact-records-behind",
    severity: "medium",
    reason: {
      en: "Contact records are taken 10 min and more after they came: contacts close late, and the stream keeps them for 7 days only.",
      ko: "상담 레코드를 10분 이상 늦게 받는다. 상담 종결이 늦어지고, 스트림은 7일만 보관한다.",
    },
    source: aws("lambdaIteratorAge", "Maximum", functionNamed("consumeContactRecords")),
    evaluationPeriods: 2,
    threshold: 600_000,
  }),
  alarm({
    name: "agent-events-behind",
    severity: "low",
    reason: {
      en: "Agent events are taken half an hour and more after they came: occupancy and contacts per agent come late.",
      ko: "상담원 이벤트를 30분 이상 늦게 받는다. 점유율과 상담원당 상담 수가 늦게 나온다.",
    },
    source: aws("lambdaIteratorAge", "Maximum", functionNamed("consumeAgentEvents")),
    evaluationPeriods: 2,
    threshold: 1_800_000,
  }),
  alarm({
    name: "segments-stream-throttled",
    severity: "medium",
    reason: {
      en: "The stream of segments refuses records: it has too few shards for the calls under way.",
      ko: "구간 스트림이 레코드를 거절한다. 진행 중인 통화에 비해 샤드가 모자란다.",
    },
    source: aws("streamWriteThrottles", "Sum", { StreamName: { logicalId: "SegmentStream" } }),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 10,
  }),
];
