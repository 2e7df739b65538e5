import { parseArgs } from "node:util";
import type { Speed } from "../../connect/line/phone-line.ts";
import { type DaySpec, ownDays, readOwnDay } from "../../traffic/day-spec.ts";

/** What `npm start` is asked to do. */
export interface StartOptions {
  /** A recorded call to play; absent: generated traffic. */
  readonly recording?: { readonly caller: string; readonly agent?: string; readonly languageCode: string };
  /** A scenario file; absent: the small day that comes with the project. */
  readonly scenario?: string;
  /** A day to be drawn with the seed, and how many contacts it has. */
  readonly day?: { readonly spec: DaySpec; readonly contacts: number };
  readonly speed: Speed;
  /** Present when the day is to run in simulated time. */
  readonly virtualTime?: true;
  readonly seed: string;
  /** Share of words (Korean: of characters) that the replay engine gets wrong, 0 to 1. */
  readonly errorRate: number;
  /** Contacts at the same time, at most. */
  readonly concurrency: number;
  /** Simulated agents on duty. */
  readonly agents: number;
  /** Invocations at once in one Lambda environment; 1, as on AWS, but for load tests. */
  readonly invocationsPerEnvironment: number;
  /** End when the traffic has ended, instead of staying up. */
  readonly once: boolean;
  /** Milliseconds after which traffic that has not ended is given up; absent: a limit that fits the traffic. */
  readonly timeLimitMs?: number;
}

/** The command line is wrong; the message says what and how it would be right. */
export class UsageError extends Error {
  constructor(message: string) {
    super(`${message}\nSee: npm start -- --help`);
    this.name = "UsageError";
  }
}

/** What `--help` prints. */
export const usage = `npm start -- [options]

Packages the stack, starts it on this machine, plays calls through it and stays up until Ctrl-C.

  --call FILE          play a recorded call: the caller's side, WAV, 8000 Hz, 16 bit, mono (heard by the recogniser)
  --agent FILE         the agent's side of the recorded call, same form
  --language CODE      language of the recorded call: ko-KR or en-US (default en-US)
  --scenario FILE      play generated traffic from this file (default: the small day in local/traffic/scenarios/day.json)
  --day go-live        play a working day, drawn with the seed: 247 contacts within the opening hours, and compare metrics, ledger and executions at its end
                       (always as fast as it goes, in simulated time; with --time real its calls come one after the other)
  --contacts N         so many contacts in that day instead
  --speed N|max        so many times real time, or as fast as it goes (default: 1 for a recorded call, max for generated traffic)
  --time virtual       run in simulated time, from one event to the next: the same seed gives the same day, to the millisecond
  --seed TEXT          the same seed gives the same traffic, to the byte (default 1)
  --error-rate SHARE   recognition errors of the replay engine, 0 to 1 (default 0.03)
  --concurrency N      contacts at the same time, at most (default 4; a day has its own)
  --agents N           simulated agents on duty (default 4; a day has its own)
  --invocations-per-environment N
                       for load tests: so many invocations at once in one Lambda environment (default 1, as on AWS)
  --once               end when the traffic has ended; the last line is one JSON object; status 0 if every contact reached an end
  --time-limit SEC     give up on traffic that has not ended by then (default: fits the traffic)
  --help               this text
`;

const definitions = {
  call: { type: "string" },
  agent: { type: "string" },
  language: { type: "string" },
  scenario: { type: "string" },
  day: { type: "string" },
  contacts: { type: "string" },
  speed: { type: "string" },
  time: { type: "string" },
  seed: { type: "string" },
  "error-rate": { type: "string" },
  concurrency: { type: "string" },
  agents: { type: "string" },
  "invocations-per-environment": { type: "string" },
  once: { type: "boolean" },
  "time-limit": { type: "string" },
  help: { type: "boolean" },
} as const;

/**
 * Reads the command line.
 * @returns undefined when help was asked for
 * @throws UsageError
 */
