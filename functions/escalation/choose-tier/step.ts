import { z } from "zod";
import { type Wait, type WaitTiers, waitOf } from "../../../domain/escalation/wait-tiers.ts";

/** Input of `ChooseTier`: the tier that was waited out in vain; absent at first. */
export const ChooseTierInput = z.object({
  contactId: z.string().min(1),
  previousTier: z.int().nonnegative().nullish(),
});

/** Says how long to wait for an agent next, and what to do when nobody comes. */
export function chooseTier(
  { tiers }: { readonly tiers: WaitTiers },
  { previousTier }: z.infer<typeof ChooseTierInput>,
): Wait {
  return waitOf(tiers, previousTier === undefined || previousTier === null ? 0 : previousTier + 1);
}
