import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createCallerKey } from "../../../adapters/caller-key.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEscalationBoard } from "../../../adapters/dynamo-escalation-board.ts";
import { ledgerKeys } from "../../../adapters/ledger-keys.ts";
import { at, contactId, dayStart, handover } from "../../support/builders.ts";
import { openLocalTable } from "../../support/local-table.ts";

let table: Awaited<ReturnType<typeof openLocalTable>>;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

describe("a task token in DynamoDB", () => {
  it("gives way to a newer one only", async () => {
    const ledger = createContactLedger(table.client, table.tableName);
    await ledger.putToken(contactId, "agent", "first", at(1));
    await ledger.putToken(contactId, "agent", "second", at(60));
    await ledger.putToken(contactId, "agent", "late", at(1));
    expect(await ledger.readToken(contactId, "agent")).toBe("second");
    await ledger.putToken(contactId, "end", "a");
    await ledger.putToken(contactId, "end", "tried again");
    expect(await ledger.readToken(contactId, "end")).toBe("tried again");
  });
});

describe("the board of waiting contacts in DynamoDB", () => {
  const board = () => createEscalationBoard(table.client, table.tableName);
  it("keeps a handover, moves who waits, and forgets who has left", async () => {
    await board().putHandover(handover());
    expect(await board().readHandover(contactId)).toEqual(handover());
    await board().enter("korean-general", { contactId, priority: 5, since: at(0) });
    await board().enter("korean-general", { contactId, priority: 3, since: at(0) });
    expect(await board().listWaiting("korean-general")).toEqual([{ contactId, priority: 3, since: at(0) }]);
    await board().leave("korean-general", contactId, at(9));
    await board().leave("korean-general", contactId, at(9));
    expect(await board().listWaiting("korean-general")).toEqual([]);
  });
  it("knows when the last ten of a queue were served", async () => {
    for (let second = 0; second < 12; second += 1) await board().leave("q", `c-${second}`, at(second));
    expect(await board().lastServed("q")).toEqual(Array.from({ length: 10 }, (_, index) => at(11 - index)));
  });
  it("keeps the offer of a callback", async () => {
    expect(await board().isCallbackOffered(contactId)).toBe(false);
    await board().offerCallback(contactId);
    expect(await board().isCallbackOffered(contactId)).toBe(true);
  });
});

describe("the history of callers in DynamoDB", () => {
  const history = () => createCallerHistory(table.client, table.tableName, () => new Date(dayStart));
  it("finds a caller's contacts about one matter, each once", async () => {
    await history().putCaller(contactId, "key");
    expect(await history().callerOf(contactId)).toBe("key");
    expect(await history().callerOf("another")).toBeUndefined();
    await history().noteMatter("key", "refund", { contactId, at: at(1) });
    await history().noteMatter("key", "refund", { contactId, at: at(2) });
    await history().noteMatter("key", "exchange", { contactId, at: at(3) });
    expect(await history().listMatters("key", "refund")).toEqual([{ contactId, at: at(2) }]);
  });
  it("lets everything in it expire", async () => {
    const seconds = async (pk: string, sk: string) => {
      const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key: { pk, sk } }));
      return Number(Item?.expiresAt) - dayStart / 1_000;
    };
    expect(await seconds(ledgerKeys.contact(contactId), ledgerKeys.caller)).toBe(30 * 86_400);
    expect(await seconds(ledgerKeys.callerHistory("key"), ledgerKeys.matter("refund", contactId))).toBe(2 * 86_400 + 2);
  });
});

describe("the key of a caller", () => {
  const keyOf = createCallerKey("one pepper");
  const telephone = (Address: string) => ({ Address, Type: "TELEPHONE_NUMBER" });
  it("is the same for the same number, another for another number or secret, and tells neither", () => {
    const key = keyOf(telephone("+821000000001"));
    expect(keyOf(telephone("+821000000001"))).toBe(key);
    expect(keyOf(telephone("+821000000002"))).not.toBe(key);
    expect(createCallerKey("another")(telephone("+821000000001"))).not.toBe(key);
    expect(key).toMatch(/^[\w-]{43}$/);
  });
  it.each([
    undefined,
    null,
    {},
    telephone("anonymous"),
    telephone(""),
    { Address: "+821000000001", Type: "EMAIL_ADDRESS" },
  ])("is none for %j", (endpoint) => {
    expect(keyOf(endpoint)).toBeUndefined();
  });
});

describe("the book of callbacks in DynamoDB", () => {
  it("keeps the first promise of a contact", async () => {
    const book = createCallbackBook(table.client, table.tableName);
    const promise = { contactId, languageCode: "ko-KR", promisedAt: at(1) };
    expect(await book.readPromise(contactId)).toBeUndefined();
    expect(await book.promise(promise)).toEqual(promise);
    expect(await book.promise({ ...promise, promisedAt: at(2) })).toEqual(promise);
    expect(await book.readPromise(contactId)).toEqual(promise);
  });
});
