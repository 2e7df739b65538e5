import type { Remedy, RemedyEnding, RemedyRequest } from "../../schemas/remedy.ts";

/** A remedy that has just begun. @param at ISO 8601 */
export function beginRemedy(request: RemedyRequest, issueId: string, at: string): Remedy {
  return { ...request, issueId, state: "begun", beganAt: at };
}

/** The remedy with what it is about to change. */
export function planRaise(remedy: Remedy, fromMb: number, toMb: number): Remedy {
  return { ...remedy, fromMb, toMb };
}

/** The remedy with its change made; one that is further stays as it is. */
export function applyRemedy(remedy: Remedy, at: string): Remedy {
  return remedy.state === "begun" ? { ...remedy, state: "applied", appliedAt: at } : remedy;
}

/** The remedy at its end. The first ending stands, except that a person may take back what was held or left. */
export function endRemedy(remedy: Remedy, { result, reason, detail }: RemedyEnding, at: string): Remedy {
  const isByHand = reason === "undone-by-hand" && (remedy.state === "held" || remedy.state === "left");
  if (!isUnderWay(remedy) && !isByHand) return remedy;
  return { ...remedy, state: result, reason, detail, endedAt: at };
}

/** Whether it has not come to its end. */
export function isUnderWay({ state }: Pick<Remedy, "state">): boolean {
  return state === "begun" || state === "applied";
}

/** Whether the function has, as far as is known, the memory that the remedy gave it. */
export function canBeUndone({ state, appliedAt }: Pick<Remedy, "state" | "appliedAt">): boolean {
  return appliedAt !== undefined && (state === "applied" || state === "held" || state === "left");
}

/**
 * Whether the issue is cured by these remedies: all that were begun for it have held. A remedy that still watches its function resolves it later, and one
 * that did not help leaves it to people.
 */
export function isIssueCured(remedies: readonly Pick<Remedy, "state" | "reason">[]): boolean {
  const counted = remedies.filter(({ state, reason }) => state !== "refused" || reason !== "under-way");
  return counted.length > 0 && counted.every(({ state }) => state === "held");
}
