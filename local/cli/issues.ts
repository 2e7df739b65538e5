import { z } from "zod";
import { issueReport } from "../../domain/issue/issue-report.ts";
import { Issue, IssueNotice } from "../../schemas/issue.ts";
import { type IssueCommand, parseIssueCommand, usage } from "./issues/issue-command.ts";
import { renderIssue } from "./issues/render-issue.ts";
import { acceptedBody } from "./trace/accepted-body.ts";
import { duration } from "./trace/duration.ts";
import type { CallApi } from "./trace/http-api.ts";
import { issueTable } from "./trace/issue-table.ts";
import { createPaint, wantsColour } from "./trace/paint.ts";
import { throughApi } from "./trace/through-api.ts";

const IssueList = z.object({ issues: z.array(Issue) });
const IssueStory = z.object({ issue: Issue, notices: z.array(IssueNotice) });
const OpenedIssue = z.object({ issue: Issue, isNew: z.boolean() });

/** `npm run issues`: status 0 when it was done, 1 when not. */
async function main(): Promise<void> {
  const command = parseIssueCommand(process.argv.slice(2));
  if (command.name === "help") {
    console.log(usage);
    return;
  }
  const lines = await throughApi(command.values, (call) => carryOut(command, call));
  console.log(lines.join("\n"));
}

/** Does what the command says, and returns the lines to be printed. */
async function carryOut({ name, issueId, values }: IssueCommand, call: CallApi): Promise<string[]> {
  const paint = createPaint(wantsColour(process.stdout, process.env));
  const columns = process.stdout.columns ?? 120;
  const { state, severity, summary, contact, by, remedy, cause, prevention, language } = values;
  const list = async (filter: Readonly<Record<string, string | undefined>>) => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(filter)) if (value !== undefined) query.set(key, value);
    return IssueList.parse(acceptedBody(await call("GET", query.size === 0 ? "/issues" : `/issues?${query}`))).issues;
  };
  const change = async (what: string, body: unknown) =>
    Issue.parse(acceptedBody(await call("POST", `/issues/${issueId}/${what}`, body)));
  switch (name) {
    case "show":
      return renderIssue(IssueStory.parse(acceptedBody(await call("GET", `/issues/${issueId}`))), paint, columns);
    case "open": {
      const body = { severity, summary, contactId: contact };
      const { issue, isNew } = OpenedIssue.parse(acceptedBody(await call("POST", "/issues", body)));
      return [
        isNew
          ? `${issue.issueId} is opened`
          : `${issue.issueId} is open for that already: ${issue.occurrences} times now`,
      ];
    }
    case "take": {
      const issue = await change("taking", { by });
      if (issue.state === "resolved") return [`${issueId} is resolved already; nobody needs to take it`];
      return [`${issueId} is with ${issue.takenBy}; it was taken after ${duration(issue.timeToTakeMs ?? 0)}`];
    }
    case "raise":
      return [`${issueId} has severity ${(await change("severity", { severity })).severity}`];
    case "resolve": {
      const issue = await change("resolution", { remedy, cause, prevention });
      return [`${issueId} is resolved after ${duration(issue.timeToResolveMs ?? 0)}: ${issue.remedy ?? ""}`];
    }
    case "report":
      if (language !== undefined && language !== "ko" && language !== "en") {
        throw new Error(`--language is ko or en, not "${language}"`);
      }
      return [issueReport(await list({}), language ?? "ko").trimEnd()];
    default: {
      const issues = await list({ state, severity });
      if (issues.length === 0) return [state || severity ? "No issue is like that." : "The issue log is empty."];
      const open = issues.filter((issue) => issue.state !== "resolved").length;
      return [...issueTable(issues, paint, columns), "", `${issues.length} issues, ${open} open`];
    }
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
