import type { Ailment } from "../../schemas/remedy.ts";
import { type FunctionFigures, type FunctionLimits, findAilment } from "./find-ailment.ts";
import type { RemedyRules } from "./remedy-rules.ts";

/** What is thought of a treated function. */
export type Recovery =
  | { readonly verdict: "recovered" | "too-few-invocations" | "still-ill"; readonly detail: string }
  | { readonly verdict: "wait"; readonly waitS: number };

/**
 * From when on a treated function is looked at, in epoch milliseconds: invocations that were under way at the change end with the old memory, at the
 * latest after the function's time-out. CloudWatch's periods are whole minutes.
 */
export function watchFrom(appliedAt: string, timeoutS: number): number {
  return Math.ceil((Date.parse(appliedAt) + timeoutS * 1_000) / 60_000) * 60_000;
}

const isOfMemory = (ailment: Ailment) => ailment !== "timing-out";

/**
 * Whether the evidence is gone. It is when the function has run often enough, for long enough, without it; the first time that it shows again says that
 * the remedy does not help; and when there are too few invocations for too long, nothing is proven.
 * @param figures of the time since `from`
 */
export function judgeRecovery(
  ailment: Ailment,
  figures: FunctionFigures,
  limits: FunctionLimits,
  { from, now }: { readonly from: number; readonly now: number },
  rules: RemedyRules,
): Recovery {
  const finding = findAilment(figures, limits, rules);
  if (finding && (!isOfMemory(ailment) || isOfMemory(finding.ailment))) {
    return { verdict: "still-ill", detail: finding.evidence };
  }
  const { invocations } = figures;
  const watchedS = Math.floor((now - from) / 1_000);
  const detail = `${invocations} invocations in ${Math.max(0, Math.floor(watchedS / 60))} min`;
  if (watchedS >= rules.leastWatchS && invocations >= rules.leastInvocations) return { verdict: "recovered", detail };
  if (watchedS >= rules.longestWatchS) return { verdict: "too-few-invocations", detail };
  return { verdict: "wait", waitS: rules.checkEveryS };
}
