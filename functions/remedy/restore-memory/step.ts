import type { FunctionSettings } from "../../../ports/function-settings.ts";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import { noteChange } from "../note-change.ts";
import type { EndingInput } from "../remedy-input.ts";
import { type RemedyPlan, settle } from "../remedy-plan.ts";

/** What `RestoreMemory` needs. */
export interface RestoreMemoryDependencies extends Pick<RemedyBook, "read" | "readSwitch" | "note">, FunctionSettings {
  readonly now: () => Date;
}

/** Puts back the memory that the function had before, unless remedies were stopped or somebody else has changed it. */
export async function restoreMemory(
  { read, readSwitch, note, readSetting, setMemory, now }: RestoreMemoryDependencies,
  { remedyId, ending }: EndingInput,
): Promise<RemedyPlan> {
  const remedy = await read(remedyId);
  const { functionName, fromMb, toMb } = remedy;
  if (fromMb === undefined || toMb === undefined) throw contractViolation(`the remedy ${remedyId} has no plan yet`);
  const { memoryMb, revisionId } = await readSetting(functionName);
  if (memoryMb === fromMb) return { next: "confirm-restore", ending };
  if (memoryMb !== toMb) {
    return settle("left", "changed-by-others", `it has ${memoryMb} MB instead of ${toMb} MB`);
  }
  if (!(await readSwitch()).isOn) return settle("left", "stopped", ending.detail);
  const why = `${ending.reason}: ${ending.detail}`;
  const change = { what: "restore-memory", beforeMb: toMb, afterMb: fromMb, why } as const;
  await noteChange({ note }, remedy, "intended", { ...change, at: now().toISOString() });
  await setMemory(functionName, fromMb, revisionId);
  await noteChange({ note }, remedy, "done", { ...change, at: now().toISOString() });
  return { next: "confirm-restore", ending };
}
