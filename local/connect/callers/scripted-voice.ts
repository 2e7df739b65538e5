import type { ScriptRegister } from "../../speech/script-register.ts";
import { speechShapedAudio } from "../../speech/speech-shaped-audio.ts";
import { frameMs, frameSamples } from "../../speech/time-code.ts";
import type { Direction, PhoneLine } from "../line/phone-line.ts";

/** Speaks for everybody on a generated call: the caller, the prompts, the agent. */
export interface ScriptedVoice {
  /** Says a text: makes its audio, writes it into the script, plays it. Resolves when it has been heard. */
  speak(line: PhoneLine, direction: Direction, text: string): Promise<void>;
}

/** Makes the voice of one contact. Its time code runs on without gaps in each direction, in the order things are said. */
export function createScriptedVoice(
  scripts: ScriptRegister,
  contactId: string,
  languageCode: string,
  seed: number,
): ScriptedVoice {
  const nextMs: Record<Direction, number> = { fromCustomer: 0, toCustomer: 0 };
  return {
    async speak(line, direction, text) {
      const startMs = nextMs[direction];
      const pcm = speechShapedAudio({ text, languageCode, startMs, seed });
      const endMs = startMs + (pcm.length / frameSamples) * frameMs;
      nextMs[direction] = endMs;
      scripts.register({ contactId, channel: direction === "fromCustomer" ? 0 : 1, startMs, endMs, text });
      await line.play(direction, pcm);
    },
  };
}