export function readStartOptions(args: readonly string[]): StartOptions | undefined {
  const { values } = parse(args);
  if (values.help) return undefined;
  const { call, agent, language, scenario } = values;
  if (values.day !== undefined && (call !== undefined || scenario !== undefined))
    throw new UsageError("--day excludes --call and --scenario: play one, then the other.");
  if (values.day === undefined && values.contacts !== undefined)
    throw new UsageError("--contacts needs --day: a scenario has the contacts that are in it.");
  if (call === undefined && agent !== undefined)
    throw new UsageError("--agent needs --call: the caller's side of the same recorded call.");
  if (call === undefined && language !== undefined)
    throw new UsageError("--language needs --call: generated contacts each have their own.");
  if (call !== undefined && scenario !== undefined)
    throw new UsageError("--call and --scenario exclude each other: play one, then the other.");
  if (language !== undefined && language !== "ko-KR" && language !== "en-US") {
    throw new UsageError(`--language: "${language}" is neither ko-KR nor en-US.`);
  }
  if (values.time !== undefined && values.time !== "virtual" && values.time !== "real") {
    throw new UsageError(`--time: "${values.time}" is neither virtual nor real.`);
  }
  const day = values.day === undefined ? undefined : readDay(values.day, values.contacts);
  // A day of hours is played in hours that pass at once, unless real time is asked for.
  const virtualTime = values.time === "virtual" || (day !== undefined && values.time === undefined);
  if (virtualTime && values.speed !== undefined && values.speed !== "max") {
    throw new UsageError(
      `--speed ${values.speed} needs real time: virtual time goes as fast as it can. Leave one of them out.`,
    );
  }
  const timeLimit = values["time-limit"];
  return {
    ...(call !== undefined && {
      recording: { caller: call, ...(agent !== undefined && { agent }), languageCode: language ?? "en-US" },
    }),
    ...(scenario !== undefined && { scenario }),
    ...(day && { day }),
    // Simulated callers speak at their natural speed; it is time that hurries.
    speed: virtualTime ? 1 : readSpeed(values.speed ?? (call === undefined ? "max" : "1")),
    ...(virtualTime && { virtualTime }),
    seed: values.seed ?? "1",
    errorRate: readNumber("--error-rate", values["error-rate"] ?? "0.03", { least: 0, most: 1 }),
    concurrency: readNumber("--concurrency", values.concurrency ?? String(day?.spec.concurrency ?? 4), {
      least: 1,
      most: 100,
      isWhole: true,
    }),
    agents: readNumber("--agents", values.agents ?? String(day?.spec.agents ?? 4), {
      least: 1,
      most: 1_000,
      isWhole: true,
    }),
    invocationsPerEnvironment: readNumber(
      "--invocations-per-environment",
      values["invocations-per-environment"] ?? "1",
      { least: 1, most: 1_000, isWhole: true },
    ),
    once: values.once ?? false,
    ...(timeLimit !== undefined && {
      timeLimitMs: readNumber("--time-limit", timeLimit, { least: 1, most: 86_400 }) * 1_000,
    }),
  };
}

function readDay(name: string, contacts: string | undefined): NonNullable<StartOptions["day"]> {
  const own = ownDays.find((known) => known === name);
  if (own === undefined) throw new UsageError(`--day: "${name}" is none of ${ownDays.join(", ")}.`);
  const spec = readOwnDay(own);
  const wanted = contacts ?? String(spec.contacts);
  return { spec, contacts: readNumber("--contacts", wanted, { least: 1, most: 1_000, isWhole: true }) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: definitions, strict: true, allowPositionals: false });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readSpeed(text: string): Speed {
  if (text === "max") return "max";
  const speed = Number(text);
  if (text.trim() === "" || !(speed > 0) || speed > 1_000) {
    throw new UsageError(`--speed: "${text}" is neither a number above 0 (at most 1000) nor max. Example: --speed 4`);
  }
  return speed;
}

function readNumber(
  name: string,
  text: string,
  { least, most, isWhole = false }: { least: number; most: number; isWhole?: boolean },
): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= least && value <= most) || (isWhole && !Number.isInteger(value))) {
    throw new UsageError(
      `${name}: "${text}" is not a ${isWhole ? "whole number" : "number"} from ${least} to ${most}.`,
    );
  }
  return value;
}
