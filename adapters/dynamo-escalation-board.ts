import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import type { EscalationBoard } from "../ports/escalation-board.ts";
import { parse } from "../runtime/parse.ts";
import { Handover } from "../schemas/handover.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems } from "./ledger-table.ts";

const Waiting = z.object({ contactId: z.string(), priority: z.number(), since: z.string() });
const Served = z.object({ servedAt: z.string() });

/** What was served longer ago says nothing about the pace of a queue. */
const servedKeptSeconds = 86_400;

/** The board in the ledger's table: one partition a queue, one item a waiting contact, so that two writers never meet in one item. */
export function createEscalationBoard(client: DynamoDBDocumentClient, tableName: string): EscalationBoard {
  const what = "write to the board of waiting contacts";
  const put = (item: Record<string, unknown>) =>
    guarded(what, client.send(new PutCommand({ TableName: tableName, Item: item })));
  const get = async (pk: string, sk: string): Promise<unknown> => {
    const command = new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true });
    return (await guarded("read the board of waiting contacts", client.send(command))).Item;
  };
  return {
    putHandover: async (handover) => {
      await put({ pk: ledgerKeys.contact(handover.contactId), sk: ledgerKeys.handover, ...handover });
    },
    readHandover: async (contactId) => {
      const item = await get(ledgerKeys.contact(contactId), ledgerKeys.handover);
      return item === undefined ? undefined : parse(Handover, item, "a handover in the ledger");
    },
    enter: async (queue, contact) => {
      await put({ pk: ledgerKeys.queue(queue), sk: ledgerKeys.waiting(contact.contactId), ...contact });
    },
    leave: async (queue, contactId, servedAt) => {
      const Key = { pk: ledgerKeys.queue(queue), sk: ledgerKeys.waiting(contactId) };
      await guarded(what, client.send(new DeleteCommand({ TableName: tableName, Key })));
      if (servedAt === undefined) return;
      const expiresAt = Math.floor(Date.parse(servedAt) / 1_000) + servedKeptSeconds;
      await put({ pk: ledgerKeys.queue(queue), sk: ledgerKeys.served(servedAt, contactId), servedAt, expiresAt });
    },
    listWaiting: async (queue) => {
      const keys = { pk: ledgerKeys.queue(queue), prefix: "WAITING#" };
      const items = await listItems(client, tableName, keys, "read the board of waiting contacts");
      return items.map((item) => parse(Waiting, item, "a waiting contact on the board"));
    },
    lastServed: async (queue) => {
      const command = new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": ledgerKeys.queue(queue), ":prefix": "SERVED#" },
        ScanIndexForward: false,
        Limit: 10,
      });
      const { Items = [] } = await guarded("read the board of waiting contacts", client.send(command));
      return Items.map((item) => parse(Served, item, "a served contact on the board").servedAt);
    },
    offerCallback: async (contactId) => {
      await put({ pk: ledgerKeys.contact(contactId), sk: ledgerKeys.callbackOffer });
    },
    isCallbackOffered: async (contactId) =>
      (await get(ledgerKeys.contact(contactId), ledgerKeys.callbackOffer)) !== undefined,
  };
}

async function guarded<T>(what: string, sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    throw faultOf(error, what);
  }
}
