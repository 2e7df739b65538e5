import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createLogStore } from "../../local/cloudwatch/log-store.ts";
import { createMetricStore } from "../../local/cloudwatch/metric-store.ts";
import { isInTransit } from "../../local/gateway/in-transit.ts";
import { createLambdaHost, type LambdaHost } from "../../local/lambda/lambda-host.ts";
import { createVirtualClock, type VirtualClock } from "../../local/virtual-clock.ts";

const start = Date.parse("2026-01-05T00:00:00Z");

/** The function of these tests: does what its event names, and tells the time before and after. */
const code = `
import { pbkdf2, subtle } from "node:crypto";
import { get } from "node:http";
import { gzip } from "node:zlib";
import { readFile } from "node:fs/promises";
import { setTimeout as wait, setInterval as every, scheduler } from "node:timers/promises";
import { promisify } from "node:util";
let ticks = 0;
const deeds = {
  callback: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  promise: (ms) => wait(ms, "value"),
  promisified: (ms) => promisify(setTimeout)(ms),
  scheduler: (ms) => scheduler.wait(ms),
  interval: async (ms) => { let rounds = 0; for await (const _ of every(ms / 3)) if ((rounds += 1) === 3) return; },
  signal: (ms) => new Promise((resolve) => AbortSignal.timeout(ms).addEventListener("abort", resolve)),
  aborted: (ms) => wait(2 * ms, null, { signal: AbortSignal.timeout(ms) }).catch((error) => error.name + " " + error.code),
  both: (ms) => Promise.race([wait(ms), wait(10 * ms)]),
  background: async (ms) => { setInterval(() => { ticks += 1; }, ms); },
  count: async () => ticks,
  loop: () => { for (;;); },
  fetch: (port) => new Promise((resolve, reject) => get({ host: "127.0.0.1", port }, async (response) => {
    const pieces = [];
    for await (const piece of response) pieces.push([String(piece), Date.now()]);
    resolve(pieces);
  }).on("error", reject)),
  compress: () => promisify(gzip)(Buffer.alloc(5_000_000)),
  derive: () => promisify(pbkdf2)("a", "b", 20_000, 64, "sha512"),
  digest: () => subtle.digest("SHA-256", Buffer.alloc(20_000_000)),
  compile: () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
  read: () => readFile("/dev/null"),
  random: async () => [Math.random(), Math.random()],
  stray: (ms) => { setTimeout(() => { throw new Error("stray"); }, ms); return wait(2 * ms); },
};
export const handler = async ({ deed, value }, context) => {
  const before = { date: new Date().getTime(), steady: performance.now(), hr: process.hrtime.bigint(), left: context.getRemainingTimeInMillis() };
  const result = await deeds[deed](value);
  return { result, at: before.date, took: Date.now() - before.date, steady: performance.now() - before.steady,
    hr: Number(process.hrtime.bigint() - before.hr) / 1e6, spent: before.left - context.getRemainingTimeInMillis(),
    isDate: new Date() instanceof Date && new Date().constructor === Date, text: Date() };
};
`;

