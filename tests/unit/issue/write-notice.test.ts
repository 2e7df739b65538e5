import { describe, expect, it } from "@jest/globals";
import type { NoticeOccasion } from "../../../domain/issue/plan-notice.ts";
import { writeNotice } from "../../../domain/issue/write-notice.ts";
import { IssueSource } from "../../../schemas/issue.ts";
import { at, contactId, issue } from "../../support/builders.ts";

const occasions: readonly NoticeOccasion[] = ["new", "untaken", "still-untaken", "unresolved", "last"];
const fault = issue({
  severity: "high",
  source: "fault",
  summary: "contact.CloseContact failed with Rejected",
  occurrences: 3,
  contactCount: 3,
  openedAt: at(75 * 60),
  follows: "ISS-000",
});

describe("a notice", () => {
  it("tells what somebody on call needs, in Korean and in English", () => {
    const { subject, message } = writeNotice(fault, { line: "second", occasion: "untaken" });
    expect(subject).toBe("[aicc][high] ISS-001 is not taken (second line)");
    expect(message.split("\n")).toEqual([
      "[2차 대응팀] ISS-001 · 심각도 높음",
      "아직 아무도 맡지 않았습니다. 지금 맡아 주세요.",
      "원인 구분: 상담 처리 중 장애 · 발생 3회 · 영향 받은 상담 3건",
      "발생일시: 2024-12-19 10:15 (KST) · 이전 이슈 ISS-000",
      "",
      "[second line] ISS-001 · severity high",
      "Nobody has taken this issue yet. Please take it now.",
      "Source: a fault met by a contact's machine · seen 3 times · contacts affected: 3",
      "Opened: 2024-12-19T01:15:00.000Z · follows ISS-000",
      "",
      "내용 / What: contact.CloseContact failed with Rejected",
      "다음 할 일 / What to do next:",
      "  npm run issues -- show ISS-001",
      "  npm run issues -- take ISS-001 --by NAME        (POST /issues/ISS-001/taking)",
      `  npm run trace -- ${contactId}`,
      '  npm run issues -- resolve ISS-001 --remedy "…"  (POST /issues/ISS-001/resolution)',
      "  docs/errors.md",
    ]);
  });
  it.each(["complaint", "manual"] as const)("holds no word that a person said or typed: %s", (source) => {
    const summary = "카드가 두 번 결제됐어요";
    for (const occasion of occasions) {
      const { subject, message } = writeNotice(issue({ source, summary }), { line: "first", occasion });
      expect(subject + message).not.toContain(summary);
    }
  });
  it("has a subject that Amazon SNS takes: one line of ASCII below 100 characters", () => {
    for (const source of IssueSource.options) {
      for (const occasion of occasions) {
        const { subject } = writeNotice(issue({ issueId: "ISS-123456", severity: "medium", source }), {
          line: "second",
          occasion,
        });
        expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
      }
    }
  });
  it("names no contact where there is none", () => {
    const alarm = issue({ source: "alarm", summary: "alarm x: rings", contactIds: [], contactCount: 0 });
    expect(writeNotice(alarm, { line: "first", occasion: "new" }).message).not.toContain("npm run trace");
  });
});
