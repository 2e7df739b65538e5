import { createHash } from "node:crypto";
import type { CallerScript, CallerStep } from "../connect/callers/caller-script.ts";
import { type Chance, createChance } from "../connect/chance.ts";
import { speechShapedAudio } from "../speech/speech-shaped-audio.ts";
import { madeUpNumber } from "./made-up-number.ts";
import type { Scenario, ScenarioContact } from "./scenario.ts";

/** Everything about one generated contact that is settled before it begins. */
export interface PlannedContact {
  readonly contactId: string;
  readonly name: string;
  readonly kind: string;
  readonly languageCode: "ko-KR" | "en-US";
  /** Made up; E.164. */
  readonly customerNumber: string;
  /** After the beginning of the traffic. */
  readonly arrivesAtMs: number;
  readonly voiceSeed: number;
  readonly script: CallerScript;
  /** The caller's and the agent's audio: SHA-256 of each line's samples with the time code beginning at 0. */
  readonly audio: readonly { readonly by: "caller" | "agent"; readonly sha256: string }[];
}

/** A day's traffic, drawn from a scenario and a seed. */
export interface TrafficPlan {
  readonly scenario: string;
  readonly seed: string;
  readonly contacts: readonly PlannedContact[];
}

/** Draws the plan. The same scenario and seed give the same plan to the byte: see {@link planDigest}. */
export function planTraffic(scenario: Scenario, seed: string): TrafficPlan {
  const day = createChance(`traffic/${seed}`);
  const contacts = scenario.contacts.map((contact, index): PlannedContact => {
    const chance = day.fork(`contact/${index}`);
    const voiceSeed = chance.between(0, 2 ** 31 - 1);
    const script = drawScript(scenario, contact, chance);
    const lines = [
      ...script.steps.flatMap((step) => (step.do === "say" ? [{ by: "caller" as const, text: step.text }] : [])),
      ...script.agent.talk,
      ...(script.surveyAnswers ?? []).flatMap((answer) =>
        typeof answer === "string" ? [{ by: "caller" as const, text: answer }] : [],
      ),
    ];
    return {
      contactId: chance.uuid(),
      name: contact.name,
      kind: contact.kind,
      languageCode: contact.language,
      customerNumber: madeUpNumber(contact.language, numberOf(scenario, contact, index)),
      arrivesAtMs: Math.round(contact.arrivesAtS * 1_000),
      voiceSeed,
      script,
      audio: lines.map(({ by, text }) => ({ by, sha256: audioDigest(text, contact.language, voiceSeed) })),
    };
  });
  return {
    scenario: scenario.name,
    seed,
    contacts: contacts.sort((one, other) => one.arrivesAtMs - other.arrivesAtMs),
  };
}

/** The plan as canonical JSON: keys sorted, no spaces. */
export function canonicalPlan(plan: TrafficPlan): string {
  return JSON.stringify(plan, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

/** SHA-256 of {@link canonicalPlan}, in hexadecimal. */
export function planDigest(plan: TrafficPlan): string {
  return createHash("sha256").update(canonicalPlan(plan)).digest("hex");
}

const milliseconds = (seconds: number) => Math.round(seconds * 1_000);

/** The place of a contact's number: its own, or that of the first contact of the same caller. */
function numberOf(scenario: Scenario, { caller }: ScenarioContact, index: number): number {
  return caller === undefined ? index : scenario.contacts.findIndex((contact) => contact.caller === caller);
}

function drawScript(scenario: Scenario, contact: ScenarioContact, chance: Chance): CallerScript {
  const drawnUnless = (seconds: number | undefined, draw: () => number) =>
    seconds === undefined ? draw() : milliseconds(seconds);
  const steps = contact.steps.map((step): CallerStep => {
    if (typeof step === "string")
      return { do: "say", text: step, when: "after-prompt", thinkMs: chance.between(3, 12) * 100 };
    if ("say" in step) {
      const { say, when, thinkS } = step;
      return { do: "say", text: say, when, thinkMs: drawnUnless(thinkS, () => chance.between(3, 12) * 100) };
    }
    if ("silentPrompts" in step) return { do: "stay-silent", prompts: step.silentPrompts };
    return { do: "hang-up", afterMs: milliseconds(step.hangUpAfterS) };
  });
  const { agent } = contact;
  return {
    steps,
    patienceMs: milliseconds(contact.patienceS),
    closingMs: chance.between(5, 20) * 100,
    ...(contact.hangUpInQueueAfterS !== undefined && {
      hangUpInQueueAfterMs: milliseconds(contact.hangUpInQueueAfterS),
    }),
    ...(contact.acceptsCallback && { acceptsCallback: true }),
    ...(contact.callbackTime !== "soon" && { callbackTime: contact.callbackTime }),
    ...(contact.whenCalled.some((answer) => answer !== "answers") && { whenCalled: contact.whenCalled }),
    ...(contact.survey && { surveyAnswers: contact.survey }),
    agent: {
      acceptAfterMs: drawnUnless(agent.acceptAfterS, () => chance.between(20, 90) * 100),
      talk: agent.talk ?? scenario.usualTalk[contact.language] ?? [],
      gapMs: chance.between(4, 9) * 100,
      holdMs: milliseconds(agent.holdS),
      afterContactWorkMs: drawnUnless(agent.afterContactWorkS, () => chance.between(10, 40) * 1_000),
    },
  };
}

function audioDigest(text: string, languageCode: string, seed: number): string {
  const samples = speechShapedAudio({ text, languageCode, startMs: 0, seed });
  return createHash("sha256")
    .update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
    .digest("hex");
}
