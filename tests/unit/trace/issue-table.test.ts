import { describe, expect, it } from "@jest/globals";
import { displayWidth } from "../../../local/cli/trace/display-width.ts";
import { issueTable } from "../../../local/cli/trace/issue-table.ts";
import { createPaint } from "../../../local/cli/trace/paint.ts";
import type { Issue } from "../../../schemas/issue.ts";
import { issue as anIssue } from "../../support/builders.ts";

const issue = (overrides: Partial<Issue> = {}): Issue =>
  anIssue({ severity: "high", summary: "카드가 두 번 결제됐어요", ...overrides });
const table = (issues: Issue[], columns = 120) => issueTable(issues, createPaint(false), columns);

describe("the issue log as a table", () => {
  it("has a row for each issue under its titles", () => {
    expect(
      table([issue(), issue({ issueId: "ISS-002", severity: "low", state: "resolved", timeToResolveMs: 125_000 })]),
    ).toEqual([
      "number   opened                severity  state     resolved in  contact   summary",
      "ISS-001  2024-12-19 00:00:10Z  high      open      -            11111111  카드가 두 번 결제됐어요",
      "ISS-002  2024-12-19 00:00:10Z  low       resolved  2:05.0       11111111  카드가 두 번 결제됐어요",
    ]);
  });

  it("cuts summaries so that a row is never wider than the screen", () => {
    for (const line of table([issue({ summary: "배송이 늦어요 ".repeat(30) })], 100)) {
      expect(displayWidth(line)).toBeLessThanOrEqual(100);
    }
  });

  it("keeps control characters of a summary off the terminal", () => {
    expect(table([issue({ summary: "a\u001b[2Jb" })])[1]).toMatch(/a \[2Jb$/);
  });
});
