import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import type { IssueWatch } from "../ports/issue-watch.ts";
import { parse } from "../runtime/parse.ts";
import { IssueNotice } from "../schemas/issue.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems, wasWritten } from "./ledger-table.ts";

const TokenItem = z.object({ token: z.string() });

/** What an issue's execution leaves behind, in a partition of the ledger's table for each issue. */
export function createIssueWatch(client: DynamoDBDocumentClient, tableName: string): IssueWatch {
  const what = "write to the ledger";
  /** Writes an item unless its key is taken; tells whether it was written. */
  const putOnce = (issueId: string, sk: string, fields: Readonly<Record<string, unknown>> = {}) =>
    wasWritten(what, () =>
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...fields, pk: ledgerKeys.issue(issueId), sk },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      ),
    );
  return {
    putToken: async (issueId, awaited, token) => {
      const Item = { pk: ledgerKeys.issue(issueId), sk: ledgerKeys.token(awaited), token };
      try {
        await client.send(new PutCommand({ TableName: tableName, Item }));
      } catch (error) {
        throw faultOf(error, what);
      }
    },
    readToken: async (issueId, awaited) => {
      const Key = { pk: ledgerKeys.issue(issueId), sk: ledgerKeys.token(awaited) };
      try {
        const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
        return Item === undefined ? undefined : parse(TokenItem, Item, "a token in the ledger").token;
      } catch (error) {
        throw faultOf(error, "read the ledger");
      }
    },
    putNotice: (issueId, notice) => putOnce(issueId, ledgerKeys.notice(notice.noticeId), notice),
    listNotices: async (issueId) => {
      const keys = { pk: ledgerKeys.issue(issueId), prefix: ledgerKeys.notice("") };
      const items = await listItems(client, tableName, keys, "read the ledger");
      return items
        .map((item) => parse(IssueNotice, item, "a notice in the ledger"))
        .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    },
    claimOnce: (issueId, mark) => putOnce(issueId, ledgerKeys.once(mark)),
  };
}
