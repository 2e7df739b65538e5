import { KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createChance } from "../../../local/connect/chance.ts";
import { startContact } from "../../../local/connect/contact.ts";
import { hireAgents } from "../../../local/connect/routing/agent.ts";
import { openAgentDesks } from "../../../local/connect/routing/agent-desks.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";
import { AgentEvent } from "../../../schemas/agent-event.ts";
import { contactId } from "../../support/builders.ts";

const start = Date.parse("2026-01-05T00:00:00.000Z");
const minute = 60_000;
const kinesis = mockClient(KinesisClient);
beforeEach(() => {
  kinesis.reset();
  kinesis.on(PutRecordCommand).resolves({});
});

function desks(agents: number, duplicated = 0) {
  const clock = createVirtualClock(start);
  const staff = hireAgents(agents);
  const sink = { client: new KinesisClient({}), streamName: "agents", duplicated, chance: createChance("test") };
  const switchedOff = new AbortController();
  return { clock, staff, switchedOff, desks: openAgentDesks(staff, clock, sink, switchedOff.signal) };
}
const sent = () =>
  kinesis.commandCalls(PutRecordCommand).map(({ args: [{ input }] }) => {
    const event = AgentEvent.parse(JSON.parse(Buffer.from(input.Data ?? []).toString()));
    expect(input.PartitionKey).toBe(event.AgentARN);
    return event;
  });
const told = () =>
  sent().map(({ EventType, EventTimestamp, CurrentAgentSnapshot: current }) =>
    [
      (Date.parse(EventTimestamp) - start) / 1_000,
      EventType,
      current?.AgentStatus.Name,
      ...(current?.Contacts ?? []).map(({ State }) => State),
    ].join(" "),
  );

const contact = startContact({ contactId, languageCode: "ko-KR", customerNumber: "+821000000001", initiatedAt: start });

describe("the desks of the simulated agents", () => {
  it("tell of log-in, contacts, heartbeats in between, and log-out, in the documented shape and order", async () => {
    const { clock, staff, switchedOff, desks: opened } = desks(1);
    opened.open(start);
    await clock.advance(3 * minute);
    const [agent] = staff;
    const states = ["CONNECTING", "CONNECTED", "CONNECTED_ONHOLD", "CONNECTED", "ENDED", undefined] as const;
    for (const [index, state] of states.entries()) {
      opened.move(agent!, contact, state, clock.now());
      if (index < states.length - 1) await clock.advance(10_000);
    }
    await clock.advance(2.5 * minute);
    await opened.close();
    expect(told()).toEqual([
      "0 LOGIN Offline",
      "0 STATE_CHANGE Available",
      "120 HEART_BEAT Available",
      "180 STATE_CHANGE Available CONNECTING",
      "190 STATE_CHANGE Available CONNECTED",
      "200 STATE_CHANGE Available CONNECTED_ONHOLD",
      "210 STATE_CHANGE Available CONNECTED",
      "220 STATE_CHANGE Available ENDED",
      "230 STATE_CHANGE Available",
      expect.stringMatching(/^3\d\d HEART_BEAT Available$/),
      "380 STATE_CHANGE Offline",
      "380 LOGOUT Offline",
    ]);
    for (const event of sent()) {
      const isChange = event.EventType === "STATE_CHANGE" || event.EventType === "HEART_BEAT";
      expect(event.PreviousAgentSnapshot != null).toBe(isChange);
    }
    switchedOff.abort();
  });

  it("go on with heartbeats for an hour after the log-out, and no longer", async () => {
    const { clock, desks: opened } = desks(2);
    opened.open(start);
    await opened.close();
    await clock.advance(180 * minute);
    const beats = sent().filter(({ EventType }) => EventType === "HEART_BEAT");
    expect(beats.length).toBeGreaterThan(40);
    const last = Math.max(...beats.map(({ EventTimestamp }) => Date.parse(EventTimestamp)));
    expect(last - start).toBeLessThanOrEqual(61 * minute);
  });

  it("tell the same event twice now and then, and an agent's events never against time", async () => {
    const { staff, desks: opened } = desks(1, 1);
    opened.open(start);
    opened.move(staff[0]!, contact, "CONNECTED", start + 9_000);
    // A contact whose own clock is behind.
    opened.move(staff[0]!, contact, undefined, start + 4_000);
    await opened.close();
    const ids = sent().map(({ EventId }) => EventId);
    expect(ids.length).toBe(2 * new Set(ids).size);
    const times = sent().map(({ EventTimestamp }) => EventTimestamp);
    expect(times).toEqual(times.toSorted());
  });

  it("say when an event could not be published", async () => {
    kinesis.on(PutRecordCommand).rejects(new Error("no stream"));
    const { desks: opened } = desks(1);
    opened.open(start);
    await expect(opened.close()).rejects.toThrow("no stream");
  });
});
