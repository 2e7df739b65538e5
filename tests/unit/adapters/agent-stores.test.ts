import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAgentTime } from "../../../adapters/dynamo-agent-time.ts";
import { createFirstContacts } from "../../../adapters/dynamo-first-contacts.ts";
import { observationOf } from "../../../schemas/agent-event.ts";
import { agentEvents, agentId } from "../../support/agent-events.ts";
import { at, contactId } from "../../support/builders.ts";
import { openLocalTable } from "../../support/local-table.ts";

let table: Awaited<ReturnType<typeof openLocalTable>>;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

describe("agents' time in DynamoDB", () => {
  const time = () => createAgentTime(table.client, table.tableName);
  const figures = {
    contacts: 1,
    spentMs: { talk: 1, hold: 2, afterContactWork: 3, ringing: 4, available: 5, unavailable: 6, offline: 7 },
  };

  it("keeps each observation once and lists a span of them in order, behind the last one before", async () => {
    const made = agentEvents();
    const events = [...made.login(0), ...made.contact(60, "c"), made.logout(500)];
    const observations = events.flatMap((event) => observationOf(event) ?? []);
    for (const observation of observations.toReversed())
      expect(await time().putObservation(agentId, observation)).toBe(true);
    for (const observation of observations) expect(await time().putObservation(agentId, observation)).toBe(false);
    expect(await time().listObservations(agentId, at(0), at(501))).toEqual(observations);
    // Log-in and change are of the same instant: what counts is the later of the two.
    expect(await time().listObservations(agentId, at(1), at(71))).toEqual(observations.slice(1, 4));
    expect(await time().listObservations(agentId, at(60), at(60))).toEqual(observations.slice(1, 2));
    expect(await time().listObservations("nobody", at(0), at(501))).toEqual([]);
  });

  it("knows how far an agent was heard of, and how far the time is settled; neither goes back", async () => {
    expect(await time().listAgents()).toEqual([]);
    expect(await time().hear(agentId, at(60), at(0))).toEqual({ heardUntil: at(60), settledUntil: at(0) });
    expect(await time().hear(agentId, at(60), at(60))).toEqual({ heardUntil: at(60), settledUntil: at(0) });
    expect(await time().hear(agentId, at(59), at(0))).toBeUndefined();
    await time().settle(agentId, at(30));
    await time().settle(agentId, at(20));
    expect(await time().hear(agentId, at(90), at(0))).toEqual({ heardUntil: at(90), settledUntil: at(30) });
    expect(await time().listAgents()).toEqual([agentId]);
  });

  it("keeps the first decision about a stretch", async () => {
    const stretch = { from: at(0), to: at(3_600), ...figures, isFirstOfDay: true };
    expect(await time().decideStretch(agentId, stretch)).toEqual(stretch);
    expect(await time().decideStretch(agentId, { ...stretch, to: at(1_800), isFirstOfDay: false })).toEqual(stretch);
    const next = { ...stretch, from: at(3_600), to: at(7_200) };
    await time().decideStretch(agentId, next);
    expect(await time().listStretches(agentId, at(0), at(7_200))).toEqual([stretch, next]);
    expect(await time().listStretches(agentId, at(0), at(3_600))).toEqual([stretch]);
  });
});

describe("first contacts in DynamoDB", () => {
  it("keep the first judgement and the first return", async () => {
    const book = createFirstContacts(table.client, table.tableName);
    expect([await book.readFirstContact(contactId), await book.readReturn(contactId)]).toEqual([undefined, undefined]);
    expect(await book.putFirstContact(contactId, { isFirst: true, isResolved: true })).toMatchObject({ isFirst: true });
    expect(await book.putFirstContact(contactId, { isFirst: false, isResolved: true })).toEqual({
      isFirst: true,
      isResolved: true,
    });
    await book.putReturn(contactId, { contactId: "b", at: at(1) });
    await book.putReturn(contactId, { contactId: "c", at: at(2) });
    expect(await book.readReturn(contactId)).toEqual({ contactId: "b", at: at(1) });
  });
});
