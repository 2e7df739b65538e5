import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import type { ContactClosing } from "../../../ports/contact-ledger.ts";
import { at, contactId, decided, decision } from "../../support/builders.ts";
import { openLocalTable } from "../../support/local-table.ts";

let table: Awaited<ReturnType<typeof openLocalTable>>;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

describe("the ledger in DynamoDB", () => {
  const ledger = () => createContactLedger(table.client, table.tableName);

  it("loses no fact when many steps write one record at once", async () => {
    const id = "racing-contact";
    await Promise.all([
      ledger().mergeFacts(id, { channel: "VOICE", initiatedAt: at(0) }),
      ledger().mergeFacts(id, { queuedAt: at(5) }),
      ledger().mergeFacts(id, { connectedToAgentAt: at(9) }),
      ledger().mergeFacts(id, { disconnectedAt: at(20) }),
      ledger().putMedia(id, {
        media: { streamArn: "arn:s", startFragmentNumber: "1", startedAt: at(1) },
        languageCode: "ko-KR",
      }),
    ]);
    expect(await ledger().readRecord(id)).toEqual({
      contactId: id,
      state: "open",
      facts: {
        channel: "VOICE",
        initiatedAt: at(0),
        queuedAt: at(5),
        connectedToAgentAt: at(9),
        disconnectedAt: at(20),
      },
      languageCode: "ko-KR",
      mediaStartedAt: at(1),
    });
  });
  it("keeps the first decision and the first utterance of a segment", async () => {
    expect(await ledger().putDecision(decision({ message: "첫째" }))).toBe(true);
    expect(await ledger().putDecision(decision({ message: "둘째" }))).toBe(false);
    expect(await ledger().listDecisions(contactId)).toEqual([decision({ message: "첫째" })]);
    const utterance = {
      ...decided().utterance,
      intent: "refund",
      confidenceOfIntent: 0.5,
      sentiment: "NEUTRAL",
      action: "answer",
    } as const;
    expect(await ledger().putUtterance(utterance)).toBe(true);
    expect(await ledger().putUtterance(utterance)).toBe(false);
    expect(await ledger().hasUtterance(contactId, utterance.segmentId)).toBe(true);
    expect(await ledger().listUtterances(contactId)).toEqual([utterance]);
  });
  it("keeps both marks of a caller's speech, each for itself", async () => {
    const id = "speaking-contact";
    expect([await ledger().lastHeardAt(id), await ledger().lastUtteranceEndAt(id)]).toEqual([undefined, undefined]);
    await ledger().markHeard(id, 1_000);
    await ledger().markUtteranceEnd(id, 2_000);
    await ledger().markHeard(id, 3_000);
    expect([await ledger().lastHeardAt(id), await ledger().lastUtteranceEndAt(id)]).toEqual([3_000, 2_000]);
  });
  it("closes once and keeps the first closing", async () => {
    const closing: ContactClosing = {
      outcome: "bot",
      times: {},
      closedAt: at(60),
      finalSegments: 1,
      recordedSegments: 1,
      decisions: 1,
      faults: 0,
    };
    expect(await ledger().close(contactId, closing)).toEqual(closing);
    expect(await ledger().close(contactId, { ...closing, outcome: "agent" })).toEqual(closing);
    expect(await ledger().readRecord(contactId)).toMatchObject({ state: "closed", closing });
  });
  it("lets one of many claim an effect", async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => ledger().claimOnce(contactId, "contact-metrics")));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });
  it("counts a fault that is reported twice once", async () => {
    const fault = { faultId: "f", name: "Transient", where: "here", at: at(1) };
    await ledger().recordFault(contactId, fault);
    await ledger().recordFault(contactId, fault);
    expect(await ledger().countFaults(contactId)).toBe(1);
  });
  it("names what it was doing and the error when the table is missing", async () => {
    const gone = createContactLedger(table.client, "no-such-table");
    await expect(gone.readRecord(contactId)).rejects.toMatchObject({
      name: "Rejected",
      message: "could not read the ledger: ResourceNotFoundException",
    });
  });
});
