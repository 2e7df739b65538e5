import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Clock } from "../../clock.ts";
import { readWav } from "../../connect/callers/read-wav.ts";
import { createRecordedCaller } from "../../connect/callers/recorded-caller.ts";
import { createChance } from "../../connect/chance.ts";
import { sampleRateHz } from "../../connect/line/track.ts";
import type { SimulatedConnect } from "../../connect/simulated-connect.ts";
import type { ScriptRegister } from "../../speech/script-register.ts";
import { drawDay } from "../../traffic/draw-day.ts";
import { planDigest, planTraffic } from "../../traffic/plan.ts";
import { playPlan } from "../../traffic/play-plan.ts";
import { readScenario, type Scenario } from "../../traffic/scenario.ts";
import { type StartOptions, UsageError } from "./start-options.ts";

/** What a run is going to play. */
export interface Traffic {
  /** One line for the banner. */
  readonly description: string;
  /** What hears it: real sound needs a recogniser, generated sound the replay of its script. */
  readonly heardBy: "recogniser" | "replay";
  readonly contacts: readonly { readonly contactId: string; readonly name: string; readonly languageCode: string }[];
  /** Milliseconds after which it should long have ended. */
  readonly timeLimitMs: number;
  /** Plays it; resolves when every contact has hung up. */
  play(
    connect: Pick<SimulatedConnect, "take">,
    stage: { readonly scripts: ScriptRegister; readonly clock: Clock; readonly signal: AbortSignal },
  ): Promise<void>;
}

/** Time for everything that follows a call: the last transcripts, the record, closing, archiving. */
const afterwardsMs = 120_000;
/** A generated contact takes up to so long in real time however fast its own clock runs: decisions, silences and their long polls are real. */
const liveContactMs = 60_000;

/**
 * Reads what is to be played, so that bad input is told before anything is started.
 * @throws RecordingRefused, ScenarioRefused, UsageError (a file that cannot be read)
 */
export function prepareTraffic(options: StartOptions): Traffic {
  return options.recording ? recordedCall(options, options.recording) : generatedTraffic(options);
}

function recordedCall(options: StartOptions, recording: NonNullable<StartOptions["recording"]>): Traffic {
  const caller = readWav(readInput("--call", recording.caller), recording.caller);
  const agent =
    recording.agent === undefined ? new Int16Array(0) : readWav(readInput("--agent", recording.agent), recording.agent);
  const seconds = Math.max(caller.length, agent.length) / sampleRateHz;
  const chance = createChance(`recorded/${options.seed}`);
  const contactId = chance.uuid();
  const { languageCode } = recording;
  const slowest = options.speed === "max" ? 1 : Math.min(1, options.speed);
  const sides = recording.agent === undefined ? "the caller's side" : "both sides";
  return {
    description: `a recorded call, ${sides}, ${seconds.toFixed(0)} s, ${languageCode}, speed ${options.speed}`,
    heardBy: "recogniser",
    contacts: [{ contactId, name: basename(recording.caller), languageCode }],
    timeLimitMs: (3 * seconds * 1_000) / slowest + afterwardsMs,
    async play(connect, { clock }) {
      const customerNumber = languageCode === "ko-KR" ? "+821000000000" : "+12025550100";
      const call = { contactId, languageCode, customerNumber, initiatedAt: clock.now() };
      const heard = createRecordedCaller({ caller, agent }, { acceptAfterMs: 3_000, afterContactWorkMs: 5_000 });
      await connect.take(call, heard, chance);
    },
  };
}

function generatedTraffic(options: StartOptions): Traffic {
  const { day } = options;
  const scenario = day ? drawDay(day.spec, options.seed, day.contacts) : scenarioOf(options);
  const plan = planTraffic(scenario, options.seed);
  const spanMs = Math.max(...plan.contacts.map((contact) => contact.arrivesAtMs));
  const rounds = Math.ceil(plan.contacts.length / (options.virtualTime ? 1 : options.concurrency));
  // Simulated hours take no time: what takes time is the work that the contacts make.
  const arrivingMs = options.virtualTime || options.speed === "max" ? 0 : spanMs / options.speed + 10 * 60_000;
  return {
    description:
      `${plan.contacts.length} generated contacts ("${plan.scenario}"), speed ${options.speed}, seed ${plan.seed}, ` +
      `plan sha256 ${planDigest(plan)}`,
    heardBy: "replay",
    contacts: plan.contacts,
    timeLimitMs: arrivingMs + rounds * liveContactMs + afterwardsMs,
    async play(connect, { scripts, clock, signal }) {
      const { speed, concurrency } = options;
      await playPlan(plan, { connect, scripts, clock, speed, concurrency, startMs: clock.now(), signal });
    },
  };
}

function scenarioOf({ scenario }: StartOptions): Scenario {
  const ownDay = new URL("../../traffic/scenarios/day.json", import.meta.url);
  const text =
    scenario === undefined ? readFileSync(ownDay, "utf8") : readInput("--scenario", scenario).toString("utf8");
  return readScenario(text, scenario ?? "local/traffic/scenarios/day.json");
}

function readInput(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(
      `${option}: the file cannot be read: ${error instanceof Error ? error.message : String(error)}. Check the path; it is taken from the folder of the project.`,
    );
  }
}
