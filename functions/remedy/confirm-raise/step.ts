import { applyRemedy } from "../../../domain/remedy/remedy-life.ts";
import { remedyRules } from "../../../domain/remedy/remedy-rules.ts";
import type { FunctionSettings } from "../../../ports/function-settings.ts";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import { confirmSetting } from "../confirm-setting.ts";
import type { RemedyInput } from "../remedy-input.ts";
import type { RemedyPlan } from "../remedy-plan.ts";

/** What `ConfirmRaise` needs. */
export interface ConfirmRaiseDependencies
  extends Pick<RemedyBook, "read" | "change">,
    Pick<FunctionSettings, "readSetting"> {
  readonly now: () => Date;
}

/** Makes sure that the memory is raised; from then on the function is watched. */
export async function confirmRaise(
  { read, change, readSetting, now }: ConfirmRaiseDependencies,
  { remedyId }: RemedyInput,
): Promise<RemedyPlan> {
  const { functionName, toMb } = await read(remedyId);
  await confirmSetting({ readSetting }, functionName, toMb);
  await change(remedyId, (remedy) => applyRemedy(remedy, now().toISOString()));
  return { next: "watch", waitS: remedyRules.checkEveryS };
}
