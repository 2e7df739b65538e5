import type { IssueRegister } from "../../ports/issue-register.ts";
import type { IssueWatch } from "../../ports/issue-watch.ts";
import type { Machines } from "../../ports/machines.ts";

/** What waking an issue's execution needs. */
export type SignalIssueDependencies = Pick<IssueRegister, "read"> &
  Pick<IssueWatch, "readToken"> &
  Pick<Machines, "resume">;

/**
 * Wakes the issue's execution if what it waits for has come. Whoever takes or resolves the issue, and whoever begins to wait, writes first and calls this
 * afterwards; so at least the later of the two sees both, and waking twice does no harm.
 */
export async function signalIssue(dependencies: SignalIssueDependencies, issueId: string): Promise<void> {
  const { read, readToken, resume } = dependencies;
  const [{ state }, takingToken, resolutionToken] = await Promise.all([
    read(issueId),
    readToken(issueId, "taking"),
    readToken(issueId, "resolution"),
  ]);
  if (takingToken !== undefined && state !== "open") await resume(takingToken, {});
  if (resolutionToken !== undefined && state === "resolved") await resume(resolutionToken, {});
}
