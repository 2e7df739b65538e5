import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { activityOf } from "../../../domain/agent/agent-activity.ts";
import { dayOf, handlingMs, occupancy } from "../../../domain/agent/agent-day.ts";
import { agentFigures, joinFigures } from "../../../domain/agent/agent-figures.ts";
import type { AgentContact, AgentObservation, AgentStatus } from "../../../domain/agent/agent-observation.ts";
import { type AgentStretch, hourOf, nextStretch } from "../../../domain/agent/agent-stretch.ts";
import { orderObservations } from "../../../domain/agent/order-observations.ts";
import { type AgentEvent, observationOf } from "../../../schemas/agent-event.ts";
import { agentEvents } from "../../support/agent-events.ts";
import { dayStart } from "../../support/builders.ts";

const seen = (events: readonly AgentEvent[]) => events.flatMap((event) => observationOf(event) ?? []);
const hour = 3_600_000;

const contact = (state: string, more: Partial<AgentContact> = {}): AgentContact => ({
  contactId: "c",
  state,
  isOutbound: false,
  wasConnected: true,
  ...more,
});

describe("what an agent does", () => {
  it.each([
    ["available", [], "available"],
    ["other", [], "unavailable"],
    ["offline", [], "offline"],
    ["available", [contact("CONNECTED")], "talk"],
    ["available", [contact("CONNECTED_ONHOLD")], "hold"],
    ["available", [contact("ENDED")], "afterContactWork"],
    ["other", [contact("ENDED")], "afterContactWork"],
    ["available", [contact("CONNECTING")], "ringing"],
    ["available", [contact("CONNECTING", { isOutbound: true })], "talk"],
    ["available", [contact("MISSED")], "available"],
    ["available", [contact("ERROR")], "available"],
    ["available", [contact("A_STATE_OF_TOMORROW")], "available"],
    ["available", [contact("ENDED"), contact("CONNECTED", { contactId: "d" })], "talk"],
  ] as const)("with the status %s and the contacts %j is %s", (status: AgentStatus, contacts, activity) => {
    expect(activityOf({ status, contacts })).toBe(activity);
  });
});

describe("an agent's figures", () => {
  const made = agentEvents();
  const events = [
    ...made.login(0),
    ...made.contact(60, "first"),
    made.change(400, { status: "Break" }),
    made.change(1_000, { status: "Available" }),
    ...made.contact(1_200, "second", { talk: 290, work: 0 }),
    made.logout(3_000),
  ];
  const observations = orderObservations(seen(events));
  const figures = agentFigures(observations, dayStart, dayStart + hour);

  it("are what the agent did, second by second", () => {
    expect(figures).toEqual({
      contacts: 2,
      spentMs: {
        talk: (80 + 270) * 1_000,
        hold: 40_000,
        afterContactWork: 30_000,
        ringing: 20_000,
        available: (60 + 200 + 200 + 1_500) * 1_000,
        unavailable: 600_000,
        offline: 600_000,
      },
    });
    expect(handlingMs(figures)).toBe(420_000);
    expect(occupancy(figures)).toBeCloseTo(420 / 2_380, 9);
  });
  it("know no occupancy of who was not there", () => {
    expect(occupancy(agentFigures([], dayStart, dayStart + hour))).toBeUndefined();
  });
  it("count two contacts at once once in time and twice as contacts", () => {
    const two = agentEvents();
    const chats = [
      ...two.login(0),
      two.change(10, { status: "Available", contacts: { a: "CONNECTED" } }),
      two.change(20, { status: "Available", contacts: { a: "CONNECTED", b: "CONNECTED" } }),
      two.change(30, { status: "Available", contacts: { b: "ENDED" } }),
      two.change(40, { status: "Available" }),
    ];
    const { contacts, spentMs } = agentFigures(orderObservations(seen(chats)), dayStart, dayStart + 60_000);
    expect([contacts, spentMs.talk, spentMs.afterContactWork, spentMs.available]).toEqual([2, 20_000, 10_000, 30_000]);
  });
  it("do not count a contact that was missed", () => {
    const one = agentEvents();
    const missed = [
      ...one.login(0),
      one.change(10, { status: "Available", contacts: { a: "CONNECTING" } }),
      one.change(30, { status: "Available", contacts: { a: "MISSED" } }),
      one.change(30, { status: "Available" }),
    ];
    const { contacts, spentMs } = agentFigures(orderObservations(seen(missed)), dayStart, dayStart + 60_000);
    expect([contacts, spentMs.ringing, spentMs.available]).toEqual([0, 20_000, 40_000]);
  });
  it("go on over the end of a stretch, and count a contact only where it was connected", () => {
    const [before, after] = [
      agentFigures(observations, dayStart, dayStart + 100_000),
      agentFigures(observations, dayStart + 100_000, dayStart + hour),
    ];
    expect([before.contacts, after.contacts]).toEqual([1, 1]);
    expect(joinFigures([before, after])).toEqual(figures);
  });
});

