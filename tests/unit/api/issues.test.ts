import { describe, expect, it } from "@jest/globals";
import type { IssueRequest } from "../../../functions/api/issue-request.ts";
import { listIssues } from "../../../functions/api/list-issues/step.ts";
import { raiseIssue } from "../../../functions/api/raise-issue/step.ts";
import { reportIssue } from "../../../functions/api/report-issue/step.ts";
import { type HttpReply, respond } from "../../../functions/api/respond.ts";
import { showIssue } from "../../../functions/api/show-issue/step.ts";
import { takeIssue } from "../../../functions/api/take-issue/step.ts";
import type { DomainEvent } from "../../../ports/event-publisher.ts";
import { transient } from "../../../runtime/faults.ts";
import { contactId, issueReport } from "../../support/builders.ts";
import { inMemoryIssues } from "../../support/in-memory-issues.ts";
import { inMemoryWatch } from "../../support/in-memory-watch.ts";
import { recordingMachines } from "../../support/recording-machines.ts";

function world() {
  const issues = inMemoryIssues();
  const watch = inMemoryWatch();
  const machines = recordingMachines();
  const published: DomainEvent[] = [];
  const publish = async (event: DomainEvent) => void published.push(event);
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `request-${ids}`;
  };
  return { issues, watch, machines, published, dependencies: { ...issues, ...watch, ...machines, publish, newId } };
}
const about = (issueId: string, body?: unknown): IssueRequest => ({
  pathParameters: { issueId },
  ...(body !== undefined && { body: JSON.stringify(body) }),
});
const bodyOf = ({ body }: HttpReply) => JSON.parse(body);

describe("POST /issues", () => {
  const post = (dependencies: Parameters<typeof reportIssue>[0], body: unknown) =>
    respond(() => reportIssue(dependencies, { body: JSON.stringify(body) }));

  it("opens an issue for what a person reports, without personal data, and tells the world", async () => {
    const { dependencies, published } = world();
    const summary = "김민수 고객님 010-0000-0000 음성 품질 개선 요청";
    const reply = await post(dependencies, { severity: "low", summary, contactId });
    expect(bodyOf(reply)).toMatchObject({
      isNew: true,
      issue: {
        issueId: "ISS-001",
        source: "manual",
        severity: "low",
        contactIds: [contactId],
        summary: "[NAME] 고객님 [PHONE] 음성 품질 개선 요청",
      },
    });
    expect(published).toMatchObject([{ type: "IssueOpened.v1", id: "ISS-001.opened", causationId: "request-1" }]);
    expect(JSON.stringify(published)).not.toContain("음성 품질");
  });
  it("joins the same words to the issue that is open for them", async () => {
    const { dependencies, published } = world();
    await post(dependencies, { severity: "low", summary: "차트 오류" });
    const reply = await post(dependencies, { severity: "high", summary: " 차트  오류" });
    expect(bodyOf(reply)).toMatchObject({
      isNew: false,
      issue: { issueId: "ISS-001", occurrences: 2, severity: "high" },
    });
    expect(new Set(published.map(({ id }) => id))).toEqual(new Set(["ISS-001.opened"]));
  });
  it("announces an issue when it is reported again, where the first report was lost between the log and the bus", async () => {
    const { dependencies, published } = world();
    const report = { severity: "high", summary: "차트 오류" };
    const away = async () => {
      throw transient("the bus is away");
    };
    expect((await post({ ...dependencies, publish: away }, report)).statusCode).toBe(503);
    expect(bodyOf(await post(dependencies, report))).toMatchObject({ isNew: false, issue: { issueId: "ISS-001" } });
    expect(published).toMatchObject([{ type: "IssueOpened.v1", id: "ISS-001.opened" }]);
  });
  it.each([
    ["severity", { summary: "x" }],
    ["severity", { severity: "urgent", summary: "x" }],
    ["summary", { severity: "low", summary: "  " }],
    ["summary", { severity: "low", summary: "x".repeat(501) }],
    ["colour", { severity: "low", summary: "x", colour: "red" }],
  ])("refuses a report by naming %s", async (field, body) => {
    const reply = await post(world().dependencies, body);
    expect(reply.statusCode).toBe(400);
    expect(bodyOf(reply).message).toContain(field);
  });
});

