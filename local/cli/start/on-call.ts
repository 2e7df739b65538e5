import { z } from "zod";
import { Issue, type IssueSource } from "../../../schemas/issue.ts";
import type { Clock } from "../../clock.ts";
import type { Chance } from "../../connect/chance.ts";
import type { DaySpec } from "../../traffic/day-spec.ts";
import { acceptedBody } from "../trace/accepted-body.ts";
import type { CallApi } from "../trace/http-api.ts";

const IssueList = z.object({ issues: z.array(Issue) });
const minuteMs = 60_000;

/** What somebody on call works with. */
export interface OnCallParts {
  readonly call: CallApi;
  readonly clock: Clock;
  readonly onCall: DaySpec["onCall"];
  readonly chance: Chance;
  /** Aborted when the day is over. */
  readonly signal: AbortSignal;
}

/**
 * A simulated member of the first line: looks at the issue log now and then, takes what nobody has, and resolves it when its time has come. Works through
 * the stack's HTTP API, as people do with `npm run issues`.
 */
export async function keepOnCall({ call, clock, onCall, chance, signal }: OnCallParts): Promise<void> {
  const { by, looksEveryMin, resolvesAfterMin, remedies } = onCall;
  const isDone = (issue: Issue) => {
    const neededMs = chance.fork(issue.issueId).between(resolvesAfterMin.least, resolvesAfterMin.most) * minuteMs;
    return issue.takenAt !== undefined && clock.now() - Date.parse(issue.takenAt) >= neededMs;
  };
  while (!signal.aborted) {
    await clock.sleep(looksEveryMin * minuteMs, signal).catch(() => {});
    if (signal.aborted) return;
    const { issues } = IssueList.parse(acceptedBody(await call("GET", "/issues?state=open,taken")));
    for (const issue of issues) {
      const path = `/issues/${issue.issueId}`;
      if (issue.state === "open") acceptedBody(await call("POST", `${path}/taking`, { by }));
      else if (isDone(issue)) acceptedBody(await call("POST", `${path}/resolution`, remedyFor(remedies, issue.source)));
    }
  }
}

function remedyFor(remedies: DaySpec["onCall"]["remedies"], source: IssueSource) {
  return source === "complaint" || source === "survey" ? remedies[source] : remedies.other;
}
