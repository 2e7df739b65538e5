import { describe, expect, it } from "@jest/globals";
import { issueReport } from "../../../domain/issue/issue-report.ts";
import { at, issue } from "../../support/builders.ts";

/** The three issues of the go-live day. 01:15 in Greenwich is 10:15 in Seoul. */
const goLive = [
  issue({
    severity: "medium",
    state: "resolved",
    summary: "Lambda 함수 타임아웃",
    openedAt: at(75 * 60),
    timeToResolveMs: 25 * 60_000,
    cause: "대량 데이터 처리 시 메모리 부족",
    remedy: "Lambda 메모리 할당량 증가 (512MB → 1024MB)",
    prevention: "CloudWatch 알람 임계값 조정",
  }),
  issue({ issueId: "ISS-002", state: "taken", summary: "차트 | 오류\n둘째 줄", openedAt: at(330 * 60) }),
  issue({ issueId: "ISS-003", summary: "음성 품질 개선 요청", openedAt: at(465 * 60) }),
];

describe("the issue tables of the operations report", () => {
  it("are those of the go-live report's section 5", () => {
    expect(issueReport(goLive, "ko").split("\n")).toEqual([
      "### 발생 이슈 현황",
      "",
      "| 이슈 ID | 발생일시 | 심각도 | 내용 | 상태 | 해결시간 |",
      "| --- | --- | --- | --- | --- | --- |",
      "| ISS-001 | 12/19 10:15 | 중 | Lambda 함수 타임아웃 | ✅ 해결 | 25분 |",
      "| ISS-002 | 12/19 14:30 | 낮음 | 차트 \\| 오류 둘째 줄 | 🔄 진행중 | - |",
      "| ISS-003 | 12/19 16:45 | 낮음 | 음성 품질 개선 요청 | ⏳ 접수 | - |",
      "",
      "### 주요 이슈 해결 내역",
      "",
      "#### ISS-001: Lambda 함수 타임아웃",
      "- **발생 원인**: 대량 데이터 처리 시 메모리 부족",
      "- **해결 방법**: Lambda 메모리 할당량 증가 (512MB → 1024MB)",
      "- **예방 조치**: CloudWatch 알람 임계값 조정",
      "",
    ]);
  });
  it("are there in English too, with hours for what took long", () => {
    const slow = issue({ state: "resolved", summary: "slow", timeToResolveMs: 125 * 60_000, remedy: "more shards" });
    const text = issueReport([slow], "en");
    expect(text).toContain("| ISS-001 | 12/19 09:00 | low | slow | ✅ resolved | 2 h 5 min |");
    expect(text).toContain("- **Remedy**: more shards");
    expect(text).not.toContain("Cause");
  });
  it("say so when there is no issue", () => {
    expect(issueReport([], "ko")).toContain("이슈가 없습니다.");
    expect(issueReport(goLive.slice(1), "ko")).not.toContain("해결 내역");
  });
});
