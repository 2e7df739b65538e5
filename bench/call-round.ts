import { randomUUID } from "node:crypto";
import { percentile } from "../local/cli/day-report.ts";
import { ContactBoard } from "../local/cli/start/contact-board.ts";
import { openRunningStack } from "../local/cli/start/open-running-stack.ts";
import { playTraffic } from "../local/cli/start/play-traffic.ts";
import { createStackReader } from "../local/cli/start/stack-reader.ts";
import { readStartOptions } from "../local/cli/start/start-options.ts";
import type { Traffic } from "../local/cli/start/traffic.ts";
import { wallClock } from "../local/clock.ts";
import type { ContactHappening } from "../local/connect/contact-watcher.ts";
import { speechLength } from "../local/speech/speech-length.ts";
import type { PlannedContact } from "../local/traffic/plan.ts";
import { playPlan } from "../local/traffic/play-plan.ts";

/** What one round came to. Memory in bytes, times as named. */
export interface RoundResult {
  readonly calls: number;
  readonly decisions: number;
  /** From the end of an utterance's audio reaching Kinesis Video to the decision, as the ledger's decisions have it. */
  readonly delayMs: { readonly p50: number | null; readonly p95: number | null; readonly max: number | null };
  readonly cpuSecondsPerCall: number;
  /** Resident memory at its highest over that of the idle stack. */
  readonly memoryPerCall: number;
  /** Contacts that did not reach an end, and utterances that were not recorded. */
  readonly unfinished: number;
  readonly lostSegments: number;
  readonly engines: Readonly<Record<string, string>>;
}

/** Clear requests, each of which the bot answers. */
const utterances = [
  "상담은 몇 시부터 몇 시까지 하나요?",
  "지난주에 주문한 택배가 언제 도착하나요?",
  "어제 주문한 거 취소하고 싶은데요.",
] as const;
const languageCode = "ko-KR";
const sampleEveryMs = 250;

/**
 * Plays so many calls at once in real time through a stack of its own, after as many that warm it up, and measures this process, in which everything
 * runs: the functions and all that stands in for AWS and the callers.
 * @param seconds how long a call lasts; at least 12, so that three utterances fit
 */
export async function measureRound(calls: number, seconds: number): Promise<RoundResult> {
  const options = readStartOptions(["--speed", "1", "--error-rate", "0", "--agents", "1000", "--once"]);
  if (!options) throw new Error("the options of the bench were taken for --help");
  const stack = await openRunningStack("replay", options, (line) => console.error(line));
  const reader = createStackReader(stack);
  const meter = createMeter();
  try {
    const warmUp = callsOf(calls, seconds);
    const planned = callsOf(calls, seconds);
    const traffic: Traffic = {
      description: `${calls} calls at once, after as many that warm up`,
      heardBy: "replay",
      contacts: [...warmUp, ...planned],
      timeLimitMs: 300_000,
      async play(connect, { scripts, clock, signal }) {
        const played = { connect, scripts, clock, speed: 1, concurrency: calls, signal };
        await playPlan({ scenario: "warm-up", seed: "1", contacts: warmUp }, { ...played, startMs: clock.now() });
        const ids = warmUp.map(({ contactId }) => contactId);
        while ((await reader.unfinished(ids)).length > 0) await clock.sleep(sampleEveryMs, signal);
        meter.begin();
        await playPlan({ scenario: "bench", seed: "1", contacts: planned }, { ...played, startMs: clock.now() });
      },
    };
    const progress = {
      happen: (contactId: string, happening: ContactHappening) => {
        if (happening.kind === "problem") console.error(`contact ${contactId}: ${happening.text}`);
      },
      refresh() {},
      close() {},
    };
    // An empty board: nobody looks into the ledger while the calls run.
    const board = new ContactBoard();
    const unfinished = await playTraffic(traffic, {
      stack,
      reader,
      board,
      progress,
      options,
      signal: new AbortController().signal,
    });
    const { cpuSeconds, memory } = meter.end();
    const ids = new Set(planned.map(({ contactId }) => contactId));
    const contacts = [...(await reader.ledger()).contacts.values()].filter(({ contactId }) => ids.has(contactId));
    const delays = contacts
      .flatMap(({ decisions }) => decisions.filter(({ action }) => action !== "none").map(({ latencyMs }) => latencyMs))
      .sort((one, other) => one - other);
    return {
      calls,
      decisions: delays.length,
      delayMs: { p50: percentile(delays, 0.5), p95: percentile(delays, 0.95), max: percentile(delays, 1) },
      cpuSecondsPerCall: cpuSeconds / calls,
      memoryPerCall: memory / calls,
      unfinished: unfinished.length,
      lostSegments: contacts.reduce(
        (sum, { record, segments }) => sum + Math.max(0, (record?.closing?.finalSegments ?? 0) - segments.length),
        0,
      ),
      engines: { ...stack.engines },
    };
  } finally {
    meter.end();
    reader.close();
    await stack.close();
  }
}

/** Measures this process: seconds of CPU from `begin` on, and how far resident memory then rose at most over what it is now, in bytes. */
function createMeter() {
  const idle = process.memoryUsage.rss();
  let highest = idle;
  let cpu = process.cpuUsage();
  let sampling: NodeJS.Timeout | undefined;
  return {
    begin() {
      cpu = process.cpuUsage();
      sampling = setInterval(() => {
        highest = Math.max(highest, process.memoryUsage.rss());
      }, sampleEveryMs);
    },
    end() {
      clearInterval(sampling);
      const { user, system } = process.cpuUsage(cpu);
      return { cpuSeconds: (user + system) / 1e6, memory: highest - idle };
    },
  };
}

/** Calls that begin within one pause of each other, so that they overlap without speaking in chorus. */
function callsOf(calls: number, seconds: number): PlannedContact[] {
  const spokenMs = utterances.reduce((sum, text) => sum + speechLength(text, languageCode).durationMs, 0);
  const pauseMs = Math.round((seconds * 1_000 - spokenMs) / (utterances.length + 1));
  return Array.from({ length: calls }, (_, index) => ({
    contactId: randomUUID(),
    name: `bench ${index + 1}`,
    kind: "answered",
    languageCode,
    customerNumber: `+82100000${String(index + 1).padStart(4, "0")}`,
    arrivesAtMs: Math.round((index * pauseMs) / calls),
    voiceSeed: index,
    script: {
      steps: [
        ...utterances.map((text) => ({ do: "say" as const, text, when: "at-once" as const, thinkMs: pauseMs })),
        { do: "hang-up" as const, afterMs: pauseMs },
      ],
      patienceMs: seconds * 1_000,
      closingMs: 0,
      agent: { acceptAfterMs: 0, talk: [], gapMs: 0, holdMs: 0, afterContactWorkMs: 0 },
    },
    audio: [],
  }));
}

if (import.meta.main) {
  const [calls, seconds] = process.argv.slice(2).map(Number);
  const begun = wallClock.now();
  const result = await measureRound(calls ?? 1, seconds ?? 20);
  console.error(`round of ${result.calls}: ${Math.round((wallClock.now() - begun) / 1_000)} s`);
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}
