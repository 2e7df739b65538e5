import { randomUUID } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createIssueRegister } from "../../../adapters/dynamo-issue-register.ts";
import { createIssueWatch } from "../../../adapters/dynamo-issue-watch.ts";
import { issueNumber } from "../../../domain/issue/issue-number.ts";
import { at, issueReport } from "../../support/builders.ts";
import { openLocalTable } from "../../support/local-table.ts";

let table: Awaited<ReturnType<typeof openLocalTable>>;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

const register = (second: number, tableName = table.tableName) =>
  createIssueRegister(
    table.client,
    tableName,
    () => new Date(at(second)),
    async () => turn(),
  );

describe("the issue log in DynamoDB", () => {
  const complaint = (causeKey: string) => issueReport({ causeKey, occurrenceId: randomUUID() });

  it("numbers without gaps or doubles when many open at once, and joins equal causes", async () => {
    const causes = Array.from({ length: 12 }, (_, index) => `cause-${index % 8}`);
    const opened = await Promise.all(causes.map((cause) => register(10).open(complaint(cause))));
    const issues = await register(10).list();
    expect(issues.map((issue) => issue.issueId)).toEqual(Array.from({ length: 8 }, (_, index) => `ISS-00${index + 1}`));
    expect(opened.filter((opening) => opening.isNew)).toHaveLength(8);
    expect(issues.reduce((sum, { occurrences }) => sum + occurrences, 0)).toBe(12);
  });
  it("measures the time to resolve once", async () => {
    expect(await register(70).resolve("ISS-003", { remedy: "안내" })).toMatchObject({
      state: "resolved",
      timeToResolveMs: 60_000,
    });
    expect(await register(99).resolve("ISS-003", { remedy: "또" })).toMatchObject({
      remedy: "안내",
      timeToResolveMs: 60_000,
    });
  });
  it("names a number that does not exist", async () => {
    for (const deed of [
      register(1).resolve("ISS-999", { remedy: "x" }),
      register(1).take("ISS-999", "kim"),
      register(1).read("ISS-999"),
    ]) {
      await expect(deed).rejects.toMatchObject({ name: "Rejected", message: expect.stringContaining("ISS-999") });
    }
  });
  it("opens a new issue after the resolution, which names the earlier one", async () => {
    const { causeKey } = await register(80).read("ISS-003");
    expect(await register(80).open(complaint(causeKey))).toMatchObject({
      isNew: true,
      issue: { issueId: "ISS-009", follows: "ISS-003", state: "open" },
    });
  });
  it("knows a report again, before and after the resolution", async () => {
    const report = complaint("again");
    const first = await register(80).open(report);
    expect(first).toMatchObject({ isNew: true });
    expect(await register(81).open(report)).toEqual({ issue: first.issue, isNew: false });
    await register(90).resolve(first.issue.issueId, { remedy: "x" });
    expect(await register(91).open(report)).toMatchObject({
      isNew: false,
      issue: { issueId: first.issue.issueId, state: "resolved" },
    });
  });
  it("knows a report again when a new issue of its cause was opened behind its own", async () => {
    const own = await openLocalTable();
    try {
      const log = createIssueRegister(own.client, own.tableName, () => new Date(at(10)));
      const report = complaint("late");
      const first = await log.open(report);
      await log.resolve(first.issue.issueId, { remedy: "x" });
      const second = await log.open(complaint("late"));
      expect(await log.open(report)).toMatchObject({ isNew: false, issue: { issueId: first.issue.issueId } });
      expect(await log.read(second.issue.issueId)).toEqual(second.issue);
    } finally {
      await own.close();
    }
  });
  it("loses no change when people and reports come at once", async () => {
    const { issue } = await register(100).open(complaint("busy"));
    await Promise.all([
      ...Array.from({ length: 6 }, () => register(110).open(complaint("busy"))),
      register(120).take(issue.issueId, "kim"),
      register(121).raise(issue.issueId, "high"),
      register(122).recover("busy", at(115)),
    ]);
    expect(await register(130).read(issue.issueId)).toMatchObject({
      occurrences: 7,
      state: "taken",
      takenBy: "kim",
      severity: "high",
      recoveredAt: at(115),
    });
  });
  it("lets one of two that resolve at once have the say", async () => {
    const { issue } = await register(100).open(complaint("raced"));
    const resolved = await Promise.all(
      ["one", "two"].map((remedy, index) => register(110 + index).resolve(issue.issueId, { remedy })),
    );
    expect(new Set(resolved.map(({ remedy }) => remedy)).size).toBe(1);
  });
  it("takes in a hundred contacts that meet the same fault at the same moment, without one lost", async () => {
    const patient = createIssueRegister(table.client, table.tableName, () => new Date(at(100)));
    // On a busy machine a report may lose all its races; the machines run their step again then.
    const openWithRetries = async (report: ReturnType<typeof complaint>, attempts = 4): Promise<unknown> =>
      patient.open(report).catch((fault: Error) => {
        if (fault.name !== "Transient" || attempts === 1) throw fault;
        return openWithRetries(report, attempts - 1);
      });
    await Promise.all(Array.from({ length: 100 }, () => openWithRetries(complaint("an outage"))));
    const issues = (await register(110).list()).filter(({ causeKey }) => causeKey === "an outage");
    expect(issues).toMatchObject([{ occurrences: 100, severity: "high" }]);
  }, 60_000);
  it("gives up a race that it loses again and again, as a passing fault", async () => {
    const { issue } = await register(100).open(complaint("contended"));
    const losing: typeof table.client = Object.assign(Object.create(table.client), {
      send: async (command: PutCommand) => {
        if (command.constructor !== PutCommand) return table.client.send(command);
        throw new ConditionalCheckFailedException({ message: "", $metadata: {} });
      },
    });
    const lost: number[] = [];
    const late = createIssueRegister(
      losing,
      table.tableName,
      () => new Date(at(100)),
      async (race) => {
        lost.push(race);
      },
    );
    for (const deed of [
      late.open(complaint("contended")),
      late.open(complaint("new")),
      late.take(issue.issueId, "kim"),
    ]) {
      await expect(deed).rejects.toMatchObject({
        name: "Transient",
        message: expect.stringContaining("lost 50 races in a row"),
      });
    }
    expect(lost.slice(0, 3)).toEqual([0, 0, 0]);
    expect(Math.max(...lost)).toBe(49);
  });
  it("refuses what would make the log unreadable", async () => {
    const before = await register(100).list();
    await expect(register(100).open({ ...complaint("long"), summary: "x".repeat(501) })).rejects.toMatchObject({
      name: "ContractViolation",
      message: expect.stringContaining("summary"),
    });
    expect(await register(100).list()).toEqual(before);
  });
  it("names the error when the table is missing", async () => {
    await expect(register(1, "no-such-table").read("ISS-001")).rejects.toMatchObject({
      name: "Rejected",
      message: "could not read the issue log: ResourceNotFoundException",
    });
  });
  it("numbers on in order beyond 999", async () => {
    const last = (await register(1).list()).length;
    const item = { ...(await register(1).read("ISS-001")), version: 1, recentOccurrences: [] };
    const numbers = Array.from({ length: 1_000 - last }, (_, index) => issueNumber(last + 1 + index));
    await Promise.all(
      numbers.map((issueId) =>
        table.client.send(
          new PutCommand({
            TableName: table.tableName,
            Item: { ...item, pk: "ISSUES", sk: issueId, issueId, causeKey: issueId },
          }),
        ),
      ),
    );
    expect((await register(1).open(complaint("the thousand and first"))).issue.issueId).toBe("ISS-1001");
    expect((await register(1).list()).at(-1)?.issueId).toBe("ISS-1001");
  });
});

