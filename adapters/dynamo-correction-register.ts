import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { joinJudgement } from "../domain/learning/join-judgement.ts";
import type { CorrectionRegister } from "../ports/correction-register.ts";
import { transient } from "../runtime/faults.ts";
import { parse } from "../runtime/parse.ts";
import { Correction } from "../schemas/correction.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems, wasWritten } from "./ledger-table.ts";
import { stepAside } from "./step-aside.ts";

const Stored = Correction.extend({ version: z.int().positive() });
const Place = z.object({ gsi1sk: z.string() });
/** Two agents rarely look at the same utterance at once. */
const maxRaces = 10;

/** Corrections in the ledger's table: one item in the contact's partition, found again by the UTC day of its first judgement. */
export function createCorrectionRegister(
  client: DynamoDBDocumentClient,
  tableName: string,
  afterLostRace: (race: number) => Promise<void> = stepAside,
): CorrectionRegister {
  const read = async (contactId: string, segmentId: string) => {
    const Key = { pk: ledgerKeys.contact(contactId), sk: ledgerKeys.correction(segmentId) };
    try {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item === undefined ? undefined : parse(Stored, Item, "a correction in the ledger");
    } catch (error) {
      throw faultOf(error, "read the ledger");
    }
  };
  const put = (correction: Correction, version: number) =>
    wasWritten("write to the ledger", () =>
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            ...parse(Correction, correction, "the correction to be written"),
            pk: ledgerKeys.contact(correction.contactId),
            sk: ledgerKeys.correction(correction.segmentId),
            gsi1pk: ledgerKeys.corrections(correction.first.at),
            gsi1sk: `${correction.first.at}#${correction.segmentId}`,
            version: version + 1,
          },
          ...(version === 0
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : { ConditionExpression: "version = :version", ExpressionAttributeValues: { ":version": version } }),
        }),
      ),
    );

  return {
    judge: async (utterance, judgement) => {
      for (let race = 0; race < maxRaces; race += 1) {
        const { version = 0, ...stored } = (await read(utterance.contactId, utterance.segmentId)) ?? {};
        const before = version === 0 ? undefined : Correction.parse(stored);
        const after = joinJudgement(before, utterance, judgement);
        if (after === before || (await put(after, version))) return after;
        await afterLostRace(race);
      }
      throw transient(`could not write the correction of ${utterance.segmentId}: lost ${maxRaces} races in a row`);
    },
    listOfContact: async (contactId) => {
      const keys = { pk: ledgerKeys.contact(contactId), prefix: ledgerKeys.correction("") };
      const items = await listItems(client, tableName, keys, "read the ledger");
      return items.map((item) => parse(Correction, item, "a correction in the ledger"));
    },
    listOfDay: async (day, limit, after) => {
      const command = new QueryCommand({
        TableName: tableName,
        IndexName: "byDay",
        KeyConditionExpression: after === undefined ? "gsi1pk = :day" : "gsi1pk = :day AND gsi1sk > :after",
        ExpressionAttributeValues: {
          ":day": ledgerKeys.corrections(day),
          ...(after !== undefined && { ":after": after }),
        },
        Limit: limit,
      });
      try {
        const { Items = [], LastEvaluatedKey } = await client.send(command);
        const corrections = Items.map((item) => parse(Correction, item, "a correction in the ledger"));
        const last = Items.at(-1);
        return LastEvaluatedKey === undefined || last === undefined
          ? { corrections }
          : { corrections, next: parse(Place, last, "a correction in the ledger").gsi1sk };
      } catch (error) {
        throw faultOf(error, "read the ledger");
      }
    },
  };
}
