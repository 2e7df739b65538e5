import type { ContactLedger } from "../../ports/contact-ledger.ts";
import type { Decision } from "../../schemas/decision.ts";
import type { DecidedUtterance } from "../../schemas/utterance.ts";

/** What taking a decision needs. */
export interface TakeDecisionDependencies extends Pick<ContactLedger, "putDecision" | "listDecisions"> {
  readonly now: () => Date;
}

/** What a step adds to the verdict it carries out. */
export type DecisionExtras = Pick<Decision, "queue" | "issueId"> & { readonly message?: string };

/** Puts a verdict where the caller's flow finds it. A repeated step leaves the first decision standing, and goes on with that one. */
export async function takeDecision(
  dependencies: TakeDecisionDependencies,
  { utterance, verdict }: DecidedUtterance,
  extras: DecisionExtras = {},
): Promise<Decision> {
  const decidedAt = dependencies.now();
  const decision: Decision = {
    ...verdict,
    ...extras,
    segmentId: utterance.segmentId,
    contactId: utterance.contactId,
    sequence: utterance.endOffsetMs,
    decidedAt: decidedAt.toISOString(),
    latencyMs: Math.max(0, decidedAt.getTime() - utterance.endReceivedAt),
  };
  if (await dependencies.putDecision(decision)) return decision;
  const standing = await dependencies.listDecisions(decision.contactId);
  return standing.find(({ segmentId }) => segmentId === decision.segmentId) ?? decision;
}