describe("any history of the issue log", () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant("open" as const), cause: fc.integer({ min: 0, max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("repeat" as const), cause: fc.integer({ min: 0, max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("take" as const), cause: fc.integer({ min: 0, max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("resolve" as const), cause: fc.integer({ min: 0, max: 3 }) }) },
  );

  it("has no gap, no double, one unresolved issue a cause, and every report counted once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { maxLength: 5 }), async (rounds) => {
        const own = await openLocalTable();
        try {
          const log = createIssueRegister(
            own.client,
            own.tableName,
            () => new Date(at(10)),
            async () => turn(),
          );
          const lastReports = new Map<number, ReturnType<typeof issueReport>>();
          let reports = 0;
          for (const round of rounds) {
            const known = await log.list();
            const deeds = await Promise.allSettled(
              round.map(async ({ do: deed, cause }) => {
                const latest = known.findLast(({ causeKey }) => causeKey === String(cause));
                if (deed === "open") {
                  reports += 1;
                  const report = issueReport({ causeKey: String(cause), occurrenceId: randomUUID() });
                  await log.open(report);
                  lastReports.set(cause, report);
                } else if (deed === "repeat") {
                  const report = lastReports.get(cause);
                  if (report) await log.open(report);
                } else if (latest) {
                  await (deed === "take"
                    ? log.take(latest.issueId, "kim")
                    : log.resolve(latest.issueId, { remedy: "x" }));
                }
              }),
            );
            expect(deeds.filter(({ status }) => status === "rejected")).toEqual([]);
          }
          const issues = await log.list();
          expect(issues.map(({ issueId }) => issueId)).toEqual(issues.map((_, index) => issueNumber(index + 1)));
          expect(issues.reduce((sum, { occurrences }) => sum + occurrences, 0)).toBe(reports);
          for (const { causeKey } of issues) {
            const same = issues.filter((issue) => issue.causeKey === causeKey);
            expect(same.slice(0, -1).every(({ state }) => state === "resolved")).toBe(true);
            expect(same.map(({ follows }) => follows)).toEqual([
              undefined,
              ...same.slice(0, -1).map((one) => one.issueId),
            ]);
          }
        } finally {
          await own.close();
        }
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe("what an issue's execution leaves behind", () => {
  const watch = () => createIssueWatch(table.client, table.tableName);

  it("is the latest token of each wait", async () => {
    await watch().putToken("ISS-001", "taking", "t1");
    await watch().putToken("ISS-001", "taking", "t2");
    expect(await watch().readToken("ISS-001", "taking")).toBe("t2");
    expect(await watch().readToken("ISS-001", "resolution")).toBeUndefined();
  });
  it("is each notice once, in the order in which they were given", async () => {
    const notice = (noticeId: string, second: number) =>
      ({ noticeId, line: "first", told: true, at: at(second) }) as const;
    expect(await watch().putNotice("ISS-001", notice("taken#0", 90))).toBe(true);
    expect(await watch().putNotice("ISS-001", notice("open#0", 10))).toBe(true);
    expect(await watch().putNotice("ISS-001", notice("open#0", 20))).toBe(false);
    expect(await watch().listNotices("ISS-001")).toEqual([notice("open#0", 10), notice("taken#0", 90)]);
    expect(await watch().listNotices("ISS-002")).toEqual([]);
  });
  it("is one claim of each effect", async () => {
    const claims = await Promise.all(Array.from({ length: 5 }, () => watch().claimOnce("ISS-001", "metrics")));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });
  it("is refused by name when the table is missing", async () => {
    const gone = createIssueWatch(table.client, "no-such-table");
    for (const deed of [gone.readToken("ISS-001", "taking"), gone.putToken("ISS-001", "taking", "t")]) {
      await expect(deed).rejects.toMatchObject({ name: "Rejected" });
    }
  });
});
