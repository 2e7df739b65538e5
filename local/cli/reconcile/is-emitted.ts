import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { EmissionItem } from "../../../adapters/dynamo-emission-ledger.ts";
import { ledgerKeys } from "../../../adapters/ledger-keys.ts";

/** Whether an emission is known to be printed; `pk` is the partition of whose it is. */
export async function isEmitted(
  client: DynamoDBDocumentClient,
  tableName: string,
  pk: string,
  emission: string,
): Promise<boolean> {
  const Key = { pk, sk: ledgerKeys.once(emission) };
  const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  return Item !== undefined && EmissionItem.parse(Item).isEmitted;
}
