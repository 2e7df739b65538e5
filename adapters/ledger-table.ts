import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, paginateQuery, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { faultOf } from "./aws-faults.ts";

/**
 * All items of a partition whose sort key begins with a prefix, read consistently, page by page, in the order of their keys.
 * @param what what is being done, for the fault, e.g. `read the ledger`
 * @throws Transient or Rejected as the store's error says
 */
export async function listItems(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: { readonly pk: string; readonly prefix: string },
  what: string,
): Promise<unknown[]> {
  return listPages(
    client,
    {
      TableName: tableName,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": keys.pk, ":prefix": keys.prefix },
      ConsistentRead: true,
    },
    what,
  );
}

/**
 * All items of a partition whose sort key is one text or lies between it and another, which itself is left out; read as by {@link listItems}.
 * @throws Transient or Rejected as the store's error says
 */
export async function listItemsBetween(
  client: DynamoDBDocumentClient,
  tableName: string,
  keys: { readonly pk: string; readonly from: string; readonly to: string },
  what: string,
): Promise<unknown[]> {
  if (keys.from >= keys.to) return [];
  const items = await listPages(
    client,
    {
      TableName: tableName,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":pk": keys.pk, ":from": keys.from, ":to": keys.to },
      ConsistentRead: true,
    },
    what,
  );
  return items.filter(({ sk }) => sk !== keys.to);
}

async function listPages(
  client: DynamoDBDocumentClient,
  query: QueryCommandInput,
  what: string,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  try {
    for await (const page of paginateQuery({ client }, query)) items.push(...(page.Items ?? []));
  } catch (error) {
    throw faultOf(error, what);
  }
  return items;
}

/**
 * Runs a conditional write: true when it was written, false when its condition was not met.
 * @param what what is being done, for the fault, e.g. `write to the ledger`
 * @throws Transient or Rejected on any other error, as the store's error says
 */
export async function wasWritten(what: string, write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw faultOf(error, what);
  }
}
