import { dayOf } from "../../../domain/agent/agent-day.ts";
import { isAtWork, nextStretch, patienceMs } from "../../../domain/agent/agent-stretch.ts";
import { agentMeasurements, measuredAt } from "../../../domain/metrics/agent-measurements.ts";
import type { AgentStanding, AgentTime } from "../../../ports/agent-time.ts";
import { type EmitOnceDependencies, type EmitOnceTools, emitOnce } from "../../emit-once.ts";

/** What closing stretches needs. */
export type CloseStretchesDependencies = Pick<
  AgentTime,
  "listObservations" | "decideStretch" | "listStretches" | "settle"
> &
  EmitOnceDependencies;

/** Names the emission of a stretch among its agent's. */
export const stretchEmission = (from: string): string => `agent-time#${from}`;

const dayMs = 86_400_000;

/**
 * Decides and counts every stretch of an agent's time that is over, each exactly once in effect. What is repeated finds the decisions of the first run
 * and goes on with them. Stretches in which the agent was not there are passed over.
 * @throws NotReady when the log does not tell what became of an earlier run's emission
 */
export async function closeStretches(
  dependencies: CloseStretchesDependencies,
  agentId: string,
  { heardUntil, settledUntil }: AgentStanding,
  tools: EmitOnceTools,
): Promise<void> {
  const { listObservations, decideStretch, settle } = dependencies;
  const until = Date.parse(heardUntil) - patienceMs;
  const begun = Date.parse(settledUntil);
  if (until <= begun) return;
  // Up to and with the last instant: a log-out then ends a stretch.
  const observations = await listObservations(agentId, settledUntil, iso(until + 1));
  let from = begun;
  for (;;) {
    const stretch = nextStretch(observations, from, until);
    if (!stretch) break;
    from = Date.parse(stretch.to);
    if (!isAtWork(stretch)) continue;
    const isFirstOfDay = await isFirst(dependencies, agentId, stretch);
    const decided = await decideStretch(agentId, { ...stretch, isFirstOfDay });
    const emission = { name: stretchEmission(decided.from), measurements: agentMeasurements(decided) };
    await emitOnce(dependencies, { contactId: agentId, ...emission, at: measuredAt(decided) }, tools);
    from = Date.parse(decided.to);
  }
  if (from > begun) await settle(agentId, iso(from));
}

async function isFirst(
  { listStretches }: Pick<AgentTime, "listStretches">,
  agentId: string,
  stretch: { readonly from: string },
): Promise<boolean> {
  const earlier = await listStretches(agentId, iso(Date.parse(stretch.from) - dayMs), stretch.from);
  return !earlier.some((other) => dayOf(other) === dayOf(stretch));
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
