import type { FunctionSettings } from "../../../ports/function-settings.ts";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import { confirmSetting } from "../confirm-setting.ts";
import type { EndingInput } from "../remedy-input.ts";
import type { RemedyPlan } from "../remedy-plan.ts";

/** What `ConfirmRestore` needs. */
export type ConfirmRestoreDependencies = Pick<RemedyBook, "read"> & Pick<FunctionSettings, "readSetting">;

/** Makes sure that the function has its earlier memory again. */
export async function confirmRestore(
  { read, readSetting }: ConfirmRestoreDependencies,
  { remedyId, ending }: EndingInput,
): Promise<RemedyPlan> {
  const { functionName, fromMb } = await read(remedyId);
  await confirmSetting({ readSetting }, functionName, fromMb);
  return { next: "settle", ending };
}
