import type { Issue, IssueSeverity, IssueSource, SupportLine } from "../../schemas/issue.ts";
import type { NoticeOccasion } from "./plan-notice.ts";

/** A notice as the people of a line get it. */
export interface Notice {
  /** One line of at most 100 characters, as Amazon SNS asks for (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). */
  readonly subject: string;
  /** Korean first, English below. */
  readonly message: string;
}

const severities: Readonly<Record<IssueSeverity, string>> = { high: "높음", medium: "중", low: "낮음" };
const lines: Readonly<Record<SupportLine, string>> = {
  first: "1차 대응팀",
  second: "2차 대응팀",
  third: "3차 대응팀",
};
const sources: Readonly<Record<IssueSource, { readonly ko: string; readonly en: string }>> = {
  complaint: { ko: "고객 불만", en: "a caller's complaint" },
  fault: { ko: "상담 처리 중 장애", en: "a fault met by a contact's machine" },
  execution: { ko: "상태 머신 실행 실패", en: "an execution that ended badly" },
  alarm: { ko: "알람", en: "an alarm" },
  survey: { ko: "낮은 만족도 점수", en: "a low score in a survey" },
  manual: { ko: "직접 등록", en: "reported by a person" },
};

/** Sources whose summaries are made by the system out of its own names. What people said or typed is read in the issue log, where access is controlled. */
const sourcesInOwnWords: readonly IssueSource[] = ["fault", "execution", "alarm", "survey"];

/**
 * Writes what a line is told: the number, how bad it is, what brought it about, since when, why they are told, and what to do next. The words of callers
 * and the free text of operators stay out, even redacted: a notice goes to mailboxes and telephones that nobody can erase it from.
 */
export function writeNotice(
  issue: Issue,
  { line, occasion }: { readonly line: SupportLine; readonly occasion: NoticeOccasion },
): Notice {
  const { issueId, severity, source, occurrences, contactCount, follows } = issue;
  const summary = sourcesInOwnWords.includes(source) ? [`내용 / What: ${issue.summary}`] : [];
  const seoul = new Date(Date.parse(issue.openedAt) + 9 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
  return {
    subject: `[aicc][${severity}] ${issueId} ${subjects[occasion]} (${line} line)`,
    message: [
      `[${lines[line]}] ${issueId} · 심각도 ${severities[severity]}`,
      korean[occasion],
      `원인 구분: ${sources[source].ko} · 발생 ${occurrences}회 · 영향 받은 상담 ${contactCount}건`,
      `발생일시: ${seoul} (KST)${follows === undefined ? "" : ` · 이전 이슈 ${follows}`}`,
      "",
      `[${line} line] ${issueId} · severity ${severity}`,
      english[occasion],
      `Source: ${sources[source].en} · seen ${occurrences} times · contacts affected: ${contactCount}`,
      `Opened: ${issue.openedAt}${follows === undefined ? "" : ` · follows ${follows}`}`,
      "",
      ...summary,
      ...nextSteps(issue),
    ].join("\n"),
  };
}

const subjects: Readonly<Record<NoticeOccasion, string>> = {
  new: "is new",
  untaken: "is not taken",
  "still-untaken": "is still not taken",
  unresolved: "is taken but not resolved",
  last: "is not resolved: last reminder",
};
const korean: Readonly<Record<NoticeOccasion, string>> = {
  new: "새 이슈입니다. 담당할 분이 맡아 주세요.",
  untaken: "아직 아무도 맡지 않았습니다. 지금 맡아 주세요.",
  "still-untaken": "모든 대응팀에 알렸지만 아직 아무도 맡지 않았습니다.",
  unresolved: "담당자가 있지만 아직 해결되지 않았습니다.",
  last: "오래 해결되지 않아 마지막으로 알립니다. 더 이상 알림이 가지 않습니다.",
};
const english: Readonly<Record<NoticeOccasion, string>> = {
  new: "This issue is new. Somebody please take it.",
  untaken: "Nobody has taken this issue yet. Please take it now.",
  "still-untaken": "Every line has been told, and still nobody has taken this issue.",
  unresolved: "Somebody has this issue, and it is not resolved yet.",
  last: "This issue has not been resolved for long. This is the last reminder.",
};

function nextSteps({ issueId, contactIds }: Issue): string[] {
  const [contactId] = contactIds;
  return [
    "다음 할 일 / What to do next:",
    `  npm run issues -- show ${issueId}`,
    `  npm run issues -- take ${issueId} --by NAME        (POST /issues/${issueId}/taking)`,
    ...(contactId === undefined ? [] : [`  npm run trace -- ${contactId}`]),
    `  npm run issues -- resolve ${issueId} --remedy "…"  (POST /issues/${issueId}/resolution)`,
    "  docs/errors.md",
  ];
}
