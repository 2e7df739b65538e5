import { step } from "../../../runtime/step.ts";
import { ChooseTierInput, chooseTier } from "./step.ts";

/** Chooses the next wait by the configured limits. */
export const handler = step({
  service: "escalation.choose-tier",
  input: ChooseTierInput,
  dependencies: {},
  run: chooseTier,
});
