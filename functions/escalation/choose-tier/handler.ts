import { z } from "zod";
import configured from "../../../domain/escalation/data/wait-tiers.json" with { type: "json" };
import { WaitTiers } from "../../../domain/escalation/wait-tiers.ts";
import { environment } from "../../../runtime/environment.ts";
import { stageSetting } from "../../../runtime/stage-setting.ts";
import { step } from "../../../runtime/step.ts";
import { ChooseTierInput, chooseTier } from "./step.ts";

const env = environment(z.object({ WAIT_TIERS: stageSetting(WaitTiers, configured) }));

/** Chooses the next wait by the configured limits. */
export const handler = step({
  service: "escalation.choose-tier",
  input: ChooseTierInput,
  dependencies: { tiers: env.WAIT_TIERS },
  run: chooseTier,
});
