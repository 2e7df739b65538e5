import { z } from "zod";
import { defineAction } from "../action-type.ts";

/** Hangs up. Source: https://docs.aws.amazon.com/connect/latest/APIReference/participant-actions-disconnectparticipant.html */
export const disconnectParticipant = defineAction({
  type: "DisconnectParticipant",
  errors: [],
  leadsOn: false,
  parameters: z.strictObject({}),
  async run(_parameters, session) {
    await session.disconnect();
    return { kind: "ended", how: "disconnected" };
  },
});
