import type { FunctionSettings } from "../../../ports/function-settings.ts";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import { changeId, noteChange } from "../note-change.ts";
import type { RemedyInput } from "../remedy-input.ts";
import { type RemedyPlan, settle } from "../remedy-plan.ts";

/** What `RaiseMemory` needs. */
export interface RaiseMemoryDependencies
  extends Pick<RemedyBook, "read" | "readSwitch" | "note" | "listActions">,
    FunctionSettings {
  readonly now: () => Date;
}

/**
 * Raises the function's memory as planned, if it still is as it was then. The audit log is told before and after; the switch is read right before. A
 * repeated step finds what the first has done and goes on.
 */
export async function raiseMemory(
  { read, readSwitch, note, listActions, readSetting, setMemory, now }: RaiseMemoryDependencies,
  { remedyId }: RemedyInput,
): Promise<RemedyPlan> {
  const remedy = await read(remedyId);
  const { functionName, evidence, fromMb, toMb } = remedy;
  if (fromMb === undefined || toMb === undefined) throw contractViolation(`the remedy ${remedyId} has no plan yet`);
  const { memoryMb, revisionId } = await readSetting(functionName);
  if (memoryMb === toMb && (await wasIntended(listActions, remedyId))) return { next: "confirm-raise" };
  if (memoryMb !== fromMb) {
    return settle("refused", "changed-by-others", `it has ${memoryMb} MB instead of ${fromMb} MB`);
  }
  if (!(await readSwitch()).isOn) return settle("refused", "stopped");
  const change = { what: "raise-memory", beforeMb: fromMb, afterMb: toMb, why: evidence } as const;
  await noteChange({ note }, remedy, "intended", { ...change, at: now().toISOString() });
  await setMemory(functionName, toMb, revisionId);
  await noteChange({ note }, remedy, "done", { ...change, at: now().toISOString() });
  return { next: "confirm-raise" };
}

/** Whether an earlier run of this step came as far as the change itself. */
async function wasIntended(listActions: RemedyBook["listActions"], remedyId: string): Promise<boolean> {
  const wanted = changeId(remedyId, "raise-memory", "intended");
  return (await listActions()).some(({ actionId }) => actionId === wanted);
}
