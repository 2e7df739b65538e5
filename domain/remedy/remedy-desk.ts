import { z } from "zod";
import { RemedySwitch } from "../../schemas/remedy.ts";
import type { RemedyRules } from "./remedy-rules.ts";

const daySeconds = 86_400;

/** What all remedies share, in one item, so that every permission is one conditional write: the switch, who is being treated, what was raised. */
export const RemedyDesk = z.object({
  switch: RemedySwitch,
  underWay: z.array(z.object({ functionName: z.string(), remedyId: z.string(), since: z.iso.datetime() })),
  /** Raises that still count against a function's cool-down or the day's budget. */
  raises: z.array(z.object({ functionName: z.string(), remedyId: z.string(), at: z.iso.datetime() })),
});
export type RemedyDesk = z.infer<typeof RemedyDesk>;

/** A desk at which nobody has been yet: remedies may act. */
export const emptyDesk: RemedyDesk = { switch: { isOn: true }, underWay: [], raises: [] };

/** Whether a remedy may raise a function's memory, and if not, why. */
export type Permission = "granted" | "stopped" | "under-way" | "cooling-down" | "budget-spent";

type Rules = Pick<RemedyRules, "coolDownS" | "mostRaisesADay" | "leaseS">;

/**
 * Asks for the one raise that a remedy may make: not while remedies are stopped, not while the function is being treated, not soon after it was, and not
 * beyond the day's budget. Who has the permission and asks again has it still, unless remedies were stopped meanwhile.
 * @param now epoch milliseconds
 */
export function askPermission(
  desk: RemedyDesk,
  { functionName, remedyId }: { readonly functionName: string; readonly remedyId: string },
  now: number,
  { coolDownS, mostRaisesADay, leaseS }: Rules,
): { readonly permission: Permission; readonly desk: RemedyDesk } {
  if (!desk.switch.isOn) return { permission: "stopped", desk };
  if (desk.underWay.some((one) => one.remedyId === remedyId)) return { permission: "granted", desk };
  const isWithin = (instant: string, seconds: number) => now - Date.parse(instant) < seconds * 1_000;
  const underWay = desk.underWay.filter(({ since }) => isWithin(since, leaseS));
  const raises = desk.raises.filter(({ at }) => isWithin(at, Math.max(coolDownS, daySeconds)));
  const same = <One extends { functionName: string }>(one: One) => one.functionName === functionName;
  if (underWay.some(same)) return { permission: "under-way", desk };
  if (raises.some((raise) => same(raise) && isWithin(raise.at, coolDownS))) return { permission: "cooling-down", desk };
  if (raises.filter(({ at }) => isWithin(at, daySeconds)).length >= mostRaisesADay) {
    return { permission: "budget-spent", desk };
  }
  const at = new Date(now).toISOString();
  return {
    permission: "granted",
    desk: {
      ...desk,
      underWay: [...underWay, { functionName, remedyId, since: at }],
      raises: [...raises, { functionName, remedyId, at }],
    },
  };
}

/** The desk without that treatment under way. What it raised still counts. */
export function endTreatment(desk: RemedyDesk, remedyId: string): RemedyDesk {
  return { ...desk, underWay: desk.underWay.filter((one) => one.remedyId !== remedyId) };
}

/** The desk with the switch turned. Treatments under way notice at their next step. */
export function turnSwitch(desk: RemedyDesk, turned: RemedySwitch): RemedyDesk {
  return { ...desk, switch: turned };
}
