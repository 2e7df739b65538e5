import { z } from "zod";
import { defineAction } from "../action-type.ts";
import { wholeNumber } from "../whole-number.ts";

/**
 * Answers `ContinueLooping` as often as told, then `DoneLooping` once, then begins again.
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/flow-control-actions-loop.html
 */
export const loop = defineAction({
  type: "Loop",
  errors: [],
  conditions: ["ContinueLooping", "DoneLooping"],
  leadsOn: false,
  parameters: z.strictObject({ LoopCount: wholeNumber(0, 100) }),
  run(parameters, session, identifier) {
    if (session.countLoop(identifier) < parameters.LoopCount) return { kind: "result", value: "ContinueLooping" };
    session.resetLoop(identifier);
    return { kind: "result", value: "DoneLooping" };
  },
});
