import type { RemedyBook } from "../../ports/remedy-book.ts";
import type { Remedy, RemedyAction } from "../../schemas/remedy.ts";

/** A change of a function's memory by the machine, for the audit log. */
export interface MemoryChange {
  readonly what: "raise-memory" | "restore-memory";
  readonly beforeMb: number;
  readonly afterMb: number;
  readonly why: string;
  /** ISO 8601. */
  readonly at: string;
}

/** How the entries of a remedy's change are known. */
export const changeId = (remedyId: string, what: MemoryChange["what"], phase: RemedyAction["phase"]) =>
  `${remedyId}#${what}#${phase}`;

/**
 * Notes that the machine is about to change a function's memory, or has done it.
 * @returns false when that was noted before: an earlier run of the step came as far as this
 */
export function noteChange(
  { note }: Pick<RemedyBook, "note">,
  { remedyId, functionName }: Remedy,
  phase: RemedyAction["phase"],
  { what, beforeMb, afterMb, why, at }: MemoryChange,
): Promise<boolean> {
  return note({
    actionId: changeId(remedyId, what, phase),
    at,
    who: "remedy",
    what,
    phase,
    remedyId,
    target: functionName,
    before: `${beforeMb} MB`,
    after: `${afterMb} MB`,
    why: [...why].slice(0, 500).join(""),
  });
}
