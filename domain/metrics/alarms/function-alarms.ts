import { functionGroups } from "../function-groups.ts";
import type { Text } from "../metric.ts";
import { type Formula, own, perFunction, type Statistic } from "../series.ts";
import type { ServiceMetricName } from "../service-metrics.ts";
import { alarm } from "./alarm.ts";

/** A figure over all functions of a group: CloudWatch allows an alarm ten metrics. */
function over(
  join: "SUM" | "MAX",
  metric: ServiceMetricName,
  statistic: Statistic,
  functionKeys: readonly string[],
): Formula {
  const { inputs, list } = perFunction("f", metric, statistic, functionKeys);
  return { expression: `${join}(${list})`, inputs };
}

const throttled: Text = {
  en: "AWS Lambda refuses invocations for want of concurrency; they are tried again and come late.",
  ko: "동시 실행 한도 때문에 AWS Lambda가 호출을 거절한다. 재시도되지만 늦어진다.",
};
const contactSteps = [...functionGroups.contact, ...functionGroups.closing, ...functionGroups.transcription];
/** Short steps with the usual time-out of 8 s. */
const shortContactSteps = ["routeContactEvent", "awaitMedia", "awaitContactEnd", "closeContact", "openFaultIssue"];

/** Functions by the group that they fail with. */
export const functionAlarms = [
  alarm({
    name: "contact-steps-errors",
    severity: "medium",
    reason: {
      en: "Steps of contacts fail; most are tried again, so that contacts end late rather than never.",
      ko: "상담 단계가 실패한다. 대부분 재시도되므로 상담이 끝나지 않기보다는 늦게 끝난다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.contact),
    notifies: false,
    threshold: 5,
  }),
  alarm({
    name: "utterance-steps-errors",
    severity: "high",
    reason: {
      en: "Steps of utterances fail while callers wait for the answer.",
      ko: "고객이 답을 기다리는 동안 발화 단계가 실패한다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.utterance),
    notifies: false,
    threshold: 5,
  }),
  alarm({
    name: "stream-consumers-errors",
    severity: "high",
    reason: {
      en: "A consumer of a stream fails as a whole: its shard stands still until it succeeds.",
      ko: "스트림 소비자가 통째로 실패한다. 성공할 때까지 해당 샤드가 멈춘다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.stream),
    notifies: false,
    threshold: 3,
  }),
  alarm({
    name: "transcription-errors",
    severity: "high",
    reason: {
      en: "Calls are not transcribed to their end: the bot does not hear what is said.",
      ko: "통화가 끝까지 전사되지 않는다. 봇이 말을 듣지 못한다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.transcription),
    threshold: 2,
  }),
  alarm({
    name: "queue-flow-errors",
    severity: "medium",
    reason: {
      en: "Callers in a queue hear neither place nor wait, or cannot take the offer of a callback.",
      ko: "대기 중인 고객이 순서와 예상 시간을 듣지 못하거나 콜백 제안을 받아들이지 못한다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.queueFlow),
    threshold: 3,
  }),
  alarm({
    name: "escalation-steps-errors",
    severity: "medium",
    reason: {
      en: "Steps on the way to an agent fail: agents are given callers without their story, or long waits go unnoticed.",
      ko: "상담원 연결 단계가 실패한다. 상담원이 대화 내용 없이 고객을 받거나 긴 대기가 알려지지 않는다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.escalation),
    threshold: 5,
  }),
  alarm({
    name: "callback-steps-errors",
    severity: "medium",
    reason: {
      en: "Steps of callbacks fail: promised calls come late, or count as failed.",
      ko: "콜백 단계가 실패한다. 약속한 전화가 늦거나 실패로 기록된다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.callback),
    threshold: 5,
  }),
  alarm({
    name: "survey-errors",
    severity: "low",
    reason: {
      en: "Surveys fail: callers are not asked, or their scores are not taken.",
      ko: "설문이 실패한다. 고객에게 묻지 못하거나 점수를 받지 못한다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.survey),
    threshold: 3,
  }),
  alarm({
    name: "issue-steps-errors",
    severity: "medium",
    reason: {
      en: "Steps of the issue log fail: issues are opened or told late.",
      ko: "이슈 단계가 실패한다. 이슈 등록이나 알림이 늦어진다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.issue),
    threshold: 5,
  }),
  alarm({
    name: "remedy-steps-errors",
    severity: "medium",
    reason: {
      en: "Steps of remedies fail: functions that are ill are treated late or not at all.",
      ko: "자동 조치 단계가 실패한다. 아픈 함수의 조치가 늦어지거나 이루어지지 않는다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.remedy),
    threshold: 5,
  }),
  alarm({
    name: "redrive-steps-errors",
    runbook: "redrive-failed",
    severity: "low",
    reason: {
      en: "Steps of the redrive fail: dead letters are sent back late or not at all.",
      ko: "데드레터 재처리 단계가 실패한다. 재처리가 늦어지거나 이루어지지 않는다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.redrive),
    threshold: 3,
  }),
  alarm({
    name: "api-errors",
    severity: "low",
    reason: {
      en: "The HTTP API fails: the issue log can be neither read nor resolved.",
      ko: "HTTP API가 실패한다. 이슈 로그를 읽거나 해결 처리할 수 없다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.api),
    threshold: 1,
  }),
  alarm({
    name: "remedy-api-errors",
    runbook: "api-errors",
    severity: "medium",
    reason: {
      en: "The HTTP API of remedies fails: they can be neither undone nor stopped by it.",
      ko: "자동 조치 HTTP API가 실패한다. 조치를 되돌리거나 중지할 수 없다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.remedyApi),
    threshold: 1,
  }),
  alarm({
    name: "learning-api-errors",
    runbook: "api-errors",
    severity: "low",
    reason: {
      en: "The HTTP API fails where agents judge intents: their corrections are lost unless they are sent again.",
      ko: "상담원이 의도를 판정하는 HTTP API가 실패한다. 다시 보내지 않으면 정정이 사라진다.",
    },
    source: over("SUM", "lambdaErrors", "Sum", functionGroups.learning),
    threshold: 1,
  }),
  alarm({
    name: "contact-steps-throttled",
    severity: "medium",
    reason: throttled,
    runbook: "functions-throttled",
    source: over("SUM", "lambdaThrottles", "Sum", contactSteps),
    threshold: 1,
  }),
  alarm({
    name: "utterance-steps-throttled",
    severity: "high",
    reason: throttled,
    runbook: "functions-throttled",
    source: over("SUM", "lambdaThrottles", "Sum", functionGroups.utterance),
    threshold: 1,
  }),
  alarm({
    name: "stream-consumers-throttled",
    severity: "high",
    reason: throttled,
    runbook: "functions-throttled",
    source: over("SUM", "lambdaThrottles", "Sum", functionGroups.stream),
    threshold: 1,
  }),
  alarm({
    name: "queue-steps-throttled",
    severity: "medium",
    reason: throttled,
    runbook: "functions-throttled",
    source: over("SUM", "lambdaThrottles", "Sum", [...functionGroups.queueFlow, ...functionGroups.escalation]),
    threshold: 1,
  }),
  alarm({
    name: "callback-steps-throttled",
    severity: "low",
    reason: throttled,
    runbook: "functions-throttled",
    source: over("SUM", "lambdaThrottles", "Sum", functionGroups.callback),
    threshold: 1,
  }),
  alarm({
    name: "contact-steps-near-timeout",
    severity: "medium",
    reason: {
      en: "Steps of contacts need more than 6.4 s of their 8 s: the next slowdown ends them.",
      ko: "상담 단계가 제한 시간 8초 중 6.4초 넘게 쓴다. 조금만 더 느려지면 중단된다.",
    },
    runbook: "near-timeout",
    source: over("MAX", "lambdaDuration", "Maximum", shortContactSteps),
    notifies: false,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 6_400,
  }),
  alarm({
    name: "utterance-steps-near-timeout",
    severity: "high",
    reason: {
      en: "Steps of utterances need more than 6.4 s of their 8 s while callers wait.",
      ko: "고객이 기다리는데 발화 단계가 제한 시간 8초 중 6.4초 넘게 쓴다.",
    },
    runbook: "near-timeout",
    source: over("MAX", "lambdaDuration", "Maximum", functionGroups.utterance),
    notifies: false,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    threshold: 6_400,
  }),
  alarm({
    name: "memory-high",
    severity: "medium",
    reason: {
      en: "A function's heap fills four fifths of its memory: more data at once would end it.",
      ko: "함수의 힙이 메모리의 80 %를 채웠다. 데이터가 더 몰리면 함수가 죽는다.",
    },
    source: own("MemoryUtilization", "Maximum"),
    threshold: 80,
  }),
];
