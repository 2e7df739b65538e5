import { compositeAlarms, metricAlarms } from "./alarms/alarms.ts";
import { derivedMetrics, queueNamed } from "./derived-metrics.ts";
import { functionGroups } from "./function-groups.ts";
import type { Owner, Text } from "./metric.ts";
import { aws, type Formula, functionNamed, own, perFunction, type Series } from "./series.ts";

/** One line or number of a widget. */
export interface Line {
  readonly label: Text;
  readonly source: Series | Formula;
}

/** Something on a dashboard. */
export type Widget =
  | {
      readonly kind: "graph" | "number";
      readonly title: Text;
      readonly lines: readonly Line[];
      readonly periodSeconds: number;
      /** Twelfths of the dashboard's width. */
      readonly width: number;
    }
  | { readonly kind: "alarms"; readonly title: Text; readonly alarms: readonly string[]; readonly width: number };

/** A dashboard for one kind of people. */
export interface Dashboard {
  readonly name: Owner;
  readonly title: Text;
  readonly widgets: readonly Widget[];
}

const day = 86_400;
const hour = 3_600;
const fiveMinutes = 300;

const line = (en: string, ko: string, source: Series | Formula): Line => ({ label: { en, ko }, source });
const number = (en: string, ko: string, width: number, lines: readonly Line[]): Widget => ({
  kind: "number",
  title: { en, ko },
  lines,
  periodSeconds: day,
  width,
});
const graph = (
  en: string,
  ko: string,
  width: number,
  lines: readonly Line[],
  periodSeconds: number = fiveMinutes,
): Widget => ({ kind: "graph", title: { en, ko }, lines, periodSeconds, width });

const sumOf = (keys: readonly string[]) => {
  const { inputs, list } = perFunction("f", "lambdaErrors", "Sum", keys);
  return { expression: `SUM(${list})`, inputs };
};
const slowest = (keys: readonly string[]) => {
  const { inputs, list } = perFunction("f", "lambdaDuration", "Maximum", keys);
  return { expression: `MAX(${list})`, inputs };
};
const percentOf = (share: Series): Formula => ({ expression: "100 * share", inputs: { share } });
const machine = (logicalId: string) => ({ StateMachineArn: { logicalId } });

const outcomes = [
  line("bot", "봇", own("Contacts", "Sum", { Outcome: "bot" })),
  line("agent", "상담원", own("Contacts", "Sum", { Outcome: "agent" })),
  line("abandoned", "포기", own("Contacts", "Sum", { Outcome: "abandoned" })),
];

const actionNames = {
  answer: "답변",
  ask_again: "되묻기",
  escalate: "상담원 연결",
  offer_callback: "콜백 제안",
  open_issue: "이슈 등록",
  end: "종료",
} as const;

const resultNames = {
  connected: "연결",
  left: "포기",
  callback: "콜백 약속",
  unanswered: "무응답",
  reached: "통화",
  declined: "사양",
  joined: "합침",
  do_not_call: "수신 거부",
  unreached: "통화 못 함",
  failed: "실패",
} as const;

