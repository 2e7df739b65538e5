import type { CompositeAlarm, MetricAlarm } from "../../domain/metrics/alarms/alarm.ts";
import { compositeAlarms, metricAlarms } from "../../domain/metrics/alarms/alarms.ts";
import { isFormula } from "../../domain/metrics/series.ts";
import { markdownTable } from "./markdown-table.ts";

const intro = `# Alarms · 경보

Generated from \`domain/metrics/alarms\` by \`npm run catalogue\`; a test fails when it is stale. On AWS each name begins with the stack's, e.g. \`aicc-prod-lost-segments\`. Alarms
that “tell” send to the topic \`aicc-<stage>-alarms\`; the others feed the composite alarms at the end. The link is the runbook.

\`domain/metrics/alarms\`에서 \`npm run catalogue\`로 생성하며, 오래되면 테스트가 실패한다. AWS에서는 이름 앞에 스택 이름이 붙는다. “알림”이 있는 경보만
토픽 \`aicc-<stage>-alarms\`로 보내고, 나머지는 끝의 복합 경보에 쓰인다. 링크는 런북이다.`;

/** Every alarm with its reason, as a page in both languages: docs/alarms.md. */
export function alarmsPage(): string {
  const head = ["Alarm · 경보", "Severity · 심각도", "Tells · 알림", "Rings when · 조건", "Reason · 이유"];
  const row = (alarm: MetricAlarm | CompositeAlarm, condition: string) => [
    `[\`${alarm.name}\`](runbooks/${alarm.runbook}.md)`,
    alarm.severity,
    alarm.notifies ? "yes · 예" : "",
    condition,
    `${alarm.reason.en}<br>${alarm.reason.ko}`,
  ];
  const counts = `${metricAlarms.length} alarms on metrics, ${compositeAlarms.length} composite ones. · 지표 경보 ${metricAlarms.length}개, 복합 경보 ${compositeAlarms.length}개.`;
  return `${[
    intro,
    counts,
    markdownTable(
      head,
      metricAlarms.map((alarm) => row(alarm, conditionOf(alarm))),
    ),
    markdownTable(
      head,
      compositeAlarms.map((alarm) => row(alarm, ruleOf(alarm))),
    ),
  ].join("\n\n")}\n`;
}

/** What rings it, in one line, e.g. `Sum Errors >= 3, 5 min`. */
function conditionOf(alarm: MetricAlarm): string {
  const { source, comparison, threshold, evaluationPeriods, datapointsToAlarm } = alarm;
  const what = isFormula(source) ? `\`${source.expression}\`` : `${source.statistic} \`${source.metric}\``;
  const often = evaluationPeriods === 1 ? "" : `, ${datapointsToAlarm} of ${evaluationPeriods}`;
  return `${what} ${comparison} ${threshold}, ${lengthOf(alarm.periodSeconds)}${often}`;
}

function ruleOf({ rule, suppressedBy }: CompositeAlarm): string {
  const [names, joint] = "all" in rule ? [rule.all, " and "] : [rule.any, " or "];
  const quiet = suppressedBy === undefined ? "" : `; silent while \`${suppressedBy}\` rings`;
  return `${names.map((name) => `\`${name}\``).join(joint)}${quiet}`;
}

function lengthOf(seconds: number): string {
  return seconds % 3_600 === 0 ? `${seconds / 3_600} h` : `${seconds / 60} min`;
}