describe("functions in virtual time", () => {
  const directory = mkdtempSync(join(tmpdir(), "aicc-virtual-time-"));
  const sockets = new Map<number, Socket>();
  let server: Server;
  let clock: VirtualClock;
  let host: LambdaHost;
  const logs = createLogStore();

  beforeAll(async () => {
    writeFileSync(join(directory, "index.mjs"), code);
    writeFileSync(
      join(directory, "waits-to-load.mjs"),
      `await new Promise((resolve) => setTimeout(resolve, 20_000)); ${code}`,
    );
    clock = createVirtualClock(start);
    server = createServer(async (_request, response) => {
      for (const piece of ["one", "two", "three"]) {
        response.write(piece);
        await clock.sleep(600_000);
      }
      response.end();
    });
    server.on("connection", (socket) => {
      const port = socket.remotePort ?? 0;
      sockets.set(port, socket);
      socket.once("close", () => sockets.delete(port));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    host = createLambdaHost({
      clock,
      time: {
        clock,
        gatewayPort: (server.address() as AddressInfo).port,
        isInTransit: (states) => isInTransit(states, sockets),
        silenceLimitMs: 1_500,
      },
      logs,
      metrics: createMetricStore(),
      sendToQueue: async () => {},
      onLost: () => {},
      environment: () => ({}),
      region: "ap-northeast-2",
      cacheDirectory: join(directory, "cache"),
    });
    for (const handler of ["index", "waits-to-load"]) {
      host.createFunction({
        functionName: handler,
        functionArn: `arn:aws:lambda:ap-northeast-2:000000000000:function:${handler}`,
        description: "",
        runtime: "nodejs24.x",
        handler: `${handler}.handler`,
        codeDirectory: directory,
        timeoutSeconds: 7_200,
        memoryMegabytes: 128,
        environment: {},
        logGroupName: `/aws/lambda/${handler}`,
      });
    }
  });
  afterAll(async () => {
    await host.close();
    server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const invoke = async (deed: string, value: number, name = "index") => {
    const outcome = await host.invoke(name, JSON.stringify({ deed, value }));
    return { ...outcome, value: JSON.parse(outcome.payload) };
  };
  const run = (deed: string, value = 0, name?: string) => clock.runUntil(invoke(deed, value, name));

  it.each([
    ["callback", null],
    ["promise", "value"],
    ["promisified", undefined],
    ["scheduler", undefined],
    ["interval", undefined],
    ["signal", expect.anything()],
    ["aborted", "AbortError ABORT_ERR"],
    ["both", undefined],
  ])("wait by %s for an hour, by every clock they may read", async (deed, result) => {
    const before = clock.now();
    const { value } = await run(deed, 3_600_000);
    expect(value).toMatchObject({
      at: before,
      took: 3_600_000,
      steady: 3_600_000,
      hr: 3_600_000,
      spent: 3_600_000,
      isDate: true,
      ...(result ? { result } : {}),
    });
    expect(Date.parse(value.text)).toBe(before + 3_600_000);
    expect(clock.now()).toBe(before + 3_600_000);
  });

  it.each(["compress", "derive", "digest", "compile", "read"])(
    "do not let time pass while they %s in another thread",
    async (deed) => {
      expect((await run(deed)).value).toMatchObject({ took: 0 });
    },
  );

  it("are out of time in virtual time, to the millisecond", async () => {
    const before = clock.now();
    const { value } = await run("callback", 7_200_001);
    expect(value).toMatchObject({ errorType: "Sandbox.Timedout" });
    expect(clock.now() - before).toBe(7_200_000);
  });

  it("are ended by real time when they compute without end", async () => {
    const before = clock.now();
    expect((await run("loop")).value).toMatchObject({ errorType: "Sandbox.Timedout" });
    expect(clock.now()).toBe(before);
  });

  it("stand between invocations, timers included", async () => {
    await run("background", 1_000);
    await clock.advance(60_000);
    expect((await run("count")).value.result).toBeLessThanOrEqual(1);
  });

  it("may wait while their module loads", async () => {
    const before = clock.now();
    expect((await run("callback", 5, "waits-to-load")).value.took).toBe(5);
    expect(clock.now() - before).toBe(20_005);
  });

  it("hear each piece of an answer at the instant it is sent", async () => {
    const before = clock.now();
    const { value } = await run("fetch", (server.address() as AddressInfo).port);
    expect(value.result).toEqual([
      ["one", before],
      ["two", before + 600_000],
      ["three", before + 1_200_000],
    ]);
    expect(value.took).toBe(1_800_000);
  });

  it("run one after the other at one instant, in the order of their asking", async () => {
    await clock.runUntil(Promise.all(["callback", "promise", "count"].map((deed) => invoke(deed, 10))));
    const lines = logs.events("/aws/lambda/index")?.slice(-9) ?? [];
    expect(lines.map(({ message }) => message.split(" ")[0])).toEqual([
      "START",
      "START",
      "START",
      "END",
      "REPORT",
      "END",
      "REPORT",
      "END",
      "REPORT",
    ]);
  });

  it("draw other chances in each invocation", async () => {
    const [first, second] = [(await run("random")).value.result, (await run("random")).value.result];
    expect(new Set([...first, ...second]).size).toBe(4);
  });

  it("end with what a timer's callback throws", async () => {
    expect((await run("stray", 50)).value).toMatchObject({
      errorType: "Runtime.UncaughtException",
      errorMessage: "Error: stray",
    });
  });
});
