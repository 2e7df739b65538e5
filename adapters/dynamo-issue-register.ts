import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { issueNumber } from "../domain/issue/issue-number.ts";
import type { IssueRegister } from "../ports/issue-register.ts";
import { rejected, transient } from "../runtime/faults.ts";
import { parse } from "../runtime/parse.ts";
import { Issue } from "../schemas/issue.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems, wasWritten } from "./ledger-table.ts";

/** How often a lost race for a number is run again. */
const maxRaces = 50;

/**
 * The issue log in the ledger's table. The next number is claimed by a conditional write to its own key, so that two openings at once cannot share a
 * number nor skip one; the loser reads the log again and so sees whether the winner was its own repetition.
 */
export function createIssueRegister(client: DynamoDBDocumentClient, tableName: string, now: () => Date): IssueRegister {
  const list = async (): Promise<Issue[]> => {
    const keys = { pk: ledgerKeys.issues, prefix: "ISS-" };
    const items = await listItems(client, tableName, keys, "read the issue log");
    return items
      .map((item) => parse(Issue, item, "an issue in the ledger"))
      .sort((a, b) => a.issueId.localeCompare(b.issueId, "en", { numeric: true }));
  };
  const put = (issue: Issue, condition: string, values?: Record<string, unknown>): Promise<boolean> =>
    wasWritten("write to the issue log", () =>
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: { pk: ledgerKeys.issues, sk: issue.issueId, ...issue },
          ConditionExpression: condition,
          ...(values && { ExpressionAttributeNames: { "#state": "state" }, ExpressionAttributeValues: values }),
        }),
      ),
    );

  return {
    open: async (opening) => {
      for (let race = 0; race < maxRaces; race++) {
        const known = await list();
        const same = known.find((issue) => issue.causeKey === opening.causeKey);
        if (same) return { issue: same, isNew: false };
        const issue: Issue = {
          ...opening,
          issueId: issueNumber(known.length + 1),
          state: "open",
          openedAt: now().toISOString(),
        };
        if (await put(issue, "attribute_not_exists(pk)")) return { issue, isNew: true };
      }
      throw transient(`could not number an issue: lost ${maxRaces} races in a row`);
    },
    resolve: async (issueId, resolution) => {
      const issue = (await list()).find((candidate) => candidate.issueId === issueId);
      if (!issue) throw rejected(`there is no issue ${issueId}; list the issues to see which there are`);
      if (issue.state === "resolved") return issue;
      const resolvedAt = now();
      const resolved: Issue = {
        ...issue,
        ...resolution,
        state: "resolved",
        resolvedAt: resolvedAt.toISOString(),
        timeToResolveMs: Math.max(0, resolvedAt.getTime() - Date.parse(issue.openedAt)),
      };
      if (await put(resolved, "#state = :open", { ":open": "open" })) return resolved;
      throw transient(`issue ${issueId} was resolved by somebody else at the same moment; read it again`);
    },
    list,
  };
}
