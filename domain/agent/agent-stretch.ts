import { type AgentFigures, agentFigures } from "./agent-figures.ts";
import type { AgentObservation } from "./agent-observation.ts";

/** What an agent did in a stretch that is over and will not change any more. Its ends are ISO 8601 in UTC with milliseconds. */
export interface AgentStretch extends AgentFigures {
  readonly from: string;
  readonly to: string;
}

/**
 * How long an agent's time stays open for events that come out of turn. Amazon Connect keeps an agent's events on one shard and so in their order
 * (https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-streams.html); this is for an order that is broken before.
 */
export const patienceMs = 5 * 60_000;

const hourMs = 3_600_000;

/** The beginning of the hour in which an instant lies (epoch milliseconds). */
export function hourOf(at: number): number {
  return at - (at % hourMs);
}

/**
 * The next stretch of an agent's time: to the end of the hour or to a log-out, whichever comes first. So every stretch lies in one hour, and the last
 * of the day is complete as soon as the agent's events have been quiet for {@link patienceMs}.
 * @param observations in order: all since `from`, and the last one before
 * @param until the end of what is settled, epoch milliseconds
 * @returns undefined when the stretch ends later than that
 */
export function nextStretch(
  observations: readonly AgentObservation[],
  from: number,
  until: number,
): AgentStretch | undefined {
  const leaves = observations.filter(({ type }) => type === "LOGOUT").map(({ at }) => Date.parse(at));
  const to = Math.min(hourOf(from) + hourMs, ...leaves.filter((at) => at > from));
  if (to > until) return undefined;
  return { from: iso(from), to: iso(to), ...agentFigures(observations, from, to) };
}

/** Whether the agent was there for any of it. */
export function isAtWork({ from, to, contacts, spentMs }: AgentStretch): boolean {
  return contacts > 0 || spentMs.offline < Date.parse(to) - Date.parse(from);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
