import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { consumeAgentEvents } from "../../../functions/stream/consume-agent-events/step.ts";
import type { AgentEvent } from "../../../schemas/agent-event.ts";
import type { DeadLetter } from "../../../schemas/dead-letter.ts";
import { agentEvents, agentId } from "../../support/agent-events.ts";
import { at } from "../../support/builders.ts";
import { inMemoryAgentTime } from "../../support/in-memory-agent-time.ts";
import { inMemoryEmissions } from "../../support/in-memory-emissions.ts";
import { recordingMetrics } from "../../support/recording-metrics.ts";

function world() {
  const time = inMemoryAgentTime();
  const metrics = recordingMetrics();
  const deadLetters: DeadLetter[] = [];
  const dependencies = {
    ...time,
    ...inMemoryEmissions(),
    putDeadLetter: async (letter: DeadLetter) => void deadLetters.push(letter),
    now: () => new Date(at(0)),
    sleep: async () => {},
  };
  const consume = (payloads: readonly unknown[]) =>
    consumeAgentEvents(
      dependencies,
      {
        Records: payloads.map((payload, index) => ({
          eventID: `shardId-000000000000:${index}`,
          eventSourceARN: "arn:stream",
          kinesis: {
            partitionKey: agentId,
            sequenceNumber: String(index),
            data: Buffer.from(JSON.stringify(payload)).toString("base64"),
            approximateArrivalTimestamp: 0,
          },
        })),
      },
      { metrics, remainingMs: () => 60_000, requestId: "request-1", logger: { warn: () => {} } },
    );
  return { time, metrics, deadLetters, consume, dependencies };
}

/** An hour and a half of an agent: two contacts, a break, and the heartbeats after the log-out. */
function shift(): AgentEvent[] {
  const made = agentEvents();
  return [
    ...made.login(0),
    ...made.contact(60, "first"),
    made.change(400, { status: "Break" }),
    made.change(1_000, { status: "Available" }),
    ...made.contact(3_500, "second", { talk: 290, work: 20 }),
    made.logout(5_400),
    made.beat(5_520),
    made.beat(5_640),
    made.beat(5_760),
  ];
}
/** The second contact is connected in the first hour and ends in the second. */
const expected = {
  AgentContacts: [2, 0],
  AgentHandlingTime: [130_000 + 90_000, 220_000],
  AgentAvailableTime: [60_000 + 200_000 + 2_500_000, 1_580_000],
  AgentOnlineTime: [3_600_000, 1_800_000],
  AgentDays: [1, 0],
};

describe("stream/consume-agent-events", () => {
  it("counts each stretch when it is over, at the stretch's own time", async () => {
    const { metrics, consume, time } = world();
    const events = shift();
    await consume(events.filter(({ EventTimestamp }) => EventTimestamp <= at(3_899)));
    expect(metrics.values).toEqual({});
    await consume(events.filter(({ EventTimestamp }) => EventTimestamp > at(3_899)));
    expect(metrics.values).toEqual(expected);
    expect(metrics.lines).toEqual([
      {
        at: Date.parse(at(3_600)) - 1,
        about: { contactId: agentId, emission: `agent-time#${at(0)}`, requestId: "request-1" },
      },
      {
        at: Date.parse(at(5_400)) - 1,
        about: { contactId: agentId, emission: `agent-time#${at(3_600)}`, requestId: "request-1" },
      },
    ]);
    expect([...time.standings.values()]).toEqual([{ heardUntil: at(5_760), settledUntil: at(5_400) }]);
  });

  it("comes to the same when everything comes twice, and out of turn by less than it waits", async () => {
    const late = fc.array(fc.integer({ min: 0, max: 290 }), {
      minLength: 2 * shift().length,
      maxLength: 2 * shift().length,
    });
    await fc.assert(
      fc.asyncProperty(late, async (delays) => {
        const { metrics, consume } = world();
        const arrivals = [...shift(), ...shift()].map((event, index) => ({
          event,
          arrivesAt: Date.parse(event.EventTimestamp) + (delays[index] ?? 0) * 1_000,
        }));
        const events = arrivals.toSorted((a, b) => a.arrivesAt - b.arrivesAt).map(({ event }) => event);
        for (let index = 0; index < events.length; index += 3) await consume(events.slice(index, index + 3));
        // What was late behind the last heartbeat has nothing behind it: one more tells that the time has gone by.
        await consume([{ ...agentEvents().beat(6_000), EventId: "last" }]);
        expect(metrics.values).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it("goes on with the decisions of a run that died", async () => {
    const { metrics, consume, dependencies, time } = world();
    let isDead = true;
    const { settle } = dependencies;
    dependencies.settle = async (...args) => {
      if (isDead) throw new Error("the host has gone");
      await settle(...args);
    };
    const reply = await consume(shift());
    expect(reply.batchItemFailures.length).toBeGreaterThan(0);
    isDead = false;
    await consume(shift());
    expect(metrics.values).toEqual(expected);
    expect(time.stretches.size).toBe(2);
  });

  it("passes over the night, and counts the next day's first stretch as another day", async () => {
    const { metrics, consume, time } = world();
    const day = 86_400;
    const made = agentEvents();
    await consume([
      ...made.login(0),
      made.logout(1_800),
      ...made.login(day),
      made.logout(day + 1_800),
      made.beat(day + 2_160),
    ]);
    expect(metrics.values.AgentDays).toEqual([1, 1]);
    expect(metrics.values.AgentOnlineTime).toEqual([1_800_000, 1_800_000]);
    expect(time.stretches.size).toBe(2);
  });

  it("keeps of an agent nothing but the id", async () => {
    const { consume, time } = world();
    const [login] = agentEvents().login(0);
    const configuration = { Username: "someone", FirstName: "Some", LastName: "One" };
    await consume([
      { ...login, CurrentAgentSnapshot: { ...login?.CurrentAgentSnapshot, Configuration: configuration } },
    ]);
    const kept = JSON.stringify([...time.observations]);
    expect(kept).toContain(agentId);
    expect(kept).not.toMatch(/someone|Some|One/);
  });

  it("sets aside what breaks the contract, and goes on", async () => {
    const { consume, deadLetters, time } = world();
    const [login, available] = agentEvents().login(0);
    const reply = await consume([{ ...available, CurrentAgentSnapshot: null }, login]);
    expect(reply.batchItemFailures).toEqual([]);
    expect(deadLetters).toMatchObject([
      { error: "ContractViolation", reason: expect.stringContaining("CurrentAgentSnapshot"), sequenceNumber: "0" },
    ]);
    expect(time.observations.size).toBe(1);
  });
});
