import { definitionOf, metricNames, metricNamespace } from "../../domain/metrics/catalogue.ts";
import { derivedMetrics } from "../../domain/metrics/derived-metrics.ts";
import type { Described, Owner, Text } from "../../domain/metrics/metric.ts";
import type { Formula } from "../../domain/metrics/series.ts";
import { serviceMetrics } from "../../domain/metrics/service-metrics.ts";
import { markdownTable } from "./markdown-table.ts";

/** A language of the documentation. */
export type Language = keyof Text;

const owners: Readonly<Record<Owner, Text>> = {
  operators: { en: "operators", ko: "운영자" },
  analysts: { en: "analysts", ko: "분석가" },
  managers: { en: "managers", ko: "관리자" },
};

const words = {
  title: { en: "# Metrics", ko: "# 지표" },
  other: { en: "[한국어](metrics.ko.md)", ko: "[English](metrics.md)" },
  note: {
    en: "Generated from `domain/metrics` by `npm run catalogue`; a test fails when it is stale. The ledger is the truth, the metrics are its shadow: `npm run reconcile` compares the two.",
    ko: "`domain/metrics`에서 `npm run catalogue`로 생성하며, 오래되면 테스트가 실패한다. 원장이 진실이고 지표는 그 그림자다. `npm run reconcile`이 둘을 비교한다.",
  },
  own: { en: "## Printed by the steps", ko: "## 단계가 출력하는 지표" },
  ownNote: {
    en: `Namespace \`${metricNamespace}\`, as CloudWatch embedded metrics. Each value is counted under every set of dimensions that is listed, and under no other; “total” is the set without dimensions. CloudWatch does not add up over dimensions: what has no set here cannot be read. The metrics of contacts and utterances come out exactly once in effect ([ADR 7](adr/0007-metrics-exactly-once-in-effect.md)), those of contacts at the time of their closing.`,
    ko: `네임스페이스 \`${metricNamespace}\`, CloudWatch 임베디드 메트릭 형식. 값은 나열된 차원 조합마다 집계되며 그 밖의 조합은 없다. “합계”는 차원이 없는 조합이다. CloudWatch는 차원을 넘어 합산하지 않으므로 여기에 없는 조합은 읽을 수 없다. 상담과 발화의 지표는 사실상 정확히 한 번 나오고([ADR 7](adr/0007-metrics-exactly-once-in-effect.md)), 상담 지표의 시각은 종결 시각이다.`,
  },
  ownHead: {
    en: ["Metric", "Unit", "Sets of dimensions", "Meaning", "Formula", "Owner", "Report", "Printed by"],
    ko: ["지표", "단위", "차원 조합", "의미", "계산식", "담당", "보고서", "출력 단계"],
  },
  total: { en: "total", ko: "합계" },
  derived: { en: "## Computed when asked", ko: "## 조회할 때 계산하는 지표" },
  derivedNote: {
    en: "CloudWatch metric math, on the dashboards and in the alarms.",
    ko: "대시보드와 경보에 쓰는 CloudWatch 메트릭 수식.",
  },
  derivedHead: {
    en: ["Figure", "Unit", "Meaning", "Formula", "Owner", "Report"],
    ko: ["수치", "단위", "의미", "계산식", "담당", "보고서"],
  },
  where: { en: "where", ko: "여기서" },
  service: { en: "## Published by AWS", ko: "## AWS가 발행하는 지표" },
  serviceNote: {
    en: "As far as dashboards and alarms read them. The local stack publishes the same, save those of which it has no cause (ledger and Step Functions throttling).",
    ko: "대시보드와 경보가 읽는 것만 적었다. 로컬 스택도 같은 지표를 발행하되, 원인이 생기지 않는 것(원장·Step Functions 제한)은 제외한다.",
  },
  serviceHead: {
    en: ["Namespace", "Metric", "Unit", "Dimensions", "Meaning", "Owner", "Report"],
    ko: ["네임스페이스", "지표", "단위", "차원", "의미", "담당", "보고서"],
  },
} as const;

/** The metric catalogue as a page: docs/metrics.md in English, docs/metrics.ko.md in Korean. */
export function metricsPage(language: Language): string {
  const say = (text: Text) => text[language];
  const common = ({ owner, reportTables }: Described) => [say(owners[owner]), reportTables.join(", ")];
  const ownRows = metricNames.map((name) => {
    const metric = definitionOf(name);
    const sets = metric.dimensionSets.map((set) => (set.length === 0 ? say(words.total) : set.join(" + ")));
    const { unit, meaning, formula, emittedBy } = metric;
    return [`\`${name}\``, unit, sets.join("; "), say(meaning), say(formula), ...common(metric), emittedBy];
  });
  const derivedRows = Object.entries(derivedMetrics).map(([name, metric]) => {
    const { unit, meaning, math } = metric;
    return [`\`${name}\``, unit, say(meaning), formulaText(math, say(words.where)), ...common(metric)];
  });
  const serviceRows = Object.values(serviceMetrics).map((metric) => {
    const { namespace, name, unit, dimensions, meaning, source } = metric;
    return [namespace, `[\`${name}\`](${source})`, unit, dimensions.join(", "), say(meaning), ...common(metric)];
  });
  return `${[
    say(words.title),
    say(words.other),
    say(words.note),
    say(words.own),
    say(words.ownNote),
    markdownTable(words.ownHead[language], ownRows),
    say(words.derived),
    say(words.derivedNote),
    markdownTable(words.derivedHead[language], derivedRows),
    say(words.service),
    say(words.serviceNote),
    markdownTable(words.serviceHead[language], serviceRows),
  ].join("\n\n")}\n`;
}

/** A formula with its inputs spelled out; of inputs that differ in the function only, the first stands for all. */
function formulaText({ expression, inputs }: Formula, where: string): string {
  const told = new Set<string>();
  const parts = Object.entries(inputs).map(([id, { metric, statistic, dimensions }]) => {
    const literal = Object.entries(dimensions).filter(([, value]) => typeof value === "string");
    const under = literal.map(([name, value]) => `${name}=${value}`).join(", ");
    const kind = id.replace(/\d+$/, "");
    if (kind !== id && told.has(kind)) return undefined;
    told.add(kind);
    return `${kind === id ? id : `${kind}*`} = ${statistic} \`${metric}\`${under ? ` {${under}}` : ""}`;
  });
  return `\`${expression}\` ${where} ${parts.filter((part) => part !== undefined).join("; ")}`;
}
