import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wallClock } from "../../clock.ts";
import { createConnectService } from "../../connect/api/connect-service.ts";
import { createLiveContacts } from "../../connect/api/live-contacts.ts";
import { createChance } from "../../connect/chance.ts";
import { instanceArn } from "../../connect/instance.ts";
import { KinesisVideoService } from "../../kinesis-video/kinesis-video-service.ts";
import { installModels } from "../../speech/models/install-models.ts";
import { modelCache } from "../../speech/models/model-cache.ts";
import { realFetchers } from "../../speech/models/real-fetchers.ts";
import { createReplayEngine } from "../../speech/replay-engine.ts";
import { createScriptRegister, type ScriptRegister } from "../../speech/script-register.ts";
import type { SpeechEngine } from "../../speech/speech-engine.ts";
import { createWhisperEngine } from "../../speech/whisper/whisper-engine.ts";
import { allHours } from "../../stack/all-hours.ts";
import { startLocalStack } from "../../stack/local-stack.ts";
import { packageStack } from "../../stack/package-stack.ts";
import { instantOn } from "../../traffic/day-spec.ts";
import { createTranscribeService } from "../../transcribe/transcribe-service.ts";
import { createVirtualClock } from "../../virtual-clock.ts";
import { packagedFlows } from "./packaged-flows.ts";
import type { RunningStack } from "./running-stack.ts";
import type { StartOptions } from "./start-options.ts";
import type { Traffic } from "./traffic.ts";

/** The project's directory. */
const directory = fileURLToPath(new URL("../../..", import.meta.url));

/** Where the list of what has no effect is written, relative to the project. */
const unsupportedFile = ".aicc/unsupported.txt";

/** When a simulated day begins that does not say so itself: a Monday, nine o'clock in Seoul. Always the same, so that the same seed gives the same timestamps. */
const virtualStart = Date.parse("2026-01-05T00:00:00.000Z");

const telephony = "Amazon Connect (simulated: runs the flow, plays callers and agents)";

/**
 * Packages the stack where its sources have changed, and starts it with everything that stands in for AWS, and the speech engine that fits the traffic.
 * @throws Error named `ModelUnavailable` when real sound is to be heard and the recogniser's model cannot be had
 */
export async function openRunningStack(
  heardBy: Traffic["heardBy"],
  { seed, errorRate, virtualTime, invocationsPerEnvironment, day }: StartOptions,
  say: (line: string) => void,
): Promise<RunningStack> {
  await packageStack({ directory, onStep: (step) => say(`${step} …`) });
  const scripts = createScriptRegister();
  const engine = heardBy === "replay" ? replay(scripts, errorRate, seed) : await recogniser(say);
  const startsAt = day ? instantOn(day.spec, day.spec.opens) : virtualStart;
  const clock = virtualTime ? createVirtualClock(startsAt) : wallClock;
  const transcribe = createTranscribeService({ engine, clock });
  // Its model is one of the things that packaging makes, so it cannot be imported before.
  const { createComprehendService } = await import("../../comprehend/comprehend-service.ts");
  const comprehend = createComprehendService();
  const engines = { speech: engine.name, language: comprehend.engineName, telephony };
  const live = createLiveContacts();
  const stack = await startLocalStack({
    directory,
    parameters: {
      // The deployed stack hangs on a Connect instance; here on the simulated one.
      ConnectInstanceArn: instanceArn,
      // A simulated day begins when the centre opens; real time is whatever it is, and agents are there all the same.
      ...(virtualTime ? {} : { OpeningHoursOverride: allHours }),
    },
    engines,
    clock,
    lambda: { invocationsPerEnvironment },
    services: ({ endpointUrl, region, accountId }) => [
      new KinesisVideoService({ region, accountId, dataEndpoint: () => endpointUrl, clock }),
      transcribe,
      comprehend,
      createConnectService(live),
    ],
  });
  // In virtual time a cold start takes no time, so that functions start when they are needed, if ever.
  if (!virtualTime) {
    say("warming the functions …");
    await Promise.all(stack.functions.listFunctions().map(({ functionName }) => stack.functions.warm(functionName)));
  }
  const unsupported = stack.unsupported.map(
    ({ logicalId, type, property, why }) => `${logicalId} (${type}) ${property}: ${why}`,
  );
  mkdirSync(join(directory, ".aicc"), { recursive: true });
  writeFileSync(join(directory, unsupportedFile), unsupported.map((line) => `${line}\n`).join(""));
  return {
    endpoint: stack.endpointUrl,
    clock,
    outputs: stack.outputs,
    unsupported,
    unsupportedFile,
    engines,
    flows: packagedFlows(stack),
    live,
    scripts,
    close: () => stack.close(),
  };
}

function replay(scripts: ScriptRegister, errorRate: number, seed: string): SpeechEngine {
  return createReplayEngine({ scripts, errorRate, seed: createChance(`replay/${seed}`).between(0, 2 ** 31 - 1) });
}

async function recogniser(say: (line: string) => void): Promise<SpeechEngine> {
  await installModels(modelCache(), realFetchers, say);
  return createWhisperEngine();
}
