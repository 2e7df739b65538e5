import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import type { EmissionLedger } from "../ports/emissions.ts";
import { transient } from "../runtime/faults.ts";
import { parse } from "../runtime/parse.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { wasWritten } from "./ledger-table.ts";

/** A claim as the ledger keeps it; `isEmitted` is its mark. */
export const EmissionItem = z.object({ requestId: z.string(), at: z.string(), isEmitted: z.boolean() });

/**
 * Claims of emissions, each one item in its contact's partition, changed on conditions only.
 * @param partitionOf where the claims lie of what is no contact: the partition of the id that stands in the contact's place
 */
export function createEmissionLedger(
  client: DynamoDBDocumentClient,
  tableName: string,
  partitionOf: (id: string) => string = ledgerKeys.contact,
): EmissionLedger {
  const keyOf = (contactId: string, emission: string) => ({
    pk: partitionOf(contactId),
    sk: ledgerKeys.once(emission),
  });
  const read = async (contactId: string, emission: string) => {
    const command = new GetCommand({ TableName: tableName, Key: keyOf(contactId, emission), ConsistentRead: true });
    try {
      const { Item } = await client.send(command);
      return Item === undefined ? undefined : parse(EmissionItem, Item, "a claim in the ledger");
    } catch (error) {
      throw faultOf(error, "read the ledger");
    }
  };
  return {
    async claimEmission(contactId, emission, claim) {
      const item = { ...keyOf(contactId, emission), ...claim, isEmitted: false };
      const command = new PutCommand({
        TableName: tableName,
        Item: item,
        ConditionExpression: "attribute_not_exists(pk)",
      });
      if (await wasWritten("write to the ledger", () => client.send(command))) return { state: "ours" };
      const found = await read(contactId, emission);
      if (!found) throw transient(`the claim of ${emission} of contact ${contactId} came and went`);
      const { isEmitted, ...theirs } = found;
      // The SDK has written it and not heard the answer, and so has tried again.
      if (theirs.requestId === claim.requestId && theirs.at === claim.at && !isEmitted) return { state: "ours" };
      return isEmitted ? { state: "emitted" } : { state: "open", claim: theirs };
    },
    takeOverEmission: (contactId, emission, from, to) =>
      wasWritten("write to the ledger", () =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: keyOf(contactId, emission),
            UpdateExpression: "SET requestId = :ours, #at = :now",
            ConditionExpression: "requestId = :theirs AND #at = :then AND isEmitted = :no",
            ExpressionAttributeNames: { "#at": "at" },
            ExpressionAttributeValues: {
              ":ours": to.requestId,
              ":now": to.at,
              ":theirs": from.requestId,
              ":then": from.at,
              ":no": false,
            },
          }),
        ),
      ),
    async markEmitted(contactId, emission) {
      const command = new UpdateCommand({
        TableName: tableName,
        Key: keyOf(contactId, emission),
        UpdateExpression: "SET isEmitted = :yes",
        ExpressionAttributeValues: { ":yes": true },
      });
      try {
        await client.send(command);
      } catch (error) {
        throw faultOf(error, "write to the ledger");
      }
    },
  };
}
