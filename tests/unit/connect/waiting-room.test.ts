import { describe, expect, it } from "@jest/globals";
import { hireAgents } from "../../../local/connect/routing/agent.ts";
import { openWaitingRoom } from "../../../local/connect/routing/waiting-room.ts";

const place = (enqueuedAt: number, priority = 5) => ({ queueArn: "queue", priority, enqueuedAt });

/** Which contacts got an agent, in order. */
async function order(agents: number, places: ReturnType<typeof place>[]): Promise<number[]> {
  const staff = hireAgents(agents);
  const room = openWaitingRoom(staff);
  const first = room.enter(place(0));
  const agent = await first.agent;
  const served: number[] = [];
  const tickets = places.map((each, index) =>
    room.enter(each).agent.then((given) => {
      served.push(index);
      room.release(given, 0);
    }),
  );
  room.release(agent, 0);
  await Promise.all(tickets);
  return served;
}

describe("the waiting room", () => {
  it("serves those first who came first", async () => {
    expect(await order(1, [place(30), place(10), place(20)])).toEqual([1, 2, 0]);
  });

  it("serves the lower priority number first", async () => {
    expect(await order(1, [place(10), place(20, 1), place(5)])).toEqual([1, 2, 0]);
  });

  it("gives the agent who has been free for longest", async () => {
    const [one, two] = hireAgents(2);
    one!.freeSince = 500;
    two!.freeSince = 100;
    expect(await openWaitingRoom([one!, two!]).enter(place(600)).agent).toBe(two);
  });

  it("counts those who wait and forgets those who leave", async () => {
    const room = openWaitingRoom([]);
    const ticket = room.enter(place(1));
    room.enter(place(2));
    expect(room.waiting("queue")).toBe(2);
    ticket.leave();
    expect(room.waiting("queue")).toBe(1);
  });

  it("takes the agent back from a contact that leaves while it rings", async () => {
    const room = openWaitingRoom(hireAgents(1));
    const leaver = room.enter(place(1));
    const waiter = room.enter(place(2));
    await leaver.agent;
    leaver.leave();
    expect((await waiter.agent).username).toBe("agent-1");
  });

  it("serves a contact that was moved forward first", async () => {
    const room = openWaitingRoom(hireAgents(1));
    const served = room.enter(place(1));
    const earlier = room.enter(place(2));
    const moved = room.enter(place(3));
    moved.move(1);
    room.release(await served.agent, 10);
    room.release(await moved.agent, 20);
    expect((await earlier.agent).freeSince).toBe(20);
  });
});
