import type { Issue, IssueNotice } from "../../../schemas/issue.ts";
import { cut, wrap } from "../trace/columns.ts";
import { duration } from "../trace/duration.ts";
import type { Paint } from "../trace/paint.ts";

/** All that is known of an issue, on so many columns: one line a fact, facts that there are none of left out. */
export function renderIssue(
  { issue, notices }: { readonly issue: Issue; readonly notices: readonly IssueNotice[] },
  paint: Paint,
  columns: number,
): string[] {
  const { issueId, severity, state, source, summary, occurrences, contactIds, contactCount } = issue;
  const facts: readonly (readonly [title: string, text: string | undefined])[] = [
    ["what", summary],
    ["source", source],
    ["opened", issue.openedAt],
    ["last seen", `${issue.lastSeenAt}, ${occurrences} times in all`],
    ["recovered", issue.recoveredAt],
    ["follows", issue.follows],
    ["contacts", contactCount === 0 ? undefined : `${contactCount}: ${contactIds.join(" ")}`],
    ["told", notices.length === 0 ? undefined : notices.map(renderNotice).join(", ")],
    ["taken", takenText(issue)],
    ["resolved", issue.resolvedAt && `${issue.resolvedAt}, after ${duration(issue.timeToResolveMs ?? 0)}`],
    ["cause", issue.cause],
    ["remedy", issue.remedy],
    ["prevention", issue.prevention],
  ];
  const width = Math.max(...facts.map(([title]) => title.length));
  const lines = facts.flatMap(([title, text]) => {
    if (text === undefined || text === "") return [];
    const wrapped = wrap(text.replaceAll(/\p{Cc}/gu, " "), columns - width - 4);
    return wrapped.map((line, index) => `  ${(index === 0 ? title : "").padEnd(width)}  ${line}`);
  });
  return [paint.title(cut(`${issueId} ${severity} ${state}`, columns)), ...lines];
}

function renderNotice({ line, told, at }: IssueNotice): string {
  return told ? `${line} line ${at}` : `${line} line could not be told ${at}`;
}

function takenText({ takenAt, takenBy, timeToTakeMs }: Issue): string | undefined {
  return takenAt && `${takenAt}, after ${duration(timeToTakeMs ?? 0)}, now with ${takenBy}`;
}
