import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import type { CallbackBook, CallbackPromise } from "../ports/callback-book.ts";
import { parse } from "../runtime/parse.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { wasWritten } from "./ledger-table.ts";

const PromiseItem = z.object({ contactId: z.string(), languageCode: z.string(), promisedAt: z.string() });

/** The book of callbacks in the ledger's table: a promise lies with the contact it was given in. */
export function createCallbackBook(client: DynamoDBDocumentClient, tableName: string): CallbackBook {
  const readPromise = async (contactId: string): Promise<CallbackPromise | undefined> => {
    const Key = { pk: ledgerKeys.contact(contactId), sk: ledgerKeys.callbackPromise };
    try {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : parse(PromiseItem, Item, "the promise of a callback in the ledger");
    } catch (error) {
      throw faultOf(error, "read the book of callbacks");
    }
  };
  return {
    readPromise,
    promise: async (promise) => {
      const Item = { pk: ledgerKeys.contact(promise.contactId), sk: ledgerKeys.callbackPromise, ...promise };
      const put = new PutCommand({ TableName: tableName, Item, ConditionExpression: "attribute_not_exists(pk)" });
      const isNew = await wasWritten("write to the book of callbacks", () => client.send(put));
      return (isNew ? undefined : await readPromise(promise.contactId)) ?? promise;
    },
  };
}