/** A day of an agent in whole seconds, many of them at the same instant. */
const day: fc.Arbitrary<AgentEvent[]> = fc
  .array(
    fc.record({
      waits: fc.integer({ min: 0, max: 4_000 }),
      talk: fc.integer({ min: 60, max: 900 }),
      work: fc.integer({ min: 0, max: 60 }),
      leaves: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((contacts) => {
    const made = agentEvents();
    const events = made.login(0);
    let seconds = 0;
    for (const [index, { waits, talk, work, leaves }] of contacts.entries()) {
      seconds += waits;
      events.push(...made.contact(seconds, `contact-${index}`, { talk, work }));
      seconds += 10 + talk + work;
      if (leaves) events.push(made.logout(seconds + 1), ...made.login(seconds + 2));
      if (leaves) seconds += 2;
    }
    return [...events, made.logout(seconds + 60)];
  });

const shuffledTwice = day.chain((events) =>
  fc.tuple(
    fc.constant(events),
    fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length, maxLength: 2 * events.length }),
  ),
);

/** All stretches of a day, one after the other. */
function stretchesOf(observations: readonly AgentObservation[], until: number): AgentStretch[] {
  const found: AgentStretch[] = [];
  for (let from = hourOf(dayStart); ; ) {
    const stretch = nextStretch(observations, from, until);
    if (!stretch) return found;
    found.push(stretch);
    from = Date.parse(stretch.to);
  }
}

describe("an agent's events", () => {
  it("give the same figures in any order and however often they come", () => {
    fc.assert(
      fc.property(shuffledTwice, ([events, mixed]) => {
        expect(orderObservations(seen(mixed)).map(({ eventId }) => eventId)).toEqual(
          seen(events).map(({ eventId }) => eventId),
        );
      }),
    );
  });
  it("are divided into stretches of one hour at most that leave nothing out and count nothing twice", () => {
    fc.assert(
      fc.property(day, (events) => {
        const observations = orderObservations(seen(events));
        const end = hourOf(Date.parse(observations.at(-1)?.at ?? "")) + hour;
        const stretches = stretchesOf(observations, end);
        expect(joinFigures(stretches)).toEqual(agentFigures(observations, dayStart, end));
        for (const { from, to } of stretches) expect(hourOf(Date.parse(to) - 1)).toBe(hourOf(Date.parse(from)));
        const logouts = events.filter(({ EventType }) => EventType === "LOGOUT");
        expect(stretches.map(({ to }) => to)).toEqual(
          expect.arrayContaining(logouts.map(({ EventTimestamp }) => EventTimestamp)),
        );
      }),
    );
  });
});

describe("a stretch", () => {
  it("lies on the day that the centre's clock on the wall shows", () => {
    expect(dayOf({ from: "2026-03-01T14:59:59.999Z" })).toBe("2026-03-01");
    expect(dayOf({ from: "2026-03-01T15:00:00.000Z" })).toBe("2026-03-02");
  });
  it("is not there before it is over", () => {
    expect(nextStretch([], dayStart, dayStart + hour - 1)).toBeUndefined();
    expect(nextStretch([], dayStart, dayStart + hour)?.to).toBe(new Date(dayStart + hour).toISOString());
  });
});
