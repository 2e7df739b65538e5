import { nextMemory } from "../../../domain/remedy/next-memory.ts";
import { planRaise } from "../../../domain/remedy/remedy-life.ts";
import { remedyRules } from "../../../domain/remedy/remedy-rules.ts";
import type { FunctionSettings } from "../../../ports/function-settings.ts";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import type { RemedyInput } from "../remedy-input.ts";
import { type RemedyPlan, settle } from "../remedy-plan.ts";

/** What `ClaimRemedy` needs. */
export type ClaimRemedyDependencies = Pick<RemedyBook, "read" | "change" | "askPermission"> &
  Pick<FunctionSettings, "readSetting">;

/**
 * Plans one step more memory, and asks for the permission to make it. What is planned before is kept: a repeated step must not plan a second step on top of
 * the first.
 */
export async function claimRemedy(
  { read, change, askPermission, readSetting }: ClaimRemedyDependencies,
  { remedyId }: RemedyInput,
): Promise<RemedyPlan> {
  const { functionName, toMb: planned } = await read(remedyId);
  const { memoryMb } = await readSetting(functionName);
  const toMb = planned ?? nextMemory(memoryMb, remedyRules);
  if (toMb === undefined) return settle("refused", "at-bound", `it has ${memoryMb} MB`);
  const permission = await askPermission({ functionName, remedyId });
  if (permission !== "granted") return settle("refused", permission);
  await change(remedyId, (remedy) => (remedy.toMb === undefined ? planRaise(remedy, memoryMb, toMb) : remedy));
  return { next: "raise" };
}
