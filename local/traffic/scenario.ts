import { z } from "zod";
import { callAnswers } from "../connect/callers/called-person.ts";
import { callbackTimes } from "../connect/callers/caller-script.ts";
import { readJson } from "../read-json.ts";

const seconds = z.number().nonnegative();

const Step = z.union([
  /** Said when the prompt before has ended. */
  z.string().min(1),
  z.strictObject({
    say: z.string().min(1),
    when: z.enum(["after-prompt", "during-prompt", "at-once"]),
    /** Pause before that; drawn with the plan where it is absent. */
    thinkS: seconds.optional(),
  }),
  /** Says nothing until so many more prompts have been heard. */
  z.strictObject({ silentPrompts: z.int().min(1) }),
  z.strictObject({ hangUpAfterS: seconds }),
]);

const TalkLine = z.strictObject({ by: z.enum(["agent", "caller"]), text: z.string().min(1) });

/** The kinds of contact that a scenario tells apart; for readers, nothing depends on them. */
export const contactKinds = [
  "answered",
  "several-turns",
  "agent-asked-for",
  "not-understood-twice",
  "security",
  "abandoned-in-queue",
  "abandoned-without-a-word",
  "complaint",
  "callback",
  "personal-data",
  "silence",
  "interruption",
] as const;

const ScenarioContact = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(contactKinds),
  language: z.enum(["ko-KR", "en-US"]),
  /** After the beginning of the scenario. */
  arrivesAtS: seconds,
  /** Whose number it is: contacts with the same name here come from the same number. */
  caller: z.string().min(1).optional(),
  steps: z.array(Step),
  /** How long the caller waits to hear something before hanging up. */
  patienceS: seconds.default(90),
  hangUpInQueueAfterS: seconds.optional(),
  /** Whether the caller takes the offer of a call back that the queue makes to those who wait long. */
  acceptsCallback: z.boolean().default(false),
  /** When they would be called back then. */
  callbackTime: z.enum(callbackTimes).default("soon"),
  /** How the caller meets our calls, in turn; the last one stays. */
  whenCalled: z.array(z.enum(callAnswers)).min(1).default(["answers"]),
  /** The answers in the survey, one each time something is asked: keys that are pressed, or words that are said. */
  survey: z
    .array(z.union([z.int().min(1).max(9), z.string().min(1)]))
    .min(1)
    .optional(),
  agent: z
    .strictObject({
      acceptAfterS: seconds.optional(),
      holdS: seconds.default(0),
      talk: z.array(TalkLine).min(1).optional(),
      /** Drawn with the plan where it is absent. */
      afterContactWorkS: seconds.optional(),
    })
    .default({ holdS: 0 }),
});
/** One contact of a scenario. */
export type ScenarioContact = z.infer<typeof ScenarioContact>;

/** A day's traffic as it is written in `scenarios/*.json`. Times in seconds. */
export const Scenario = z.strictObject({
  name: z.string().min(1),
  /** What agent and caller say where a contact does not tell. */
  usualTalk: z.record(z.enum(["ko-KR", "en-US"]), z.array(TalkLine).min(1)),
  contacts: z.array(ScenarioContact).min(1),
});
export type Scenario = z.infer<typeof Scenario>;

/** A scenario file that cannot be used; the message names the file and every field that is wrong. */
export class ScenarioRefused extends Error {
  constructor(fileName: string, reasons: readonly string[]) {
    super(
      `${fileName} is no scenario:\n${reasons.map((reason) => `- ${reason}`).join("\n")}\nSee local/traffic/README.md for the form.`,
    );
    this.name = "ScenarioRefused";
  }
}

/**
 * Reads a scenario.
 * @throws ScenarioRefused
 */
export function readScenario(text: string, fileName: string): Scenario {
  const read = readJson(Scenario, text, "file");
  if ("data" in read) return read.data;
  throw new ScenarioRefused(fileName, read.reasons);
}
