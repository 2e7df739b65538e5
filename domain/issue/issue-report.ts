import type { Issue, IssueSeverity, IssueState } from "../../schemas/issue.ts";

/** The words of the issue tables in one language. */
interface ReportWords {
  readonly titles: readonly string[];
  readonly log: string;
  readonly details: string;
  readonly none: string;
  readonly severity: Readonly<Record<IssueSeverity, string>>;
  readonly state: Readonly<Record<IssueState, string>>;
  readonly cause: string;
  readonly remedy: string;
  readonly prevention: string;
  readonly hours: (hours: number) => string;
  readonly minutes: (minutes: number) => string;
}

const words: Readonly<Record<"ko" | "en", ReportWords>> = {
  ko: {
    titles: ["이슈 ID", "발생일시", "심각도", "내용", "상태", "해결시간"],
    log: "발생 이슈 현황",
    details: "주요 이슈 해결 내역",
    none: "이슈가 없습니다.",
    severity: { high: "높음", medium: "중", low: "낮음" },
    state: { open: "⏳ 접수", taken: "🔄 진행중", resolved: "✅ 해결" },
    cause: "발생 원인",
    remedy: "해결 방법",
    prevention: "예방 조치",
    hours: (hours) => `${hours}시간`,
    minutes: (minutes) => `${minutes}분`,
  },
  en: {
    titles: ["Issue", "Opened", "Severity", "What", "State", "Resolved in"],
    log: "Issues",
    details: "How they were resolved",
    none: "There is no issue.",
    severity: { high: "high", medium: "medium", low: "low" },
    state: { open: "⏳ open", taken: "🔄 in progress", resolved: "✅ resolved" },
    cause: "Cause",
    remedy: "Remedy",
    prevention: "Prevention",
    hours: (hours) => `${hours} h`,
    minutes: (minutes) => `${minutes} min`,
  },
};

/** Seoul keeps one offset all year round. */
const seoulOffsetMs = 9 * 3_600_000;

/**
 * The two tables of the go-live report's section 5 in Markdown: the issues with their state, and what settled those that are resolved. Times are Seoul's.
 * @param issues in the order of their numbers
 */
export function issueReport(issues: readonly Issue[], language: "ko" | "en"): string {
  const { titles, log, details, none, severity, state, cause, remedy, prevention } = words[language];
  if (issues.length === 0) return `### ${log}\n\n${none}\n`;
  const row = (cells: readonly string[]) => `| ${cells.map(inCell).join(" | ")} |`;
  const rows = issues.map((issue) =>
    row([
      issue.issueId,
      inSeoul(issue.openedAt),
      severity[issue.severity],
      issue.summary,
      state[issue.state],
      issue.timeToResolveMs === undefined ? "-" : inMinutes(issue.timeToResolveMs, words[language]),
    ]),
  );
  const settled = issues
    .filter((issue) => issue.state === "resolved")
    .map((issue) =>
      [
        `#### ${issue.issueId}: ${inCell(issue.summary)}`,
        ...listed(cause, issue.cause),
        ...listed(remedy, issue.remedy),
        ...listed(prevention, issue.prevention),
      ].join("\n"),
    );
  return [
    `### ${log}\n\n${row(titles)}\n| ${titles.map(() => "---").join(" | ")} |\n${rows.join("\n")}`,
    ...(settled.length === 0 ? [] : [`### ${details}`, ...settled]),
  ]
    .join("\n\n")
    .concat("\n");
}

function listed(title: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`- **${title}**: ${inCell(text)}`];
}

/** `12/19 10:15` */
function inSeoul(instant: string): string {
  const local = new Date(Date.parse(instant) + seoulOffsetMs).toISOString();
  return `${local.slice(5, 7)}/${local.slice(8, 10)} ${local.slice(11, 16)}`;
}

function inMinutes(milliseconds: number, { hours, minutes }: ReportWords): string {
  const all = Math.round(milliseconds / 60_000);
  return all < 60 ? minutes(all) : `${hours(Math.floor(all / 60))} ${minutes(all % 60)}`;
}

/** A text on one line that ends no cell. */
function inCell(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ").replaceAll("|", "\\|");
}
