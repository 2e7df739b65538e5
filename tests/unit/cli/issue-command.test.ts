import { describe, expect, it } from "@jest/globals";
import { parseIssueCommand } from "../../../local/cli/issues/issue-command.ts";
import { renderIssue } from "../../../local/cli/issues/render-issue.ts";
import { displayWidth } from "../../../local/cli/trace/display-width.ts";
import { createPaint } from "../../../local/cli/trace/paint.ts";
import { at, contactId, issue } from "../../support/builders.ts";

describe("the command line of npm run issues", () => {
  it.each([
    [[], { name: "list", issueId: "" }],
    [
      ["--state", "open,taken", "--severity", "high"],
      { name: "list", values: { state: "open,taken", severity: "high" } },
    ],
    [["show", "ISS-001"], { name: "show", issueId: "ISS-001" }],
    [["open", "--severity", "low", "--summary", "차트 오류"], { name: "open", values: { summary: "차트 오류" } }],
    [["take", "ISS-001", "--by", "kim"], { name: "take", issueId: "ISS-001", values: { by: "kim" } }],
    [["raise", "ISS-001", "--severity", "high"], { name: "raise" }],
    [["resolve", "ISS-001", "--remedy", "환불", "--aws"], { name: "resolve", values: { remedy: "환불", aws: true } }],
    [["report", "--language", "en"], { name: "report" }],
    [["take", "--help"], { name: "help" }],
  ])("understands %j", (args, command) => {
    expect(parseIssueCommand(args)).toMatchObject(command);
  });
  it.each([
    [["close", "ISS-001"], '"close" is no command; there are show, open, take, raise, resolve, report.'],
    [["take", "--by", "kim"], '"take" takes the number of an issue, such as ISS-001. Example: npm run issues -- take'],
    [["show", "1"], '"show" takes the number of an issue'],
    [["take", "ISS-001"], '"take" needs --by. Example: npm run issues -- take ISS-001 --by "…"'],
    [["open"], '"open" needs --severity and --summary.'],
    [["resolve", "ISS-001"], '"resolve" needs --remedy.'],
    [["resolve", "ISS-001", "--remedy", "a", "b"], '"b" is too much; texts of several words need quotes.'],
    [["report", "ISS-001"], '"ISS-001" is too much'],
    [["show", "ISS-001", "--by", "kim"], '"show" does not take --by.'],
    [["list", "--colour"], "--colour"],
  ])("says what is wrong with %j, and what would do", (args, message) => {
    expect(() => parseIssueCommand(args)).toThrow(message);
  });
});

describe("an issue on the screen", () => {
  const notices = [
    { noticeId: "open#0", line: "first", told: false, at: at(11) },
    { noticeId: "open#1", line: "second", told: true, at: at(1_810) },
  ] as const;
  const lines = (columns = 120) =>
    renderIssue(
      {
        issue: issue({
          state: "resolved",
          occurrences: 3,
          takenAt: at(40),
          takenBy: "kim",
          timeToTakeMs: 30_000,
          resolvedAt: at(70),
          timeToResolveMs: 60_000,
          remedy: "a remedy of many words ".repeat(12),
          summary: "a\u001b[2Jb",
        }),
        notices,
      },
      createPaint(false),
      columns,
    );

  it("shows all that is known of it, and leaves out what there is none of", () => {
    expect(lines().slice(0, 9)).toEqual([
      "ISS-001 low resolved",
      "  what        a [2Jb",
      "  source      complaint",
      `  opened      ${at(10)}`,
      `  last seen   ${at(10)}, 3 times in all`,
      `  contacts    1: ${contactId}`,
      `  told        first line could not be told ${at(11)}, second line ${at(1_810)}`,
      `  taken       ${at(40)}, after 30.0 s, now with kim`,
      `  resolved    ${at(70)}, after 1:00.0`,
    ]);
    expect(lines().join("\n")).not.toMatch(/prevention|follows|recovered/);
  });
  it("is never wider than the screen", () => {
    for (const line of lines(70)) expect(displayWidth(line)).toBeLessThanOrEqual(70);
  });
});
