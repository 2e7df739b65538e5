import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";
import { FlowActionFailed } from "../flow-session.ts";
import { resolveText } from "../resolve-reference.ts";

/**
 * Plays a text to the caller. The simulation speaks text; prompts from a library (`PromptId`), SSML and S3 media are refused at load.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/participant-actions-messageparticipant.html
 */
export const messageParticipant = defineAction({
  type: "MessageParticipant",
  errors: ["NoMatchingError"],
  parameters: z.strictObject({ Text: z.string().min(1) }),
  async run(parameters, session) {
    const text = resolveText(parameters.Text, session.data()).trim();
    if (text === "") throw new FlowActionFailed(`There is nothing to say: ${parameters.Text} is empty.`);
    await session.say(text);
    return goOn;
  },
});
