import type { SurveyFigures } from "../../../schemas/survey.ts";
import type { DayReport } from "../day-report.ts";
import { displayWidth } from "../trace/display-width.ts";
import { cell } from "./cell.ts";
import type { BoardRow } from "./contact-board.ts";

/** The contacts of a run as a table: how each ended, what was decided last, what was heard last (redacted). */
export function contactTable(rows: readonly BoardRow[]): string {
  const columns = [
    { head: "contact", width: 8, of: (row: BoardRow) => row.contactId.slice(0, 8) },
    { head: "name", width: 28, of: (row: BoardRow) => row.name },
    { head: "lang", width: 5, of: (row: BoardRow) => row.languageCode },
    { head: "outcome", width: 10, of: (row: BoardRow) => row.outcome || row.state },
    { head: "last decision", width: 36, of: (row: BoardRow) => row.decided },
  ];
  const line = (cells: readonly string[]) => cells.join("  ").trimEnd();
  return [
    line(columns.map(({ head, width }) => cell(head, width))),
    line(columns.map(({ width }) => "─".repeat(width))),
    ...rows.map((row) => line(columns.map(({ width, of }) => cell(of(row), width)))),
  ].join("\n");
}

/** `9 of 20 answered (45.0 %) · overall 4.3 · connection speed 4 …`. */
function surveyInWords({ offered, responses, responseRate, means }: SurveyFigures): string {
  if (responseRate === null) return "nobody was asked";
  const rate = `${responses} of ${offered} answered (${(100 * responseRate).toFixed(1)} %)`;
  const scores = means.flatMap(({ question, mean }) =>
    mean === null ? [] : [`${question.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${mean}`],
  );
  return [rate, ...scores].join(" · ");
}

/** The day's figures in words. */
export function figures(report: DayReport): string {
  const share = (count: number) =>
    report.contacts === 0 ? "" : ` (${((100 * count) / report.contacts).toFixed(1)} %)`;
  const rows: readonly (readonly [string, string])[] = [
    ["contacts", String(report.contacts)],
    ["ended with the bot", `${report.bot}${share(report.bot)}`],
    ["ended with an agent", `${report.agent}${share(report.agent)}`],
    ["abandoned", `${report.abandoned}${share(report.abandoned)}`],
    ["issues opened", String(report.issues)],
    ["final segments", `${report.segments}, ${report.lostSegments} lost`],
    ["failed executions", String(report.failedExecutions)],
    ["dead letters", String(report.deadLetters)],
    [
      "decision latency",
      report.decisionMsP50 === null
        ? "nothing was decided"
        : `${report.decisionMsP50} ms median, ${report.decisionMsP95} ms at 95 %`,
    ],
    ["survey", surveyInWords(report.surveys)],
  ];
  const width = Math.max(...rows.map(([name]) => displayWidth(name)));
  return rows.map(([name, value]) => `  ${cell(name, width)}  ${value}`).join("\n");
}
