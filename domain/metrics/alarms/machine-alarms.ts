import type { Text } from "../metric.ts";
import { aws, type Formula } from "../series.ts";
import type { ServiceMetricName } from "../service-metrics.ts";
import { alarm } from "./alarm.ts";

const of = (
  metric: ServiceMetricName,
  machine: "Contact" | "Utterance" | "Escalation" | "Callback" | "Issue" | "Remedy" | "Redrive",
) => aws(metric, "Sum", { StateMachineArn: { logicalId: `${machine}Machine` } });

const failedOrLate = (machine: "Escalation" | "Callback"): Formula => ({
  expression: "SUM([failed, late])",
  inputs: { failed: of("executionsFailed", machine), late: of("executionsTimedOut", machine) },
});

const throttled: Text = {
  en: "Step Functions holds executions back: everything becomes slower, callers included.",
  ko: "Step Functions가 실행을 늦추고 있다. 고객 응답을 포함해 모든 것이 느려진다.",
};

/** The machines: executions that failed, took too long, or were held back. */
export const machineAlarms = [
  alarm({
    name: "contact-failed",
    severity: "high",
    reason: {
      en: "A contact could not be closed, archived or counted.",
      ko: "종결·보관·집계하지 못한 상담이 있다.",
    },
    source: of("executionsFailed", "Contact"),
    notifies: false,
    threshold: 1,
  }),
  alarm({
    name: "contact-timed-out",
    severity: "high",
    reason: {
      en: "A contact's execution reached the 12 hours of its machine: it is neither closed nor counted.",
      ko: "상담 실행이 상태 머신 한도인 12시간에 이르렀다. 종결도 집계도 되지 않았다.",
    },
    source: of("executionsTimedOut", "Contact"),
    threshold: 1,
  }),
  alarm({
    name: "contact-throttled",
    severity: "medium",
    reason: throttled,
    runbook: "machines-throttled",
    source: of("executionThrottled", "Contact"),
    threshold: 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
  }),
  alarm({
    name: "utterance-failed",
    severity: "high",
    reason: {
      en: "Utterances cannot be processed: their callers wait, and are answered late or never.",
      ko: "발화를 처리하지 못한다. 고객은 기다리다가 늦게 답을 듣거나 듣지 못한다.",
    },
    source: of("executionsFailed", "Utterance"),
    notifies: false,
    threshold: 3,
  }),
  alarm({
    name: "utterance-timed-out",
    severity: "high",
    reason: {
      en: "An utterance took as long as its machine allows: a service behind it hangs rather than fails.",
      ko: "발화 처리가 상태 머신의 제한 시간에 이르렀다. 뒤의 서비스가 실패하지 않고 멈춰 있다.",
    },
    source: of("executionsTimedOut", "Utterance"),
    threshold: 1,
  }),
  alarm({
    name: "utterance-throttled",
    severity: "high",
    reason: throttled,
    runbook: "machines-throttled",
    source: of("executionThrottled", "Utterance"),
    threshold: 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
  }),
  alarm({
    name: "escalation-failed",
    severity: "high",
    reason: {
      en: "A caller who waits for an agent is not followed any more, or waited for two hours in vain.",
      ko: "상담원을 기다리는 고객을 더 이상 따라가지 못하거나, 두 시간을 기다려도 연결되지 않았다.",
    },
    source: failedOrLate("Escalation"),
    threshold: 1,
  }),
  alarm({
    name: "callback-failed",
    severity: "high",
    reason: {
      en: "A promised callback ended without being entered: the caller may not have been called, and cannot be promised another.",
      ko: "콜백 약속이 기록되지 못한 채 끝났다. 고객에게 전화하지 못했을 수 있고 새 약속도 할 수 없다.",
    },
    source: failedOrLate("Callback"),
    threshold: 1,
  }),
  alarm({
    name: "issue-failed",
    severity: "high",
    reason: {
      en: "Nobody watches over an issue any more: the next lines are not told of it.",
      ko: "감시가 끊긴 이슈가 있다. 다음 대응 단계에 알려지지 않는다.",
    },
    source: of("executionsFailed", "Issue"),
    threshold: 1,
  }),
  alarm({
    name: "remedy-failed",
    severity: "high",
    reason: {
      en: "A remedy broke off: a function may have more memory than it was deployed with, and nobody watches whether it helps.",
      ko: "자동 조치가 중단되었다. 배포 때보다 메모리가 큰 함수가 남았을 수 있고 효과를 지켜보는 실행이 없다.",
    },
    source: of("executionsFailed", "Remedy"),
    threshold: 1,
  }),
  alarm({
    name: "redrive-failed",
    severity: "medium",
    reason: {
      en: "A redrive broke off: letters lie in their queue although their cause may be gone.",
      ko: "데드레터 재처리가 중단되었다. 원인이 사라졌어도 편지가 대기열에 남아 있을 수 있다.",
    },
    source: of("executionsFailed", "Redrive"),
    threshold: 1,
  }),
];