const operators: Dashboard = {
  name: "operators",
  title: { en: "Operations", ko: "운영" },
  widgets: [
    {
      kind: "alarms",
      title: { en: "Alarms", ko: "경보" },
      alarms: [...metricAlarms, ...compositeAlarms]
        .filter((alarm) => alarm.notifies && !("needsConnect" in alarm && alarm.needsConnect))
        .map(({ name }) => name),
      width: 12,
    },
    number("Objectives, 24 h", "목표, 24시간", 6, [
      line("availability %", "가용성 %", derivedMetrics.Availability.math),
      line("answers below 2 s %", "2초 내 응답 %", derivedMetrics.FastAnswers.math),
      line("contacts with a fault %", "장애 겪은 상담 %", derivedMetrics.FaultyShare.math),
    ]),
    number("Lost and left, 24 h", "유실·잔여, 24시간", 6, [
      line("lost segments", "유실 구간", own("LostSegments", "Sum")),
      line("dead letters", "데드레터", derivedMetrics.DeadLetters.math),
    ]),
    graph("Response time, ms", "응답 시간(ms)", 6, [
      line("median", "중앙값", own("DecisionLatency", "p50")),
      line("p95", "p95", own("DecisionLatency", "p95")),
      line("mean", "평균", own("DecisionLatency", "Average")),
    ]),
    graph("Flow functions", "플로 함수", 6, [
      line("begin-media errors", "begin-media 오류", aws("lambdaErrors", "Sum", functionNamed("beginMedia"))),
      line("next-action errors", "next-action 오류", aws("lambdaErrors", "Sum", functionNamed("nextAction"))),
      line("begin-media p90 ms", "begin-media p90(ms)", aws("lambdaDuration", "p90", functionNamed("beginMedia"))),
      line("next-action p90 ms", "next-action p90(ms)", aws("lambdaDuration", "p90", functionNamed("nextAction"))),
    ]),
    graph("Errors of steps", "단계 오류", 4, [
      line("utterance", "발화", sumOf(functionGroups.utterance)),
      line("contact", "상담", sumOf(functionGroups.contact)),
      line("transcription", "전사", sumOf(functionGroups.transcription)),
      line("streams", "스트림", sumOf(functionGroups.stream)),
      line("queue", "대기열", sumOf([...functionGroups.queueFlow, ...functionGroups.escalation])),
      line("callbacks", "콜백", sumOf(functionGroups.callback)),
      line("issues", "이슈", sumOf(functionGroups.issue)),
    ]),
    graph("Slowest step, ms", "가장 느린 단계(ms)", 4, [
      line("utterance", "발화", slowest(functionGroups.utterance)),
      line("contact", "상담", slowest([...functionGroups.contact, ...functionGroups.closing])),
    ]),
    graph("Behind the streams, ms", "스트림 지연(ms)", 4, [
      line("segments", "구간", aws("lambdaIteratorAge", "Maximum", functionNamed("consumeSegments"))),
      line(
        "contact records",
        "상담 레코드",
        aws("lambdaIteratorAge", "Maximum", functionNamed("consumeContactRecords")),
      ),
      line("agent events", "상담원 이벤트", aws("lambdaIteratorAge", "Maximum", functionNamed("consumeAgentEvents"))),
    ]),
    graph("Executions", "상태 머신 실행", 4, [
      line("contacts begun", "시작된 상담", aws("executionsStarted", "Sum", machine("ContactMachine"))),
      line("contacts failed", "실패한 상담", aws("executionsFailed", "Sum", machine("ContactMachine"))),
      line("escalations failed", "실패한 상담원 연결", aws("executionsFailed", "Sum", machine("EscalationMachine"))),
      line("callbacks failed", "실패한 콜백", aws("executionsFailed", "Sum", machine("CallbackMachine"))),
      line("utterances failed", "실패한 발화", aws("executionsFailed", "Sum", machine("UtteranceMachine"))),
    ]),
    graph("Dead letters", "데드레터", 4, [
      line("segments", "구간", aws("messagesVisible", "Maximum", queueNamed("SegmentDeadLetters"))),
      line("contact records", "상담 레코드", aws("messagesVisible", "Maximum", queueNamed("ContactRecordDeadLetters"))),
      line("agent events", "상담원 이벤트", aws("messagesVisible", "Maximum", queueNamed("AgentEventDeadLetters"))),
      line("contact events", "상담 이벤트", aws("messagesVisible", "Maximum", queueNamed("ContactEventDeadLetters"))),
      line("callbacks", "콜백", aws("messagesVisible", "Maximum", queueNamed("CallbackRequestDeadLetters"))),
      line("supervisors", "관리자 호출", aws("messagesVisible", "Maximum", queueNamed("SupervisorCallDeadLetters"))),
      line("issues", "이슈", aws("messagesVisible", "Maximum", queueNamed("IssueOpenedDeadLetters"))),
    ]),
    graph("Speech and language", "음성·언어 서비스", 4, [
      line("sessions refused", "거절된 세션", own("SpeechThrottles", "Sum")),
      line("sessions restarted", "재시작된 세션", own("SpeechRestarts", "Sum")),
      line("media reconnected", "미디어 재연결", own("MediaReconnects", "Sum")),
      line("sentiment by fallback", "대체 감정 분석", own("SentimentFallbacks", "Sum")),
      line("sentiment unknown", "감정 미상", own("UnknownSentiment", "Sum")),
    ]),
  ],
};

