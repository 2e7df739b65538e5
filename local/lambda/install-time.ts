import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import timersPromises from "node:timers/promises";
import { promisify } from "node:util";
import type { VirtualTimers } from "./virtual-timers.ts";

/**
 * Puts this thread into another time: `Date`, `performance.now`, `process.hrtime` and all timers of Node.js but `setImmediate`, for code that is
 * loaded afterwards, however it imports them. What lies below JavaScript, such as the time limits of sockets, keeps the machine's time.
 * @param now milliseconds since the epoch
 */
export function installTime(now: () => number, virtual: VirtualTimers): void {
  installDate(now);
  const origin = now();
  Object.defineProperties(performance, {
    now: { value: () => now() - origin, configurable: true },
    timeOrigin: { value: origin, configurable: true },
  });
  const hrtime = (earlier?: readonly [number, number]): [number, number] => {
    const elapsed = process.hrtime.bigint() - (earlier ? BigInt(earlier[0]) * 1_000_000_000n + BigInt(earlier[1]) : 0n);
    return [Number(elapsed / 1_000_000_000n), Number(elapsed % 1_000_000_000n)];
  };
  Object.assign(process, {
    hrtime: Object.assign(hrtime, { bigint: () => BigInt(Math.round((now() - origin) * 1e6)) }),
  });

  const waits = promised(virtual);
  const callbacks = {
    setTimeout: (callback: () => void, delay?: unknown, ...values: unknown[]) => virtual.set(callback, delay, values),
    setInterval: (callback: () => void, delay?: unknown, ...values: unknown[]) =>
      virtual.set(callback, delay, values, true),
    clearTimeout: (timer: unknown) => virtual.clear(timer),
    clearInterval: (timer: unknown) => virtual.clear(timer),
  };
  Object.defineProperty(callbacks.setTimeout, promisify.custom, { value: waits.setTimeout });
  Object.assign(globalThis, callbacks);
  Object.assign(timers, callbacks);
  Object.assign(timersPromises, { setTimeout: waits.setTimeout, setInterval: waits.setInterval });
  Object.assign(timersPromises.scheduler, {
    wait: (delay: number, options?: WaitOptions) => waits.setTimeout(delay, undefined, options),
  });
  Object.assign(AbortSignal, { timeout: abortAfter(virtual) });
  syncBuiltinESMExports();
}

function installDate(now: () => number): void {
  const MachineDate = Date;
  const HostDate = new Proxy(MachineDate, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
    apply: () => new MachineDate(now()).toString(),
  });
  Object.assign(MachineDate, { now });
  Object.assign(MachineDate.prototype, { constructor: HostDate });
  Object.assign(globalThis, { Date: HostDate });
}

interface WaitOptions {
  readonly signal?: AbortSignal;
}

/** The timers of `node:timers/promises`: https://nodejs.org/api/timers.html#timers-promises-api */
function promised(virtual: VirtualTimers) {
  const wait = (delay: unknown, value?: unknown, { signal }: WaitOptions = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortErrorOf(signal));
        return;
      }
      const onAbort = () => {
        virtual.clear(timer);
        if (signal) reject(abortErrorOf(signal));
      };
      const timer = virtual.set(
        () => {
          signal?.removeEventListener("abort", onAbort);
          resolve(value);
        },
        delay,
        [],
      );
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  async function* interval(delay: unknown, value?: unknown, options: WaitOptions = {}) {
    for (;;) yield await wait(delay, value, options);
  }
  return { setTimeout: wait, setInterval: interval };
}

function abortErrorOf(signal: AbortSignal): Error {
  const error = new Error("The operation was aborted", { cause: signal.reason });
  return Object.assign(error, { name: "AbortError", code: "ABORT_ERR" });
}

function abortAfter(virtual: VirtualTimers) {
  return (delay: number): AbortSignal => {
    const controller = new AbortController();
    const abort = () => controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
    virtual.set(abort, delay, []);
    return controller.signal;
  };
}
