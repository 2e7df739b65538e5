import type { OwnMetric } from "./metric.ts";

const noticedBy = "issue.record-notice";
const resolvedBy = "issue.record-resolution";

/** What is measured of the issue log: once for each notice, and once for each issue when it is resolved. The log itself has the same times. */
export const issueMetrics = {
  IssueNotices: {
    unit: "Count",
    meaning: {
      en: "Times a line of the emergency organisation was told of an issue. Line is `first`, `second` or `third`.",
      ko: "비상 대응 단계에 이슈를 알린 횟수. Line은 `first`(1차), `second`(2차), `third`(3차).",
    },
    formula: { en: "1 for each notice that went out", ko: "나간 알림마다 1" },
    dimensionSets: [[], ["Line"]],
    owner: "operators",
    reportTables: ["9.2"],
    emittedBy: noticedBy,
  },
  IssueNoticesLost: {
    unit: "Count",
    meaning: {
      en: "Times a line could not be told of an issue. Should always be 0.",
      ko: "이슈를 알리지 못한 횟수. 항상 0이어야 한다.",
    },
    formula: { en: "1 for each notice that failed for good", ko: "끝내 실패한 알림마다 1" },
    dimensionSets: [[]],
    owner: "operators",
    reportTables: ["9.2"],
    emittedBy: noticedBy,
  },
  IssuesLeftUnresolved: {
    unit: "Count",
    meaning: {
      en: "Issues whose reminders ended after 30 days without a resolution.",
      ko: "30일이 지나도록 해결되지 않아 알림이 끝난 이슈.",
    },
    formula: { en: "1 with the last reminder", ko: "마지막 알림과 함께 1" },
    dimensionSets: [[]],
    owner: "operators",
    reportTables: ["5.1"],
    emittedBy: noticedBy,
  },
  IssuesResolved: {
    unit: "Count",
    meaning: {
      en: "Issues that were resolved. Source is `complaint`, `fault`, `execution`, `alarm`, `survey` or `manual`.",
      ko: "해결된 이슈. Source는 `complaint`(불만), `fault`(장애), `execution`(실행 실패), `alarm`(경보), `survey`(설문), `manual`(직접 등록).",
    },
    formula: { en: "1 for each resolved issue", ko: "해결된 이슈마다 1" },
    dimensionSets: [[], ["Severity"], ["Source"]],
    owner: "managers",
    reportTables: ["5.1", "7.2"],
    emittedBy: resolvedBy,
  },
  IssueOccurrences: {
    unit: "Count",
    meaning: { en: "How often a resolved issue had happened.", ko: "해결된 이슈가 일어났던 횟수." },
    formula: { en: "occurrences joined under the issue", ko: "이슈 하나로 묶인 발생 횟수" },
    dimensionSets: [[]],
    owner: "operators",
    reportTables: ["5.1"],
    emittedBy: resolvedBy,
  },
  TimeToTake: {
    unit: "Milliseconds",
    meaning: {
      en: "From the opening of an issue until somebody took it. Only of issues that were taken.",
      ko: "이슈 등록부터 담당자가 맡을 때까지. 담당자가 맡은 이슈만.",
    },
    formula: { en: "taken − opened", ko: "담당 시각 − 등록 시각" },
    dimensionSets: [[], ["Severity"]],
    owner: "operators",
    reportTables: ["9.2"],
    emittedBy: resolvedBy,
  },
  TimeToResolve: {
    unit: "Milliseconds",
    meaning: { en: "From the opening of an issue to its resolution.", ko: "이슈 등록부터 해결까지." },
    formula: { en: "resolved − opened", ko: "해결 시각 − 등록 시각" },
    dimensionSets: [[], ["Severity"]],
    owner: "managers",
    reportTables: ["5.1", "7.2"],
    emittedBy: resolvedBy,
  },
} as const satisfies Record<string, OwnMetric>;
