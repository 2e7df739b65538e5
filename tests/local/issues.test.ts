import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DeleteBucketCommand, DeleteObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { apiUrlOf, createApiCaller } from "../../local/cli/trace/http-api.ts";
import type { Issue } from "../../schemas/issue.ts";
import { type Centre, openCentre } from "../support/centre.ts";
import { contactByHand } from "../support/contact-by-hand.ts";
import { eventually } from "../support/eventually.ts";
import { answerOnCallPhone } from "../support/on-call-phone.ts";

describe("issues on the local stack", () => {
  let centre: Centre;
  let phone: Awaited<ReturnType<typeof answerOnCallPhone>>;
  let sfn: SFNClient;
  let s3: S3Client;
  beforeAll(async () => {
    centre = await openCentre();
    phone = await answerOnCallPhone(centre, "First");
    const own = {
      endpoint: centre.stack.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "tester", secretAccessKey: "secret" },
    };
    sfn = new SFNClient(own);
    s3 = new S3Client({ ...own, forcePathStyle: true });
  }, 120_000);
  afterAll(async () => {
    phone?.close();
    sfn?.destroy();
    s3?.destroy();
    await centre?.close();
  });

  const api = (method: "GET" | "POST", path: string, body?: unknown) => {
    const client = { region: "ap-northeast-2", endpoint: centre.stack.endpointUrl };
    const access = { client: { ...client, credentials: { accessKeyId: "tester", secretAccessKey: "secret" } } };
    const url = apiUrlOf({
      ...access,
      outputs: centre.stack.outputs,
      place: "the test",
      prefix: "aicc-dev",
      engines: {},
    });
    return createApiCaller(access, url)(method, path, body);
  };
  const executionOf = async (machine: string, name: string) => {
    const arn = centre.output(`${machine}MachineArn`).replace(":stateMachine:", ":execution:");
    return sfn.send(new DescribeExecutionCommand({ executionArn: `${arn}:${name}` }));
  };
  const ended = (issueId: string) =>
    eventually(`the execution of ${issueId} has ended`, async () => {
      const { status } = await executionOf("Issue", issueId);
      return status !== "RUNNING" && status;
    });
  const issueOf = (what: string, isWanted: (issue: Issue) => boolean) =>
    eventually(what, async () => (await centre.issues.list()).find(isWanted));

  const noticesInLog = async (): Promise<number> => {
    const stories = (await centre.issues.list()).map(
      async ({ issueId }) => (await api("GET", `/issues/${issueId}`)).body,
    );
    return (await Promise.all(stories)).reduce<number>(
      (sum, story) => sum + (story as { notices: unknown[] }).notices.length,
      0,
    );
  };

  it("a complaint is told to the first line at once, without a word of the caller, then taken, resolved and measured", async () => {
    const complaint = "상담 서비스가 너무 불친절해서 정식으로 불만을 접수하고 싶어요.";
    const call = centre.call({ says: [complaint] });
    await call.over;
    expect((await centre.end(call.contactId)).status).toBe("SUCCEEDED");
    const opened = await issueOf("the complaint is in the log", ({ contactId }) => contactId === call.contactId);
    const { issueId } = opened;
    expect(opened).toMatchObject({ state: "open", source: "complaint", occurrences: 1, contactIds: [call.contactId] });

    const notice = await phone.hear(issueId);
    expect(notice.Subject).toMatch(/^\[aicc\]\[(low|medium|high)\] ISS-\d+ is new \(first line\)$/);
    expect(notice.Message).toContain("1차 대응팀");
    expect(notice.Message).not.toContain("불친절");
    expect(notice.MessageAttributes).toMatchObject({ issueId: { Value: issueId }, source: { Value: "complaint" } });
    await eventually("the execution waits for somebody to take the issue", async () => {
      const { body } = await api("GET", `/issues/${issueId}`);
      return (body as { notices: unknown[] }).notices.length === 1;
    });

    expect(await api("POST", `/issues/${issueId}/taking`, { by: "kim" })).toMatchObject({
      status: 200,
      body: { state: "taken", takenBy: "kim", timeToTakeMs: expect.any(Number) },
    });
    expect(await api("GET", "/issues?state=taken")).toMatchObject({ body: { issues: [{ issueId }] } });
    expect(await api("POST", `/issues/${issueId}/resolution`, { remedy: "사과 전화를 드렸습니다" })).toMatchObject({
      status: 200,
      body: { state: "resolved", timeToResolveMs: expect.any(Number) },
    });
    expect(await ended(issueId)).toBe("SUCCEEDED");
    // On a slow machine an alarm may ring meanwhile and open an issue of its own, which is told as well: the log is what the metrics must agree with.
    await eventually(
      "every notice in the log is counted",
      async () => centre.total("IssueNotices") === (await noticesInLog()),
    );
    expect({ resolved: centre.total("IssuesResolved"), lost: centre.total("IssueNoticesLost") }).toEqual({
      resolved: 1,
      lost: 0,
    });
    const { timeToTakeMs, timeToResolveMs } = await centre.issues.read(issueId);
    expect([centre.total("TimeToTake"), centre.total("TimeToResolve")]).toEqual([timeToTakeMs, timeToResolveMs]);
  }, 60_000);

  it("an issue that is opened by hand has one execution, however often its event comes", async () => {
    const { body } = await api("POST", "/issues", { severity: "high", summary: "대시보드 차트 오류" });
    const { issue } = body as { issue: Issue };
    await phone.hear(issue.issueId);
    const detail = {
      metadata: {
        id: `${issue.issueId}.opened`,
        occurredAt: issue.openedAt,
        correlationId: issue.issueId,
        causationId: "again",
        version: 1,
      },
      data: { issueId: issue.issueId, severity: "high", source: "manual" },
    };
    const entry = { Source: "aicc", DetailType: "IssueOpened.v1", Detail: JSON.stringify(detail) };
    await centre.amazon.events.send(new PutEventsCommand({ Entries: [entry, entry, entry] }));
    await eventually("the events are dealt with", () => centre.stack.isIdle());
    const runs = centre.stack.stepFunctions.executions().filter(({ name }) => name === issue.issueId);
    expect(runs).toHaveLength(1);
    expect(phone.received.filter(({ Subject }) => Subject.includes(issue.issueId))).toHaveLength(1);
    await api("POST", `/issues/${issue.issueId}/resolution`, { remedy: "새로고침" });
    expect(await ended(issue.issueId)).toBe("SUCCEEDED");
    expect(centre.lost).toEqual([]);
  }, 60_000);

  it("an execution that somebody stops opens an issue", async () => {
    const contact = contactByHand(centre);
    await contact.publish(contact.detail("INITIATED"));
    const { executionArn } = await eventually("the contact has an execution", () =>
      executionOf("Contact", contact.contactId).catch(() => undefined),
    );
    await sfn.send(new StopExecutionCommand({ executionArn, error: "Operator", cause: "a test" }));
    expect(
      await issueOf("an issue is opened", ({ contactIds }) => contactIds.includes(contact.contactId)),
    ).toMatchObject({
      source: "execution",
      severity: "high",
      summary: "an execution of contact ended as ABORTED with Operator",
      causeKey: "execution#contact#ABORTED#Operator",
    });
  }, 60_000);

  it("an alarm opens an issue, and its return to OK is noted on it", async () => {
    const alarmName = `aicc-dev-test-${randomUUID()}`;
    const change = (value: string, timestamp: string) =>
      centre.amazon.events.send(
        new PutEventsCommand({
          Entries: [
            {
              Source: "aws.cloudwatch",
              DetailType: "CloudWatch Alarm State Change",
              Detail: JSON.stringify({
                alarmName,
                state: { value, reason: "Threshold Crossed", timestamp },
                configuration: { description: "[high] a test" },
              }),
            },
          ],
        }),
      );
    await change("ALARM", "2026-11-22T10:00:00.000+0000");
    const opened = await issueOf("an issue is opened", ({ causeKey }) => causeKey === `alarm#${alarmName}`);
    expect(opened).toMatchObject({
      source: "alarm",
      severity: "high",
      summary: `alarm ${alarmName}: Threshold Crossed`,
    });
    await change("OK", "2026-11-22T10:05:00.000+0000");
    const recovered = await issueOf("the recovery is noted", ({ recoveredAt }) => recoveredAt !== undefined);
    expect(recovered).toMatchObject({
      issueId: opened.issueId,
      state: "open",
      recoveredAt: "2026-11-22T10:05:00.000Z",
    });
  }, 60_000);

  it("a contact that fails by a fault has one issue, told once by its machine and once by its failed execution", async () => {
    const invocations = () =>
      centre.stack.metrics.values({
        namespace: "AWS/Lambda",
        name: "Invocations",
        dimensions: { FunctionName: centre.stack.resources.OpenExecutionIssueLambdaFunction?.ref ?? "" },
      }).length;
    const before = invocations();
    const Bucket = centre.output("ArchiveBucketName");
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await s3.send(new DeleteBucketCommand({ Bucket }));
    const contact = contactByHand(centre);
    await contact.publish(contact.detail("INITIATED"));
    await contact.hangUp();
    expect((await centre.end(contact.contactId)).status).toBe("FAILED");
    await eventually("its end has been told", () => invocations() > before && centre.stack.isIdle());
    const issues = (await centre.issues.list()).filter(({ contactIds }) => contactIds.includes(contact.contactId));
    expect(issues).toMatchObject([
      { source: "fault", causeKey: "fault#contact.ArchiveTranscript#Rejected", occurrences: 1, contactCount: 1 },
    ]);
    expect(centre.lost).toEqual([]);
  }, 60_000);

  it("the log, and the tables of the operations report, are printed by the command line", async () => {
    const issues = await centre.issues.list();
    const url = apiUrlOf({
      client: { region: "ap-northeast-2", endpoint: centre.stack.endpointUrl },
      outputs: centre.stack.outputs,
      place: "the test",
      prefix: "aicc-dev",
      engines: {},
    });
    const run = async (...args: string[]) => {
      const at = ["--endpoint", centre.stack.endpointUrl, "--api", url];
      const node = "node_modules/.bin/node";
      return promisify(execFile)(node, ["local/cli/issues.ts", ...args, ...at], { encoding: "utf8" });
    };
    const { stdout: log } = await run();
    for (const { issueId } of issues) expect(log).toContain(issueId);
    const { stdout: report } = await run("report");
    expect(report).toContain("| 이슈 ID | 발생일시 | 심각도 | 내용 | 상태 | 해결시간 |");
    expect(report).toContain("- **해결 방법**: 사과 전화를 드렸습니다");
    const { stdout: shown } = await run("show", issues[0]?.issueId ?? "");
    expect(shown).toMatch(/told\s+first line \d{4}-/);
    await expect(run("take", "ISS-999", "--by", "kim")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("there is no issue ISS-999"),
    });
  }, 60_000);
});
