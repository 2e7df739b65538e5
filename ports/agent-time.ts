import type { AgentObservation } from "../domain/agent/agent-observation.ts";
import type { AgentStretch } from "../domain/agent/agent-stretch.ts";

/** How far an agent's time is known. Instants are ISO 8601 in UTC with milliseconds. */
export interface AgentStanding {
  /** The latest instant of which the agent's events have told. */
  readonly heardUntil: string;
  /** Up to here all stretches are decided and counted. */
  readonly settledUntil: string;
}

/** A stretch as it was decided: what is counted of it, whatever comes later. */
export interface DecidedStretch extends AgentStretch {
  /** The agent's first of a day of the centre. */
  readonly isFirstOfDay: boolean;
}

/** What the ledger keeps of agents' time; of agents themselves only their ids. Every function throws `Transient` when the store is throttled or away. */
export interface AgentTime {
  /** Keeps an observation; false when it is known already. */
  putObservation(agentId: string, observation: AgentObservation): Promise<boolean>;
  /**
   * Notes that the agent has been heard of, and since when their time is kept should this be the first that is heard.
   * @returns undefined, and changes nothing, when something later has been heard before
   */
  hear(agentId: string, at: string, since: string): Promise<AgentStanding | undefined>;
  /** The agent's observations from one instant to before another, in order, behind the last one before. */
  listObservations(agentId: string, from: string, to: string): Promise<readonly AgentObservation[]>;
  /** Decides a stretch by its beginning; the first decision stands and is returned. */
  decideStretch(agentId: string, stretch: DecidedStretch): Promise<DecidedStretch>;
  /** The stretches that begin from one instant to before another, in order. */
  listStretches(agentId: string, from: string, to: string): Promise<readonly DecidedStretch[]>;
  /** Moves the end of what is settled on; it never goes back. */
  settle(agentId: string, until: string): Promise<void>;
  /** The ids of all agents of whom anything was heard. */
  listAgents(): Promise<readonly string[]>;
}
