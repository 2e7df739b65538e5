import { z } from "zod";

/** What is done for a caller who waits too long. */
export const tierActions = ["raise_priority", "offer_callback", "call_supervisor"] as const;
export type TierAction = (typeof tierActions)[number];

/**
 * How long a caller may wait before what happens, as configured in `data/wait-tiers.json`: seconds since the machine began to wait, rising; after
 * `longestWaitSeconds` nobody believes any more that the caller still waits.
 */
export const WaitTiers = z
  .strictObject({
    tiers: z.array(z.strictObject({ action: z.enum(tierActions), afterSeconds: z.int().positive() })).min(1),
    longestWaitSeconds: z.int().positive(),
  })
  .refine(
    ({ tiers, longestWaitSeconds }) =>
      [...tiers.map(({ afterSeconds }) => afterSeconds), longestWaitSeconds].every(
        (seconds, index, all) => index === 0 || seconds > (all[index - 1] ?? 0),
      ),
    "afterSeconds must rise from tier to tier and stay below longestWaitSeconds",
  );
export type WaitTiers = z.infer<typeof WaitTiers>;

/** One wait for an agent, and what follows when it was in vain. */
export interface Wait {
  /** Counts from 0; the wait after the last tier has their number. */
  readonly tier: number;
  readonly waitSeconds: number;
  /** A little more than `waitSeconds`: the bound of the state that waits. */
  readonly timeoutSeconds: number;
  /** `give_up`: the longest wait is over. */
  readonly afterwards: TierAction | "give_up";
}

/** The wait of a tier. @throws RangeError for a tier that the configuration does not have */
export function waitOf({ tiers, longestWaitSeconds }: WaitTiers, tier: number): Wait {
  if (tier < 0 || tier > tiers.length) throw new RangeError(`there is no tier ${tier}; the last is ${tiers.length}`);
  const begin = tiers[tier - 1]?.afterSeconds ?? 0;
  const waitSeconds = (tiers[tier]?.afterSeconds ?? longestWaitSeconds) - begin;
  return { tier, waitSeconds, timeoutSeconds: waitSeconds + 30, afterwards: tiers[tier]?.action ?? "give_up" };
}
