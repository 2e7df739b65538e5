import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "@jest/globals";

/** A run of `npm start`, without npm in between. */
interface Run {
  readonly process: ChildProcess;
  readonly output: () => string;
  readonly status: Promise<number | null>;
}

const running = new Set<ChildProcess>();
const folder = mkdtempSync(join(tmpdir(), "aicc-day-"));

function start(...args: string[]): Run {
  const child = spawn("node_modules/.bin/node", ["local/cli/start.ts", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  running.add(child);
  const status = new Promise<number | null>((resolve) => {
    child.once("close", (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  return { process: child, output: () => output, status };
}

/** Resolves when the output holds the text. */
async function says(run: Run, text: string): Promise<void> {
  while (!run.output().includes(text)) {
    const more = new Promise((resolve) => run.process.stdout?.once("data", resolve));
    const end = run.status.then((status) => {
      throw new Error(`it ended with status ${status} before it said "${text}":\n${run.output()}`);
    });
    await Promise.race([more, end]);
  }
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("npm start", () => {
  it("plays contacts from their audio to their end and counts them in the stores", async () => {
    const run = start(
      "--scenario",
      "tests/local/few-contacts.json",
      "--once",
      "--error-rate",
      "0",
      "--time-limit",
      "200",
    );
    const status = await run.status;
    const report = JSON.parse(run.output().trim().split("\n").at(-1) ?? "{}");
    expect({ status, report }).toEqual({
      status: 0,
      report: {
        contacts: 4,
        bot: 2,
        agent: 1,
        abandoned: 1,
        issues: 1,
        segments: expect.any(Number),
        lostSegments: 0,
        failedExecutions: 0,
        deadLetters: 0,
        decisionMsP50: expect.any(Number),
        decisionMsP95: expect.any(Number),
        surveys: { offered: 3, responses: 1, responseRate: 1 / 3, means: expect.any(Array) },
        engines: {
          speech: expect.stringMatching(/^replay \(simulated/),
          language: expect.stringMatching(/simulated/),
          telephony: expect.stringMatching(/simulated/),
        },
      },
    });
    expect(report.segments).toBeGreaterThanOrEqual(14);
    expect(report.surveys.means.map(({ mean }: { mean: number }) => mean)).toEqual([4, 5, 3, 4, 5]);
  }, 240_000);

  it("stays up when the traffic has ended, and Ctrl-C leaves nothing behind", async () => {
    const scenario = join(folder, "one.json");
    const contact = {
      name: "hangs up",
      kind: "abandoned-without-a-word",
      language: "en-US",
      arrivesAtS: 0,
      steps: [{ hangUpAfterS: 2 }],
    };
    const usualTalk = { "ko-KR": [{ by: "agent", text: "네" }], "en-US": [{ by: "agent", text: "Hello" }] };
    writeFileSync(scenario, JSON.stringify({ name: "one", usualTalk, contacts: [contact] }));
    const run = start("--scenario", scenario);
    await says(run, "The stack stays up.");
    const port = Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(run.output())?.[1]);
    expect(await answers(port)).toBe(true);
    run.process.kill("SIGINT");
    expect(await run.status).toBe(0);
    expect(await answers(port)).toBe(false);
  }, 120_000);

  it("tells bad input before anything is started", async () => {
    const file = join(folder, "song.wav");
    writeFileSync(file, "no sound at all");
    const run = start("--call", file);
    expect(await run.status).toBe(2);
    expect(run.output()).toMatch(/song\.wav: it is not a WAV file .* ffmpeg -i /);
    expect(run.output()).not.toContain("AWS_ENDPOINT_URL");
  }, 30_000);
});
