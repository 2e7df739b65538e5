import { describe, expect, it } from "@jest/globals";
import { resolveIssue } from "../../../functions/api/resolve-issue/step.ts";
import { respond } from "../../../functions/api/respond.ts";
import { inMemoryIssues } from "../../support/in-memory-issues.ts";

async function world() {
  const issues = inMemoryIssues();
  await issues.open({ severity: "low", source: "complaint", causeKey: "a", summary: "느려요" });
  const post = (issueId: string, body: string) =>
    respond(() => resolveIssue(issues, { pathParameters: { issueId }, body }));
  return { issues, post };
}

describe("POST /issues/{issueId}/resolution", () => {
  it("resolves the issue and tells how long it took", async () => {
    const { post } = await world();
    const reply = await post("ISS-001", JSON.stringify({ remedy: "다시 안내함", cause: "안내 누락" }));
    expect(reply.statusCode).toBe(200);
    expect(JSON.parse(reply.body)).toMatchObject({ state: "resolved", timeToResolveMs: 60_000, remedy: "다시 안내함" });
  });
  it.each([
    ["ISS-1", "{}", 400, "must look like ISS-001"],
    ["ISS-001", "not json", 400, '{"remedy":"…"}'],
    ["ISS-001", "{}", 400, "remedy"],
    ["ISS-001", '{"remedy":"x","colour":"red"}', 400, "colour"],
    ["ISS-007", '{"remedy":"x"}', 404, "ISS-007"],
  ])("answers %s with body %s by %i and a text that tells %s", async (issueId, body, status, text) => {
    const { post } = await world();
    const reply = await post(issueId, body);
    expect(reply.statusCode).toBe(status);
    expect(JSON.parse(reply.body).message).toContain(text);
  });
});
