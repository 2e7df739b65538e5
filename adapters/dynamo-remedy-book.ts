import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { askPermission, emptyDesk, endTreatment, RemedyDesk, turnSwitch } from "../domain/remedy/remedy-desk.ts";
import { type RemedyRules, remedyRules } from "../domain/remedy/remedy-rules.ts";
import type { RemedyBook } from "../ports/remedy-book.ts";
import { rejected, transient } from "../runtime/faults.ts";
import { parse } from "../runtime/parse.ts";
import { Remedy, RemedyAction } from "../schemas/remedy.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems, wasWritten } from "./ledger-table.ts";
import { stepAside } from "./step-aside.ts";

/** How often a lost race is run again. */
const maxRaces = 20;

const Versioned = z.object({ version: z.int().positive() });
const reading = "read the book of remedies";
const writing = "write to the book of remedies";

/** The book of remedies in one partition of the ledger's table. Whatever is read to be written is written under its version. */
export function createRemedyBook(
  client: DynamoDBDocumentClient,
  tableName: string,
  now: () => Date,
  rules: RemedyRules = remedyRules,
): RemedyBook {
  const pk = ledgerKeys.remedies;
  const get = async (sk: string): Promise<unknown> => {
    try {
      return (await client.send(new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }))).Item;
    } catch (error) {
      throw faultOf(error, reading);
    }
  };
  /** Writes an item over its version, 0 for one that is not there yet; tells whether nobody else was faster. */
  const put = (sk: string, fields: object, version: number): Promise<boolean> =>
    wasWritten(writing, () =>
      client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...fields, version: version + 1, pk, sk },
          ...(version === 0
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : { ConditionExpression: "version = :version", ExpressionAttributeValues: { ":version": version } }),
        }),
      ),
    );
  /** Reads, changes and writes an item; a lost race reads again, and what changes nothing is not written. */
  const edit = async <T extends object, Result>(
    sk: string,
    read: (item: unknown) => T,
    change: (value: T) => { readonly value: T; readonly result: Result },
  ): Promise<Result> => {
    for (let race = 0; race < maxRaces; race += 1) {
      const item = await get(sk);
      const version = item === undefined ? 0 : parse(Versioned, item, "an item of the book of remedies").version;
      const before = read(item);
      const { value, result } = change(before);
      if (JSON.stringify(value) === JSON.stringify(before) || (await put(sk, value, version))) return result;
      await stepAside(race);
    }
    throw transient(`could not change the book of remedies: lost ${maxRaces} races in a row`);
  };
  const deskOf = (item: unknown): RemedyDesk =>
    item === undefined ? emptyDesk : parse(RemedyDesk, item, "the desk in the book of remedies");
  const remedyOf = (remedyId: string) => (item: unknown) => {
    if (item === undefined) {
      throw rejected(`there is no remedy ${remedyId}; list the remedies to see which there are`);
    }
    return parse(Remedy, item, "a remedy in the book");
  };
  const keyOf = (remedyId: string) => ledgerKeys.remedy(remedyId);

  return {
    askPermission: (treatment) =>
      edit(ledgerKeys.desk, deskOf, (desk) => {
        const { permission, desk: value } = askPermission(desk, treatment, now().getTime(), rules);
        return { value, result: permission };
      }),
    endTreatment: (remedyId) =>
      edit(ledgerKeys.desk, deskOf, (desk) => ({ value: endTreatment(desk, remedyId), result: undefined })),
    readSwitch: async () => deskOf(await get(ledgerKeys.desk)).switch,
    turnSwitch: (turned) =>
      edit(ledgerKeys.desk, deskOf, (desk) => ({ value: turnSwitch(desk, turned), result: turned })),
    begin: async (remedy) => {
      if (await put(keyOf(remedy.remedyId), parse(Remedy, remedy, "the remedy to be written"), 0)) return remedy;
      return remedyOf(remedy.remedyId)(await get(keyOf(remedy.remedyId)));
    },
    change: (remedyId, change) =>
      edit(keyOf(remedyId), remedyOf(remedyId), (before) => {
        const after = parse(Remedy, change(before), "the remedy to be written");
        return { value: after, result: { before, after } };
      }),
    read: async (remedyId) => remedyOf(remedyId)(await get(keyOf(remedyId))),
    list: async () => {
      const items = await listItems(client, tableName, { pk, prefix: ledgerKeys.remedy("") }, reading);
      return items
        .map((item) => parse(Remedy, item, "a remedy in the book"))
        .sort((a, b) => Date.parse(b.beganAt) - Date.parse(a.beganAt));
    },
    note: (action) =>
      put(ledgerKeys.action(action.actionId), parse(RemedyAction, action, "the entry of the audit log"), 0),
    listActions: async () => {
      const items = await listItems(client, tableName, { pk, prefix: ledgerKeys.action("") }, reading);
      return items
        .map((item) => parse(RemedyAction, item, "an entry of the audit log"))
        .sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    },
  };
}
