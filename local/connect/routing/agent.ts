import { instanceArn } from "../instance.ts";

/** A simulated agent. */
export interface Agent {
  readonly arn: string;
  readonly username: string;
  /** When this agent was last done with a contact, in that contact's own time; epoch milliseconds. */
  freeSince: number;
}

/** Makes so many agents, `agent-1` first. */
export function hireAgents(count: number): Agent[] {
  return Array.from({ length: count }, (_, index) => ({
    arn: `${instanceArn}/agent/00000000-0000-4000-8000-${String(index + 1).padStart(12, "0")}`,
    username: `agent-${index + 1}`,
    freeSince: 0,
  }));
}