const analysts: Dashboard = {
  name: "analysts",
  title: { en: "Analysis", ko: "분석" },
  widgets: [
    graph("Contacts by outcome", "결과별 상담", 6, outcomes, hour),
    graph(
      "Contacts by language",
      "언어별 상담",
      6,
      [
        line("Korean", "한국어", own("Contacts", "Sum", { Language: "ko-KR" })),
        line("English", "영어", own("Contacts", "Sum", { Language: "en-US" })),
      ],
      hour,
    ),
    graph(
      "Handle time, ms",
      "처리 시간(ms)",
      6,
      [
        line("bot, mean", "봇 평균", own("HandleTime", "Average", { Outcome: "bot" })),
        line("agent, mean", "상담원 평균", own("HandleTime", "Average", { Outcome: "agent" })),
        line("all, p90", "전체 p90", own("HandleTime", "p90")),
      ],
      hour,
    ),
    graph(
      "Wait in the queue, ms",
      "대기열 대기(ms)",
      6,
      [
        line("answered, mean", "응답됨 평균", own("QueueWait", "Average", { Outcome: "agent" })),
        line("given up, mean", "포기 평균", own("QueueWait", "Average", { Outcome: "abandoned" })),
        line("p90", "p90", own("QueueWait", "p90")),
      ],
      hour,
    ),
    graph(
      "Confidence of intents",
      "의도 신뢰도",
      6,
      [
        line("mean", "평균", own("IntentConfidence", "Average")),
        line("Korean", "한국어", own("IntentConfidence", "Average", { Language: "ko-KR" })),
        line("English", "영어", own("IntentConfidence", "Average", { Language: "en-US" })),
        line("p10", "p10", own("IntentConfidence", "p10")),
      ],
      hour,
    ),
    graph(
      "Accuracy of intents as agents see it, %",
      "상담원이 본 의도 정확도(%)",
      6,
      [
        line("all", "전체", derivedMetrics.IntentAccuracy.math),
        line("Korean", "한국어", percentOf(own("IntentCorrect", "Average", { Language: "ko-KR" }))),
        line("English", "영어", percentOf(own("IntentCorrect", "Average", { Language: "en-US" }))),
        line("baseline 87.3", "기준선 87.3", { expression: "TIME_SERIES(87.3)", inputs: {} }),
        line("aim 90", "목표 90", { expression: "TIME_SERIES(90)", inputs: {} }),
      ],
      day,
    ),
    number("Intents judged by agents, 24 h", "상담원 의도 판정, 24시간", 6, [
      line("judged", "판정", own("IntentCorrect", "SampleCount")),
      line("confirmed %", "확인 %", derivedMetrics.IntentAccuracy.math),
    ]),
    graph(
      "Angry callers, %",
      "화난 고객(%)",
      6,
      [
        line("all", "전체", percentOf(own("AngryContacts", "Average"))),
        line("with the bot", "봇 처리", percentOf(own("AngryContacts", "Average", { Outcome: "bot" }))),
      ],
      hour,
    ),
    graph(
      "What the bot does",
      "봇의 행동",
      6,
      (["answer", "ask_again", "escalate", "offer_callback", "open_issue", "end"] as const).map((action) =>
        line(action, actionNames[action], own("DecisionLatency", "SampleCount", { Action: action })),
      ),
      hour,
    ),
  ],
};

