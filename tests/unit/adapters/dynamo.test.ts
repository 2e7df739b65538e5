import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEmissionLedger } from "../../../adapters/dynamo-emission-ledger.ts";
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
  it("lets one of many invocations claim an emission, and tells the others whose it is until it is marked", async () => {
    const emissions = createEmissionLedger(table.client, table.tableName);
    const claimOf = (requestId: string) => ({ requestId, at: at(70) });
    const claims = await Promise.all(
      ["a", "b", "c", "d"].map((id) => emissions.claimEmission(contactId, "contact-metrics", claimOf(id))),
    );
    expect(claims.filter(({ state }) => state === "ours")).toHaveLength(1);
    expect(claims.filter(({ state }) => state === "open")).toHaveLength(3);
    await emissions.markEmitted(contactId, "contact-metrics");
    expect(await emissions.claimEmission(contactId, "contact-metrics", claimOf("e"))).toEqual({ state: "emitted" });
  });
  it("knows its own claim again when the answer to it was lost", async () => {
    const emissions = createEmissionLedger(table.client, table.tableName);
    const claim = { requestId: "unheard", at: at(70) };
    expect(await emissions.claimEmission(contactId, "unheard-of", claim)).toEqual({ state: "ours" });
    expect(await emissions.claimEmission(contactId, "unheard-of", claim)).toEqual({ state: "ours" });
    const later = { ...claim, at: at(71) };
    expect(await emissions.claimEmission(contactId, "unheard-of", later)).toEqual({ state: "open", claim });
  });
  it("passes a claim on to one of many, and not once it is marked", async () => {
    const emissions = createEmissionLedger(table.client, table.tableName);
    const dead = { requestId: "dead", at: at(70) };
    const heirs = ["a", "b", "c"].map((requestId) => ({ requestId, at: at(80) }));
    await emissions.claimEmission(contactId, "passed-on", dead);
    const taken = await Promise.all(
      heirs.map((heir) => emissions.takeOverEmission(contactId, "passed-on", dead, heir)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    const heir = heirs[taken.indexOf(true)]!;
    expect(await emissions.claimEmission(contactId, "passed-on", dead)).toEqual({ state: "open", claim: heir });
    await emissions.markEmitted(contactId, "passed-on");
    expect(await emissions.takeOverEmission(contactId, "passed-on", heir, dead)).toBe(false);
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
