import { endRemedy, isIssueCured, isUnderWay } from "../../../domain/remedy/remedy-life.ts";
import { needsPerson, writeCall, writeResolution } from "../../../domain/remedy/write-remedy.ts";
import type { IssueRegister } from "../../../ports/issue-register.ts";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import { contractViolation } from "../../../runtime/faults.ts";
import type { StepTools } from "../../../runtime/step.ts";
import type { IssueSeverity, IssueSource } from "../../../schemas/issue.ts";
import type { Remedy, RemedyAction } from "../../../schemas/remedy.ts";
import { type SignalIssueDependencies, signalIssue } from "../../issue/signal-issue.ts";
import type { EndingInput } from "../remedy-input.ts";

/** What `SettleRemedy` needs. */
export interface SettleRemedyDependencies
  extends SignalIssueDependencies,
    Pick<IssueRegister, "resolve" | "raise">,
    Pick<RemedyBook, "change" | "list" | "endTreatment" | "note"> {
  readonly now: () => Date;
}

/** Output of `SettleRemedy`, which the machine reads: whether the second line is to be told, and what. */
export type SettledRemedy =
  | { readonly next: "done" }
  | {
      readonly next: "call";
      readonly issueId: string;
      readonly subject: string;
      readonly message: string;
      readonly severity: IssueSeverity;
      readonly source: IssueSource;
    };

/**
 * Brings a remedy to its end: lets go of the function, counts it once, and either resolves the issue, when all remedies for it have held, or raises it and
 * says what the second line is to be told.
 */
export async function settleRemedy(
  dependencies: SettleRemedyDependencies,
  { remedyId, ending }: EndingInput,
  { metrics }: Pick<StepTools, "metrics">,
): Promise<SettledRemedy> {
  const { change, list, endTreatment, now } = dependencies;
  const { before, after } = await change(remedyId, (remedy) => endRemedy(remedy, ending, now().toISOString()));
  await endTreatment(remedyId);
  if (isUnderWay(before) && !isUnderWay(after)) {
    metrics.add({ metric: "Remedies", value: 1, dimensions: { Result: ending.result } });
  }
  const { issueId } = after;
  if (issueId === undefined) throw contractViolation(`the remedy ${remedyId} has no issue`);
  const ofSameIssue = (await list()).filter((remedy) => remedy.issueId === issueId);
  if (isIssueCured(ofSameIssue)) {
    await resolveIssue(dependencies, issueId, ofSameIssue, after);
    return { next: "done" };
  }
  if (!needsPerson(after, ofSameIssue)) return { next: "done" };
  await change(remedyId, (remedy) => ({ ...remedy, isPersonCalled: true }));
  const { severity, source } = await dependencies.raise(issueId, "high");
  const call = writeCall(after, issueId);
  await note(dependencies, after, "call-person", call.subject);
  return { next: "call", issueId, ...call, severity, source };
}

async function resolveIssue(
  dependencies: SettleRemedyDependencies,
  issueId: string,
  remedies: readonly Remedy[],
  last: Remedy,
): Promise<void> {
  const held = remedies.filter(({ state }) => state === "held");
  const { timeToResolveMs = 0 } = await dependencies.resolve(issueId, writeResolution(held));
  await signalIssue(dependencies, issueId);
  await note(dependencies, last, "resolve-issue", `${issueId} after ${Math.round(timeToResolveMs / 60_000)} min`);
}

async function note(
  { note, now }: Pick<SettleRemedyDependencies, "note" | "now">,
  { remedyId, functionName }: Remedy,
  what: RemedyAction["what"],
  why: string,
): Promise<void> {
  const at = now().toISOString();
  const actionId = `${remedyId}#${what}#done`;
  await note({ actionId, at, who: "remedy", what, phase: "done", remedyId, target: functionName, why });
}
