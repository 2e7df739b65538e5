import { describe, expect, it } from "@jest/globals";
import { resolveIssue } from "../../../functions/api/resolve-issue/step.ts";
import { respond } from "../../../functions/api/respond.ts";
import { issueReport } from "../../support/builders.ts";
import { inMemoryIssues } from "../../support/in-memory-issues.ts";
import { inMemoryWatch } from "../../support/in-memory-watch.ts";
import { recordingMachines } from "../../support/recording-machines.ts";

async function world() {
  const issues = inMemoryIssues();
  const watch = inMemoryWatch();
  const machines = recordingMachines();
  await issues.open(issueReport());
  const post = (issueId: string, body: string) =>
    respond(() => resolveIssue({ ...issues, ...watch, ...machines }, { pathParameters: { issueId }, body }));
  return { issues, watch, machines, post };
}

describe("POST /issues/{issueId}/resolution", () => {
  it("resolves the issue and tells how long it took", async () => {
    const { post } = await world();
    const reply = await post("ISS-001", JSON.stringify({ remedy: "다시 안내함", cause: "안내 누락" }));
    expect(reply.statusCode).toBe(200);
    expect(JSON.parse(reply.body)).toMatchObject({ state: "resolved", timeToResolveMs: 60_000, remedy: "다시 안내함" });
  });
  it("wakes the execution, whether it waits for somebody to take the issue or for its resolution", async () => {
    for (const awaited of ["taking", "resolution"] as const) {
      const { post, watch, machines } = await world();
      await watch.putToken("ISS-001", awaited, "a token");
      await post("ISS-001", JSON.stringify({ remedy: "다시 안내함" }));
      expect(machines.resumed).toEqual([{ token: "a token", output: {} }]);
    }
  });
  it("keeps no personal data of what was typed", async () => {
    const { post } = await world();
    const reply = await post("ISS-001", JSON.stringify({ remedy: "김민수 고객님 010-0000-0000 으로 환불 안내" }));
    expect(JSON.parse(reply.body).remedy).toBe("[NAME] 고객님 [PHONE] 으로 환불 안내");
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