describe("POST /issues/{issueId}/taking", () => {
  it("puts the issue into somebody's hands, wakes its execution and tells the world, naming nobody", async () => {
    const { dependencies, machines, watch, published } = world();
    await dependencies.open(issueReport());
    await watch.putToken("ISS-001", "taking", "a token");
    const reply = await respond(() => takeIssue(dependencies, about("ISS-001", { by: " kim " })));
    expect(bodyOf(reply)).toMatchObject({ state: "taken", takenBy: "kim", timeToTakeMs: 30_000 });
    expect(machines.resumed).toEqual([{ token: "a token", output: {} }]);
    expect(published).toMatchObject([{ type: "IssueTaken.v1", id: "ISS-001.taken", data: { timeToTakeMs: 30_000 } }]);
    expect(JSON.stringify(published)).not.toContain("kim");
  });
  it("hands an issue that is taken over to whoever takes it now", async () => {
    const { dependencies, published } = world();
    await dependencies.open(issueReport());
    await takeIssue(dependencies, about("ISS-001", { by: "kim" }));
    const reply = await respond(() => takeIssue(dependencies, about("ISS-001", { by: "lee" })));
    expect(bodyOf(reply)).toMatchObject({ state: "taken", takenBy: "lee", timeToTakeMs: 30_000 });
    expect(new Set(published.map(({ id }) => id))).toEqual(new Set(["ISS-001.taken"]));
  });
  it("leaves an issue that is resolved as it is, and tells nobody", async () => {
    const { dependencies, published } = world();
    await dependencies.open(issueReport());
    await dependencies.resolve("ISS-001", { remedy: "x" });
    const reply = await respond(() => takeIssue(dependencies, about("ISS-001", { by: "kim" })));
    expect(bodyOf(reply)).toMatchObject({ state: "resolved" });
    expect(published).toEqual([]);
  });
  it.each([
    ["ISS-1", { by: "kim" }, 400, "must look like ISS-001"],
    ["ISS-001", undefined, 400, '{"by":"…"}'],
    ["ISS-001", { by: " " }, 400, "by"],
    ["ISS-007", { by: "kim" }, 404, "ISS-007"],
  ])("answers %s with %j by %i and a text that tells %s", async (issueId, body, status, text) => {
    const { dependencies } = world();
    await dependencies.open(issueReport());
    const reply = await respond(() => takeIssue(dependencies, about(issueId, body)));
    expect(reply.statusCode).toBe(status);
    expect(bodyOf(reply).message).toContain(text);
  });
});

describe("POST /issues/{issueId}/severity", () => {
  it("raises, repeats without harm, and refuses to lower", async () => {
    const { dependencies } = world();
    await dependencies.open(issueReport({ severity: "low" }));
    const raise = (severity: string) => respond(() => raiseIssue(dependencies, about("ISS-001", { severity })));
    expect(bodyOf(await raise("high"))).toMatchObject({ severity: "high" });
    expect(bodyOf(await raise("high"))).toMatchObject({ severity: "high" });
    const refused = await raise("medium");
    expect([refused.statusCode, bodyOf(refused).message]).toEqual([
      400,
      "severity: ISS-001 has severity high, which is only ever raised, never lowered to medium",
    ]);
  });
});

describe("GET /issues", () => {
  async function filled() {
    const { dependencies } = world();
    for (const [index, severity] of (["low", "high", "high"] as const).entries()) {
      await dependencies.open(issueReport({ severity, causeKey: String(index) }));
    }
    await dependencies.take("ISS-002", "kim");
    await dependencies.resolve("ISS-003", { remedy: "x" });
    const get = async (query?: Record<string, string>) =>
      respond(() => listIssues(dependencies, query ? { queryStringParameters: query } : {}));
    const numbers = async (query?: Record<string, string>) =>
      bodyOf(await get(query)).issues.map(({ issueId }: { issueId: string }) => issueId);
    return { get, numbers };
  }
  it("lists the log, and chooses by state and severity", async () => {
    const { numbers } = await filled();
    expect(await numbers()).toEqual(["ISS-001", "ISS-002", "ISS-003"]);
    expect(await numbers({ state: "open,taken" })).toEqual(["ISS-001", "ISS-002"]);
    expect(await numbers({ severity: "high" })).toEqual(["ISS-002", "ISS-003"]);
    expect(await numbers({ state: "taken", severity: "low" })).toEqual([]);
  });
  it.each([
    ["state", { state: "done" }],
    ["colour", { colour: "red" }],
  ])("refuses a filter that does not exist by naming %s", async (field, query) => {
    const reply = await (await filled()).get(query as Record<string, string>);
    expect(reply.statusCode).toBe(400);
    expect(bodyOf(reply).message).toContain(field);
  });
});

describe("GET /issues/{issueId}", () => {
  it("shows the issue and who was told of it", async () => {
    const { dependencies, watch } = world();
    await dependencies.open(issueReport());
    const notice = { noticeId: "open#0", line: "first", told: true, at: "2024-12-19T00:00:11.000Z" } as const;
    await watch.putNotice("ISS-001", notice);
    const reply = await respond(() => showIssue(dependencies, about("ISS-001")));
    expect(bodyOf(reply)).toMatchObject({ issue: { issueId: "ISS-001" }, notices: [notice] });
    expect((await respond(() => showIssue(dependencies, about("ISS-002")))).statusCode).toBe(404);
    expect((await respond(() => showIssue(dependencies, {}))).statusCode).toBe(400);
  });
});
