import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { callOutcomes } from "../domain/callback/call-outcome.ts";
import { callbackOutcomes } from "../domain/callback/callback-outcome.ts";
import type { CallbackBook } from "../ports/callback-book.ts";
import { parse } from "../runtime/parse.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems, wasWritten } from "./ledger-table.ts";

const Preferred = z.object({ from: z.string(), to: z.string() });
const PromiseItem = z.object({
  contactId: z.string(),
  languageCode: z.string(),
  promisedAt: z.string(),
  preferred: Preferred.exactOptional(),
});
const CallItem = z.object({
  call: z.number(),
  calledAt: z.string(),
  outboundContactId: z.string().exactOptional(),
  outcome: z.enum(callOutcomes).exactOptional(),
});
const PurposeItem = z.object({ contactId: z.string(), queue: z.string() });
const EndItem = z.object({
  outcome: z.enum(callbackOutcomes),
  completedAt: z.string(),
  joinedTo: z.string().exactOptional(),
});
const OpenItem = z.object({ contactId: z.string() });

/** An open callback whose machine has died frees the caller by itself: a little longer than the machine may take. */
const openSeconds = 22 * 86_400;

/** The book in the ledger's table: promise, calls and end lie with the contact of the promise, the rest with the caller's key. */
export function createCallbackBook(
  client: DynamoDBDocumentClient,
  tableName: string,
  now: () => Date = () => new Date(),
): CallbackBook {
  const reading = "read the book of callbacks";
  const writing = "write to the book of callbacks";
  const get = async (pk: string, sk: string): Promise<unknown> => {
    try {
      const command = new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true });
      return (await client.send(command)).Item;
    } catch (error) {
      throw faultOf(error, reading);
    }
  };
  const read = async <Schema extends z.ZodType>(schema: Schema, pk: string, sk: string, what: string) => {
    const item = await get(pk, sk);
    return item === undefined ? undefined : parse(schema, item, `${what} in the book of callbacks`);
  };
  const put = async (item: Record<string, unknown>): Promise<void> => {
    try {
      await client.send(new PutCommand({ TableName: tableName, Item: item }));
    } catch (error) {
      throw faultOf(error, writing);
    }
  };
  const putOnce = (item: Record<string, unknown>) =>
    wasWritten(writing, () =>
      client.send(
        new PutCommand({ TableName: tableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" }),
      ),
    );
  const readPromise = (contactId: string) =>
    read(PromiseItem, ledgerKeys.contact(contactId), ledgerKeys.callbackPromise, "a promise");
  const readEnd = (contactId: string) => read(EndItem, ledgerKeys.contact(contactId), ledgerKeys.callbackEnd, "an end");

  return {
    readPromise,
    promise: async (promise) => {
      const key = { pk: ledgerKeys.contact(promise.contactId), sk: ledgerKeys.callbackPromise };
      const isNew = await putOnce({ ...key, ...promise });
      return (isNew ? undefined : await readPromise(promise.contactId)) ?? promise;
    },
    openFor: async (callerKey, contactId) => {
      const seconds = Math.floor(now().getTime() / 1_000);
      const key = { pk: ledgerKeys.callerHistory(callerKey), sk: ledgerKeys.openCallback };
      const command = new PutCommand({
        TableName: tableName,
        Item: { ...key, contactId, expiresAt: seconds + openSeconds },
        ConditionExpression: "attribute_not_exists(pk) OR contactId = :contactId OR expiresAt < :now",
        ExpressionAttributeValues: { ":contactId": contactId, ":now": seconds },
      });
      if (await wasWritten(writing, () => client.send(command))) return contactId;
      return (await read(OpenItem, key.pk, key.sk, "an open callback"))?.contactId ?? contactId;
    },
    closeFor: async (callerKey, contactId) => {
      const command = new DeleteCommand({
        TableName: tableName,
        Key: { pk: ledgerKeys.callerHistory(callerKey), sk: ledgerKeys.openCallback },
        ConditionExpression: "contactId = :contactId",
        ExpressionAttributeValues: { ":contactId": contactId },
      });
      await wasWritten(writing, () => client.send(command));
    },
    putCall: (contactId, call) =>
      put({ pk: ledgerKeys.contact(contactId), sk: ledgerKeys.callbackCall(call.call), ...call }),
    listCalls: async (contactId) => {
      const keys = { pk: ledgerKeys.contact(contactId), prefix: "CALLBACK-CALL#" };
      const items = await listItems(client, tableName, keys, reading);
      return items.map((item) => parse(CallItem, item, "a call in the book of callbacks"));
    },
    putPurpose: (outboundContactId, purpose) =>
      put({ pk: ledgerKeys.contact(outboundContactId), sk: ledgerKeys.callbackOf, ...purpose }),
    readPurpose: (outboundContactId) =>
      read(PurposeItem, ledgerKeys.contact(outboundContactId), ledgerKeys.callbackOf, "a purpose"),
    readEnd,
    end: async (contactId, end) => {
      const isNew = await putOnce({ pk: ledgerKeys.contact(contactId), sk: ledgerKeys.callbackEnd, ...end });
      return (isNew ? undefined : await readEnd(contactId)) ?? end;
    },
    setDoNotCall: async (callerKey, doNotCall) => {
      const key = { pk: ledgerKeys.callerHistory(callerKey), sk: ledgerKeys.doNotCall };
      if (doNotCall) {
        await put({ ...key, since: now().toISOString() });
        return;
      }
      try {
        await client.send(new DeleteCommand({ TableName: tableName, Key: key }));
      } catch (error) {
        throw faultOf(error, writing);
      }
    },
    isDoNotCall: async (callerKey) =>
      (await get(ledgerKeys.callerHistory(callerKey), ledgerKeys.doNotCall)) !== undefined,
  };
}