const managers: Dashboard = {
  name: "managers",
  title: { en: "Management", ko: "관리" },
  widgets: [
    number("Contacts, 24 h", "상담, 24시간", 6, [line("all", "전체", own("Contacts", "Sum")), ...outcomes]),
    number("Shares, 24 h", "비율, 24시간", 6, [
      line("bot %", "봇 %", derivedMetrics.BotShare.math),
      line("agent %", "상담원 %", derivedMetrics.AgentShare.math),
      line("abandoned %", "포기 %", derivedMetrics.AbandonedShare.math),
    ]),
    number("Times, 24 h, ms", "시간, 24시간(ms)", 6, [
      line("handle time, mean", "평균 처리 시간", own("HandleTime", "Average")),
      line("contact, mean", "평균 상담 시간", own("ContactDuration", "Average")),
      line("wait, mean", "평균 대기 시간", own("QueueWait", "Average")),
      line("response, mean", "평균 응답 시간", own("DecisionLatency", "Average")),
    ]),
    number("Cost, 24 h, US dollars", "비용, 24시간(미국 달러)", 6, [
      line("per contact", "상담당", derivedMetrics.CostPerContact.math),
      line("with the bot", "봇 처리 시", own("ContactCost", "Average", { Outcome: "bot" })),
      line("with an agent", "상담원 처리 시", own("ContactCost", "Average", { Outcome: "agent" })),
      line("all", "전체", own("ContactCost", "Sum")),
    ]),
    number("Agents and first contacts, 24 h", "상담원·1차 해결, 24시간", 6, [
      line("contacts per agent and day", "상담원당 하루 상담", derivedMetrics.ContactsPerAgentDay.math),
      line("occupancy %", "점유율 %", derivedMetrics.Occupancy.math),
      line("first-contact resolution %", "1차 해결률 %", derivedMetrics.FirstContactResolution.math),
    ]),
    graph(
      "Agents' time, ms",
      "상담원 시간(ms)",
      6,
      [
        line("on contacts", "상담 중", own("AgentHandlingTime", "Sum")),
        line("available", "대기 중", own("AgentAvailableTime", "Sum")),
        line("online", "로그인", own("AgentOnlineTime", "Sum")),
      ],
      hour,
    ),
    graph(
      "Waits for an agent by their end",
      "상담원 대기의 결과",
      6,
      (["connected", "left", "callback", "unanswered"] as const).map((result) =>
        line(result, resultNames[result], own("Escalations", "Sum", { Result: result })),
      ),
      hour,
    ),
    graph(
      "Callbacks by their end",
      "콜백의 결과",
      6,
      (["reached", "declined", "joined", "do_not_call", "unreached", "failed"] as const).map((result) =>
        line(result, resultNames[result], own("Callbacks", "Sum", { Result: result })),
      ),
      hour,
    ),
    number("Satisfaction of 5, 24 h", "만족도(5점), 24시간", 6, [
      line("overall", "전반", own("CsatOverall", "Average")),
      line("connection", "연결 속도", own("CsatConnectionSpeed", "Average")),
      line("voice", "음성 품질", own("CsatVoiceQuality", "Average")),
      line("bot", "봇 정확도", own("CsatBotAccuracy", "Average")),
      line("agent", "상담원", own("CsatAgentService", "Average")),
      line("answered %", "응답률 %", derivedMetrics.SurveyResponseRate.math),
    ]),
    number("Issues, 24 h", "이슈, 24시간", 6, [
      line("resolved", "해결", own("IssuesResolved", "Sum")),
      line("to take, mean ms", "담당까지 평균(ms)", own("TimeToTake", "Average")),
      line("to resolve, mean ms", "해결까지 평균(ms)", own("TimeToResolve", "Average")),
    ]),
    graph("Contacts a day", "일별 상담", 6, outcomes, day),
    graph(
      "Service levels a day, %",
      "일별 서비스 수준(%)",
      6,
      [
        line("availability", "가용성", derivedMetrics.Availability.math),
        line("answers below 2 s", "2초 내 응답", derivedMetrics.FastAnswers.math),
        line("bot share", "봇 비율", derivedMetrics.BotShare.math),
      ],
      day,
    ),
  ],
};

/** The three dashboards. */
export const dashboards: readonly Dashboard[] = [operators, analysts, managers];
