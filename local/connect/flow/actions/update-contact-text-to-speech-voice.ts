import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";
import { FlowActionFailed } from "../flow-session.ts";
import { resolveText } from "../resolve-reference.ts";

/** Chooses the voice of the prompts. Source: https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontacttexttospeechvoice.html */
export const updateContactTextToSpeechVoice = defineAction({
  type: "UpdateContactTextToSpeechVoice",
  errors: ["NoMatchingError"],
  parameters: z.strictObject({
    TextToSpeechVoice: z.string().min(1),
    TextToSpeechEngine: z.string().min(1).optional(),
    TextToSpeechStyle: z.string().min(1).optional(),
  }),
  run(parameters, session) {
    const voice = resolveText(parameters.TextToSpeechVoice, session.data());
    if (voice === "") throw new FlowActionFailed(`No voice at ${parameters.TextToSpeechVoice}.`);
    session.setVoice(voice);
    return goOn;
  },
});
