import { describe, expect, it } from "@jest/globals";
import { createVirtualClock, holdTime } from "../../local/virtual-clock.ts";

const start = Date.parse("2026-01-05T00:00:00Z");
const day = 86_400_000;

describe("the virtual clock", () => {
  it("stands still until it is asked to move, and then wakes sleepers by their time", async () => {
    const clock = createVirtualClock(start);
    const woken: [string, number][] = [];
    const sleeper = (name: string, milliseconds: number) =>
      clock.sleep(milliseconds).then(() => woken.push([name, clock.now() - start]));
    sleeper("second", 30 * 60_000);
    sleeper("first", 1);
    sleeper("after the end", day + 1);
    expect([clock.now(), woken]).toEqual([start, []]);
    await clock.advance(day);
    expect(woken).toEqual([
      ["first", 1],
      ["second", 1_800_000],
    ]);
    expect(clock.now()).toBe(start + day);
  });

  it("wakes those due at one instant in the order of their asking, each when what followed from the one before is done", async () => {
    const clock = createVirtualClock(start);
    const told: string[] = [];
    const work = async (name: string) => {
      told.push(`${name} wakes`);
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      told.push(`${name} is done`);
    };
    for (const name of ["one", "two", "three"]) void clock.sleep(100).then(() => work(name));
    await clock.advance(100);
    expect(told).toEqual(["one wakes", "one is done", "two wakes", "two is done", "three wakes", "three is done"]);
  });

  it("lets what is due at once happen by itself", async () => {
    const clock = createVirtualClock(start);
    await clock.sleep(0);
    expect(clock.now()).toBe(start);
  });

  it("waits for work that has begun, and for work that follows from it", async () => {
    const clock = createVirtualClock(start);
    const seen: number[] = [];
    void clock.sleep(50).then(() => seen.push(clock.now() - start));
    const done = clock.begin("reading a file");
    setTimeout(() => {
      void clock.sleep(20).then(() => seen.push(clock.now() - start));
      done();
      done();
    }, 30);
    await clock.advance(100);
    expect(seen).toEqual([20, 50]);
  });

  it("asks those who watch until nothing is under way anywhere", async () => {
    const clock = createVirtualClock(start);
    let left = 3;
    const stop = clock.watch(() => {
      if (left === 0) return undefined;
      left -= 1;
      return new Promise((resolve) => setTimeout(resolve, 1));
    });
    void clock.sleep(1).then(() => expect(left).toBe(0));
    await clock.advance(1);
    left = 1;
    stop();
    await clock.advance(1);
    expect(left).toBe(1);
  });

  it("goes on until a promise is settled, no further, and gives its result", async () => {
    const clock = createVirtualClock(start);
    void clock.sleep(5 * day);
    const result = await clock.runUntil(clock.sleep(3 * day).then(() => "a letter"));
    expect([result, clock.now() - start]).toEqual(["a letter", 3 * day]);
    await expect(clock.runUntil(clock.sleep(1).then(() => Promise.reject(new Error("no letter"))))).rejects.toThrow(
      "no letter",
    );
  });

  it("says why a promise cannot come", async () => {
    const clock = createVirtualClock(start);
    await expect(clock.runUntil(new Promise(() => {}))).rejects.toThrow(/Nothing sleeps and nothing is under way/);
    const tick = async () => {
      for (;;) await clock.sleep(60_000);
    };
    void tick();
    await expect(clock.runUntil(new Promise(() => {}), 600_000)).rejects.toThrow(
      "It did not come within 600 s of simulated time.",
    );
    expect(clock.now() - start).toBe(600_000);
  });

  it("says what it waits for when that does not end", async () => {
    const clock = createVirtualClock(start, 30);
    clock.begin("a letter to be written");
    await expect(clock.advance(1)).rejects.toThrow("Virtual time stands still. Under way: a letter to be written.");
  });

  it("is moved by one at a time", async () => {
    const clock = createVirtualClock(start);
    const moving = clock.advance(10);
    await expect(clock.advance(10)).rejects.toThrow(/being moved already/);
    await moving;
    await clock.advance(10);
    expect(clock.now() - start).toBe(20);
  });

  it("forgets a sleeper who is aborted, before or during the sleep", async () => {
    const clock = createVirtualClock(start);
    const reason = new Error("enough");
    const controller = new AbortController();
    const sleeping = clock.sleep(10, controller.signal);
    const other = clock.sleep(10);
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await expect(clock.sleep(10, controller.signal)).rejects.toBe(reason);
    await clock.runUntil(other);
    expect(clock.now() - start).toBe(10);
  });

  it("tells other threads the time", async () => {
    const clock = createVirtualClock(start);
    const told = new Float64Array(clock.shared);
    expect(told[0]).toBe(start);
    await clock.advance(0.5);
    expect(told[0]).toBe(start + 0.5);
  });

  it("stands while a promise is held, whatever it comes to", async () => {
    const clock = createVirtualClock(start);
    const slow = holdTime(
      clock,
      "slow work",
      new Promise<number>((_, reject) => setTimeout(() => reject(new Error("slow work failed")), 20)),
    ).catch(() => clock.now());
    void clock.sleep(1);
    await clock.advance(5);
    expect(await slow).toBe(start);
  });
});
