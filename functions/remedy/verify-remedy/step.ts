import { judgeRecovery, watchFrom } from "../../../domain/remedy/judge-recovery.ts";
import { remedyRules } from "../../../domain/remedy/remedy-rules.ts";
import type { FunctionHealth } from "../../../ports/function-health.ts";
import type { FunctionSettings } from "../../../ports/function-settings.ts";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import type { RemedyInput } from "../remedy-input.ts";
import { type RemedyPlan, settle } from "../remedy-plan.ts";

/** What `VerifyRemedy` needs. */
export interface VerifyRemedyDependencies
  extends Pick<RemedyBook, "read" | "readSwitch">,
    Pick<FunctionSettings, "readSetting">,
    FunctionHealth {
  readonly now: () => Date;
}

/**
 * Looks whether the treated function is well: again later, held, or to be undone. Notices besides when remedies were stopped, when a person has undone this
 * one, and when somebody else, such as a deployment, has changed the function; then the machine leaves it alone.
 */
export async function verifyRemedy(
  { read, readSwitch, readSetting, measure, countKills, now }: VerifyRemedyDependencies,
  { remedyId }: RemedyInput,
): Promise<RemedyPlan> {
  const { functionName, ailment, state, appliedAt, toMb } = await read(remedyId);
  if (appliedAt === undefined) throw contractViolation(`the remedy ${remedyId} is not applied yet`);
  if (state !== "applied") return settle("undone", "undone-by-hand");
  if (!(await readSwitch()).isOn) return settle("left", "stopped");
  const setting = await readSetting(functionName);
  if (setting.memoryMb !== toMb) {
    return settle("left", "changed-by-others", `it has ${setting.memoryMb} MB instead of ${toMb} MB`);
  }
  const from = watchFrom(appliedAt, setting.timeoutS);
  const to = now().getTime();
  if (to <= from) return { next: "watch", waitS: remedyRules.checkEveryS };
  const [figures] = await measure([functionName], from, to);
  if (!figures) throw contractViolation(`nothing was measured of ${functionName}`);
  const kills = figures.errors > 0 ? await countKills(functionName, from, to) : 0;
  const recovery = judgeRecovery(ailment, figures, { ...setting, kills }, { from, now: to }, remedyRules);
  switch (recovery.verdict) {
    case "wait":
      return { next: "watch", waitS: recovery.waitS };
    case "recovered":
      return settle("held", "recovered", recovery.detail);
    default:
      return { next: "restore", ending: { result: "undone", reason: recovery.verdict, detail: recovery.detail } };
  }
}
