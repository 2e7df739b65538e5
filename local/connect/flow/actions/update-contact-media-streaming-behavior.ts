import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";

/**
 * Starts or stops streaming the caller's audio to Kinesis Video. The simulation streams both directions or none.
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontactmediastreamingbehavior.html
 */
export const updateContactMediaStreamingBehavior = defineAction({
  type: "UpdateContactMediaStreamingBehavior",
  errors: ["NoMatchingError"],
  parameters: z.strictObject({
    MediaStreamingState: z.enum(["Enabled", "Disabled"]),
    MediaStreamType: z.literal("Audio"),
    Participants: z
      .array(
        z.strictObject({
          ParticipantType: z.literal("Customer"),
          MediaDirections: z
            .array(z.enum(["From", "To"]))
            .refine(
              (directions) => new Set(directions).size === 2,
              "the simulation streams both directions: name From and To",
            ),
        }),
      )
      .length(1),
  }),
  async run(parameters, session) {
    await (parameters.MediaStreamingState === "Enabled" ? session.startMediaStreaming() : session.stopMediaStreaming());
    return goOn;
  },
});
