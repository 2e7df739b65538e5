import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import {
  beginIssue,
  isCounted,
  joinReport,
  noteRecovery,
  raiseSeverity,
  resolveIssue,
  type TrackedIssue,
  takeIssue,
} from "../domain/issue/issue-life.ts";
import { issueNumber } from "../domain/issue/issue-number.ts";
import type { IssueRegister } from "../ports/issue-register.ts";
import { rejected, transient } from "../runtime/faults.ts";
import { parse } from "../runtime/parse.ts";
import { Issue } from "../schemas/issue.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems, wasWritten } from "./ledger-table.ts";
import { stepAside } from "./step-aside.ts";

/** How often a lost race for a number or a change is run again. */
const maxRaces = 50;

const StoredIssue = Issue.extend({ recentOccurrences: z.array(z.string()), version: z.int().positive() });
type StoredIssue = z.infer<typeof StoredIssue>;

/**
 * The issue log in the ledger's table. The next number is claimed by a conditional write to its own key, so that two openings at once cannot share a
 * number nor skip one; the loser reads the log again and so sees whether the winner had the same cause. Changes are written under a version.
 * @param afterLostRace waits before a lost race is run again; told how many were lost before it
 */
export function createIssueRegister(
  client: DynamoDBDocumentClient,
  tableName: string,
  now: () => Date,
  afterLostRace: (race: number) => Promise<void> = stepAside,
): IssueRegister {
  const listStored = async (): Promise<StoredIssue[]> => {
    const keys = { pk: ledgerKeys.issues, prefix: "ISS-" };
    const items = await listItems(client, tableName, keys, "read the issue log");
    return items
      .map((item) => parse(StoredIssue, item, "an issue in the ledger"))
      .sort((a, b) => a.issueId.localeCompare(b.issueId, "en", { numeric: true }));
  };
  const readStored = async (issueId: string): Promise<StoredIssue> => {
    const command = new GetCommand({
      TableName: tableName,
      Key: { pk: ledgerKeys.issues, sk: issueId },
      ConsistentRead: true,
    });
    let item: unknown;
    try {
      item = (await client.send(command)).Item;
    } catch (error) {
      throw faultOf(error, "read the issue log");
    }
    if (item === undefined) throw rejected(`there is no issue ${issueId}; list the issues to see which there are`);
    return parse(StoredIssue, item, "an issue in the ledger");
  };
  /** Writes an issue over its version `version`, 0 for one that is not there yet; tells whether nobody else was faster. */
  const put = (issue: TrackedIssue, version: number): Promise<boolean> => {
    // What breaks the contract must not get into the log: it could not be read any more.
    const stored = parse(StoredIssue, { ...issue, version: version + 1 }, "the issue to be written");
    const command = new PutCommand({
      TableName: tableName,
      Item: { ...stored, pk: ledgerKeys.issues, sk: issue.issueId },
      ...(version === 0
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : { ConditionExpression: "version = :version", ExpressionAttributeValues: { ":version": version } }),
    });
    return wasWritten("write to the issue log", () => client.send(command));
  };
  /** Reads, changes and writes an issue; a lost race reads again, and what changes nothing is not written. */
  const change = async (issueId: string, edit: (issue: TrackedIssue) => TrackedIssue): Promise<Issue> => {
    for (let race = 0; race < maxRaces; race++) {
      const { version, ...before } = await readStored(issueId);
      const after = edit(before);
      if (JSON.stringify(after) === JSON.stringify(before) || (await put(after, version))) return Issue.parse(after);
      await afterLostRace(race);
    }
    throw transient(`could not change issue ${issueId}: lost ${maxRaces} races in a row`);
  };

  return {
    open: async (report) => {
      for (let race = 0; race < maxRaces; race++) {
        const known = await listStored();
        const at = now().toISOString();
        const ofCause = known.filter(({ causeKey }) => causeKey === report.causeKey);
        // A report that comes again may be late: behind it its issue was resolved, and another one opened.
        const counted = ofCause.find((issue) => isCounted(issue, report));
        if (counted) return { issue: Issue.parse(counted), isNew: false };
        const latest = ofCause.at(-1);
        if (latest && latest.state !== "resolved") {
          const { version, ...before } = latest;
          const joined = joinReport(before, report, at);
          if (await put(joined, version)) return { issue: Issue.parse(joined), isNew: false };
        } else {
          const issue = beginIssue(report, issueNumber(known.length + 1), at, latest?.issueId);
          if (await put(issue, 0)) return { issue: Issue.parse(issue), isNew: true };
        }
        await afterLostRace(race);
      }
      throw transient(`could not open an issue: lost ${maxRaces} races in a row`);
    },
    take: (issueId, by) => change(issueId, (issue) => takeIssue(issue, by, now().toISOString())),
    raise: (issueId, severity) => change(issueId, (issue) => raiseSeverity(issue, severity)),
    recover: async (causeKey, at) => {
      const latest = (await listStored()).findLast((issue) => issue.causeKey === causeKey);
      if (!latest || latest.state === "resolved") return undefined;
      return change(latest.issueId, (issue) => noteRecovery(issue, at));
    },
    resolve: (issueId, resolution) => change(issueId, (issue) => resolveIssue(issue, resolution, now().toISOString())),
    read: async (issueId) => Issue.parse(await readStored(issueId)),
    list: async () => (await listStored()).map((issue) => Issue.parse(issue)),
  };
}
