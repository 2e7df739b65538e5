import type { AgentObservation } from "../../domain/agent/agent-observation.ts";
import { orderObservations } from "../../domain/agent/order-observations.ts";
import type { AgentStanding, AgentTime, DecidedStretch } from "../../ports/agent-time.ts";

/** Agents' time in memory that keeps the port's promises; tests look into its maps. */
export function inMemoryAgentTime() {
  const observations = new Map<string, AgentObservation>();
  const stretches = new Map<string, DecidedStretch>();
  const standings = new Map<string, AgentStanding>();
  const of = <T>(map: ReadonlyMap<string, T>, agentId: string) =>
    [...map].filter(([key]) => key.startsWith(`${agentId}/`)).map(([, value]) => value);
  const time: AgentTime = {
    async putObservation(agentId, observation) {
      const key = `${agentId}/${observation.at}/${observation.eventId}`;
      if (observations.has(key)) return false;
      observations.set(key, observation);
      return true;
    },
    async hear(agentId, at, since) {
      const known = standings.get(agentId);
      if (known && known.heardUntil > at) return undefined;
      const standing = { heardUntil: at, settledUntil: known?.settledUntil ?? since };
      standings.set(agentId, standing);
      return standing;
    },
    async listObservations(agentId, from, to) {
      const all = orderObservations(of(observations, agentId));
      return [...all.filter(({ at }) => at < from).slice(-1), ...all.filter(({ at }) => at >= from && at < to)];
    },
    async decideStretch(agentId, stretch) {
      const stands = stretches.get(`${agentId}/${stretch.from}`) ?? stretch;
      stretches.set(`${agentId}/${stretch.from}`, stands);
      return stands;
    },
    listStretches: async (agentId, from, to) =>
      of(stretches, agentId).filter((stretch) => stretch.from >= from && stretch.from < to),
    async settle(agentId, until) {
      const known = standings.get(agentId);
      if (known && known.settledUntil < until) standings.set(agentId, { ...known, settledUntil: until });
    },
    listAgents: async () => [...standings.keys()],
  };
  return { ...time, observations, stretches, standings };
}
