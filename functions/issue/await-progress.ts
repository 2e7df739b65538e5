import { z } from "zod";
import type { IssueAwaited, IssueWatch } from "../../ports/issue-watch.ts";
import { IssueId } from "../../schemas/issue.ts";
import { type SignalIssueDependencies, signalIssue } from "./signal-issue.ts";

/** Input of the steps that wait: the issue and the token that resumes its execution. */
export const AwaitProgressInput = z.object({ issueId: IssueId, taskToken: z.string().min(1) });

/** What the waiting steps need; `awaited` says what for. */
export type AwaitProgressDependencies = SignalIssueDependencies &
  Pick<IssueWatch, "putToken"> & { readonly awaited: IssueAwaited };

/** Keeps the token, then looks whether what it waits for has come already. */
export async function awaitProgress(
  dependencies: AwaitProgressDependencies,
  { issueId, taskToken }: z.infer<typeof AwaitProgressInput>,
): Promise<void> {
  await dependencies.putToken(issueId, dependencies.awaited, taskToken);
  await signalIssue(dependencies, issueId);
}
