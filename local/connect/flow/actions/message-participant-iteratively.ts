import { z } from "zod";
import { defineAction } from "../action-type.ts";
import { readSsml } from "../read-ssml.ts";
import { resolveText } from "../resolve-reference.ts";
import { wholeNumber } from "../whole-number.ts";

const Message = z.union([
  z.strictObject({ Text: z.string().min(1) }).transform(({ Text }) => ({ text: Text, pauseMs: 0 })),
  z.strictObject({ SSML: z.string().min(1) }).transform(({ SSML }, context) => {
    const spoken = readSsml(SSML);
    if (spoken) return spoken;
    context.addIssue({ code: "custom", message: "the simulation speaks SSML of text and <break time=…/> in <speak>" });
    return z.NEVER;
  }),
]);

/** An agent who is free has 20 s to take the contact, during which nothing may take it out of the queue. */
const leastSeconds = 21;

/**
 * Plays messages over and over while the contact waits; after `InterruptFrequencySeconds` the flow goes on with the result `MessagesInterrupted`.
 * Prompts of a library and S3 media are refused at load, and so are interruptions that come within the time in which an agent may be taking the contact.
 * Sources: https://docs.aws.amazon.com/connect/latest/adminguide/participant-actions-messageparticipantiteratively.html ;
 * https://docs.aws.amazon.com/connect/latest/adminguide/loop-prompts.html (the 20 s)
 */
export const messageParticipantIteratively = defineAction({
  type: "MessageParticipantIteratively",
  flows: ["CUSTOMER_QUEUE"],
  errors: ["NoMatchingError"],
  conditions: ["MessagesInterrupted"],
  leadsOn: false,
  parameters: z.strictObject({
    Messages: z
      .array(Message.refine(({ text, pauseMs }) => text !== "" || pauseMs > 0, "says nothing and pauses for no time"))
      .min(1),
    InterruptFrequencySeconds: wholeNumber(leastSeconds, Number.MAX_SAFE_INTEGER),
  }),
  async run(parameters, session, _identifier, signal) {
    const data = session.data();
    const messages = parameters.Messages.map(({ text, pauseMs }) => ({ text: resolveText(text, data), pauseMs }));
    await session.entertain(messages, parameters.InterruptFrequencySeconds * 1_000, signal);
    return { kind: "result", value: "MessagesInterrupted" };
  },
});
