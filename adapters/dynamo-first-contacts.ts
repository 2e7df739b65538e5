import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import type { FirstContacts } from "../ports/first-contacts.ts";
import { transient } from "../runtime/faults.ts";
import { parse } from "../runtime/parse.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { wasWritten } from "./ledger-table.ts";

const FirstContactItem = z.object({ isFirst: z.boolean(), isResolved: z.boolean() });
const ReturnItem = z.object({ contactId: z.string(), at: z.string() });

/** Judgements of first contacts in the ledger's table, in the partitions of their contacts. */
export function createFirstContacts(client: DynamoDBDocumentClient, tableName: string): FirstContacts {
  const read = async <Schema extends z.ZodType>(
    schema: Schema,
    contactId: string,
    sk: string,
  ): Promise<z.output<Schema> | undefined> => {
    const Key = { pk: ledgerKeys.contact(contactId), sk };
    try {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : parse(schema, Item, "the judgement of a contact in the ledger");
    } catch (error) {
      throw faultOf(error, "read the ledger");
    }
  };
  const putOnce = (contactId: string, sk: string, item: object) =>
    wasWritten("write to the ledger", () =>
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: { pk: ledgerKeys.contact(contactId), sk, ...item },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      ),
    );
  return {
    async putFirstContact(contactId, judged) {
      if (await putOnce(contactId, ledgerKeys.firstContact, judged)) return judged;
      const stands = await read(FirstContactItem, contactId, ledgerKeys.firstContact);
      if (!stands) throw transient(`the judgement of contact ${contactId} came and went`);
      return stands;
    },
    readFirstContact: (contactId) => read(FirstContactItem, contactId, ledgerKeys.firstContact),
    async putReturn(contactId, caller) {
      await putOnce(contactId, ledgerKeys.return, caller);
    },
    readReturn: (contactId) => read(ReturnItem, contactId, ledgerKeys.return),
  };
}
