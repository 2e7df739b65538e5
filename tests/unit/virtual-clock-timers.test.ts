import { AsyncLocalStorage } from "node:async_hooks";
import { describe, expect, it } from "@jest/globals";
import { VirtualTimers } from "../../local/lambda/virtual-timers.ts";

/** Timers with a time that the test moves, running whatever comes due. */
function timers() {
  const time = { now: 0 };
  const virtual = new VirtualTimers(() => time.now);
  return {
    virtual,
    to(instant: number) {
      while ((virtual.firstDue ?? Number.POSITIVE_INFINITY) <= instant) {
        time.now = Math.max(time.now, virtual.firstDue ?? 0);
        virtual.runNext();
      }
      time.now = instant;
    },
  };
}

describe("a function's timers in virtual time", () => {
  it("run when they are due, with their values, in the order of their time", () => {
    const { virtual, to } = timers();
    const ran: unknown[] = [];
    virtual.set((...values) => ran.push(values), 20, ["late", 1]);
    virtual.set((value) => ran.push(value), 10, ["early"]);
    to(9);
    expect(ran).toEqual([]);
    to(20);
    expect(ran).toEqual(["early", ["late", 1]]);
    expect(virtual.firstDue).toBeUndefined();
  });

  it("repeat until they are cleared, by the timer or by its number", () => {
    const { virtual, to } = timers();
    let runs = 0;
    const count = () => {
      runs += 1;
    };
    const first = virtual.set(count, 10, [], true);
    to(35);
    expect(runs).toBe(3);
    virtual.clear(first);
    const second = virtual.set(count, 10, []);
    virtual.clear(String(Number(second)));
    virtual.clear(undefined);
    to(100);
    expect(runs).toBe(3);
  });

  it("can be cleared by their own callback", () => {
    const { virtual, to } = timers();
    let runs = 0;
    const timer = virtual.set(
      () => {
        runs += 1;
        if (runs === 2) virtual.clear(timer);
      },
      1,
      [],
      true,
    );
    to(10);
    expect(runs).toBe(2);
  });

  it("begin anew when they are refreshed", () => {
    const { virtual, to } = timers();
    let ranAt = 0;
    const timer = virtual.set(() => (ranAt += 1), 10, []);
    to(6);
    timer.refresh();
    to(15);
    expect(ranAt).toBe(0);
    to(16);
    expect(ranAt).toBe(1);
  });

  it.each([undefined, 0, -5, Number.NaN, 2 ** 31])(
    "take the delay %p for one millisecond, as Node.js does",
    (delay) => {
      const { virtual } = timers();
      virtual.set(() => {}, delay, []);
      expect(virtual.firstDue).toBe(1);
    },
  );

  it("refuse a callback that is none", () => {
    const refuse = () => timers().virtual.set("text" as never, 1, []);
    expect(refuse).toThrow(expect.objectContaining({ name: "TypeError", code: "ERR_INVALID_ARG_TYPE" }));
  });

  it("keep the context in which they were set", () => {
    const { virtual, to } = timers();
    const context = new AsyncLocalStorage<string>();
    let seen: string | undefined;
    context.run("invocation 1", () => virtual.set(() => (seen = context.getStore()), 1, []));
    to(1);
    expect(seen).toBe("invocation 1");
  });

  it("answer for being referenced as Node's do", () => {
    const timer = timers().virtual.set(() => {}, 1, []);
    expect([timer.hasRef(), timer.unref().hasRef(), timer.ref().hasRef()]).toEqual([true, false, true]);
  });
});
