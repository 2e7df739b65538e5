import { describe, expect, it } from "@jest/globals";
import { parseRemedyCommand } from "../../../local/cli/remedies/remedy-command.ts";
import { renderActions, renderRemedies, renderSwitch } from "../../../local/cli/remedies/render-remedies.ts";
import { displayWidth } from "../../../local/cli/trace/display-width.ts";
import { createPaint } from "../../../local/cli/trace/paint.ts";
import type { Remedy, RemedyAction } from "../../../schemas/remedy.ts";
import { at, remedyRequest } from "../../support/builders.ts";

describe("the command line of npm run remedies", () => {
  it.each([
    [[], { name: "list" }],
    [["log", "--aws"], { name: "log", values: { aws: true } }],
    [
      ["undo", "a-20241219T000000000Z", "--by", "kim", "--why", "누수"],
      { name: "undo", remedyId: "a-20241219T000000000Z" },
    ],
    [["stop", "--by", "kim", "--why", "a drill"], { name: "stop", values: { by: "kim", why: "a drill" } }],
    [["start", "--help"], { name: "help" }],
  ])("understands %j", (args, command) => {
    expect(parseRemedyCommand(args)).toMatchObject(command);
  });
  it.each([
    [["halt"], '"halt" is no command; there are log, undo, stop, start.'],
    [["undo", "--by", "kim", "--why", "x"], '"undo" takes the id of a remedy'],
    [
      ["stop"],
      '"stop" needs --by and --why: the audit log keeps both. Example: npm run remedies -- stop --by "…" --why "…"',
    ],
    [["stop", "--by", "kim", "--why", "a", "drill"], '"drill" is too much'],
    [["log", "--by", "kim"], '"log" takes neither --by nor --why.'],
    [["list", "--colour"], "--colour"],
  ])("says what is wrong with %j, and what would do", (args, message) => {
    expect(() => parseRemedyCommand(args)).toThrow(message);
  });
});

describe("what npm run remedies prints", () => {
  const paint = createPaint(false);
  const remedy: Remedy = {
    ...remedyRequest(),
    state: "held",
    beganAt: at(0),
    issueId: "ISS-001",
    fromMb: 512,
    toMb: 1024,
    appliedAt: at(20),
    reason: "recovered",
    detail: "40 invocations in 15 min",
  };
  it("is a line for each remedy, on as many columns as there are, and whether they may act", () => {
    const lines = renderRemedies(
      [remedy, { ...remedy, state: "refused", fromMb: undefined, toMb: undefined }],
      { isOn: true },
      paint,
      150,
    );
    expect(lines[1]).toMatch(
      /^listIssues-20241219T000000000Z +2024-12-19 00:00:00Z +aicc-dev-listIssues .* 512 -> 1024 +held +ISS-001 +recovered/,
    );
    expect(lines[2]).toMatch(/ - +refused /);
    expect(lines.at(-1)).toBe("Remedies may act.");
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(150);
    expect(renderRemedies([], { isOn: true }, paint, 80)[0]).toBe("No remedy has begun yet.");
  });
  it("is a line for each entry of the audit log", () => {
    const action: RemedyAction = {
      actionId: "x",
      at: at(0),
      who: "remedy",
      what: "raise-memory",
      phase: "done",
      remedyId: remedy.remedyId,
      target: remedy.functionName,
      before: "512 MB",
      after: "1024 MB",
      why: "84 %\nof 512 MB",
    };
    expect(renderActions([action], paint, 200)[1]).toMatch(
      /remedy +raise-memory +done +aicc-dev-listIssues +512 MB +1024 MB +84 % of 512 MB$/,
    );
    expect(renderActions([], paint, 200)).toEqual(["The audit log is empty."]);
  });
  it("says who stopped remedies, and how they start again", () => {
    expect(renderSwitch({ isOn: false, by: "kim", at: at(0), why: "a drill" })).toBe(
      "Remedies are stopped (kim, 2024-12-19T00:00:00.000Z: a drill). Start: npm run remedies -- start --by … --why …",
    );
  });
});
