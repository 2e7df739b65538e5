import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { matterKeptMs } from "../domain/contact/first-contact.ts";
import type { CallerHistory } from "../ports/caller-history.ts";
import { parse } from "../runtime/parse.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems } from "./ledger-table.ts";

const Caller = z.object({ callerKey: z.string() });
const Matter = z.object({ contactId: z.string(), at: z.string() });

/** A contact's tie to its caller is cut after a month: as long as a callback may take, and no longer. */
const callerKeptSeconds = 30 * 86_400;
/** The longer of two windows: that of the rule for repeated contacts, at most 48 hours, and that of first-contact resolution. */
const matterKeptSeconds = Math.max(2 * 86_400, matterKeptMs / 1_000);

/**
 * The history in the ledger's table: one partition a caller. Everything in it expires (the table's time to live).
 * @param now for what expires so long after it was written
 */
export function createCallerHistory(client: DynamoDBDocumentClient, tableName: string, now: () => Date): CallerHistory {
  const put = async (item: Record<string, unknown>) => {
    try {
      await client.send(new PutCommand({ TableName: tableName, Item: item }));
    } catch (error) {
      throw faultOf(error, "write to the history of callers");
    }
  };
  const expiry = (from: Date, seconds: number) => Math.floor(from.getTime() / 1_000) + seconds;
  return {
    putCaller: (contactId, callerKey) =>
      put({
        pk: ledgerKeys.contact(contactId),
        sk: ledgerKeys.caller,
        callerKey,
        expiresAt: expiry(now(), callerKeptSeconds),
      }),
    callerOf: async (contactId) => {
      const Key = { pk: ledgerKeys.contact(contactId), sk: ledgerKeys.caller };
      try {
        const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
        return Item === undefined ? undefined : parse(Caller, Item, "the caller of a contact in the ledger").callerKey;
      } catch (error) {
        throw faultOf(error, "read the history of callers");
      }
    },
    noteMatter: (callerKey, intent, matter) =>
      put({
        pk: ledgerKeys.callerHistory(callerKey),
        sk: ledgerKeys.matter(intent, matter.contactId),
        ...matter,
        expiresAt: expiry(new Date(matter.at), matterKeptSeconds),
      }),
    listMatters: async (callerKey, intent) => {
      const keys = { pk: ledgerKeys.callerHistory(callerKey), prefix: ledgerKeys.matter(intent, "") };
      const items = await listItems(client, tableName, keys, "read the history of callers");
      return items.map((item) => parse(Matter, item, "a matter in the history of callers"));
    },
  };
}
