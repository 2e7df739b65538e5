import { handlingMs } from "../agent/agent-day.ts";
import type { AgentStretch } from "../agent/agent-stretch.ts";
import type { Measurement } from "./catalogue.ts";

/** The measurements of one stretch of an agent's time: a pure function of the stretch, which does not change once it is decided. */
export function agentMeasurements(stretch: AgentStretch & { readonly isFirstOfDay: boolean }): readonly Measurement[] {
  const { contacts, spentMs, isFirstOfDay } = stretch;
  const onlineMs = Date.parse(stretch.to) - Date.parse(stretch.from) - spentMs.offline;
  return [
    { metric: "AgentContacts", value: contacts, dimensions: {} },
    { metric: "AgentHandlingTime", value: handlingMs(stretch), dimensions: {} },
    { metric: "AgentAvailableTime", value: spentMs.available, dimensions: {} },
    { metric: "AgentOnlineTime", value: onlineMs, dimensions: {} },
    { metric: "AgentDays", value: isFirstOfDay ? 1 : 0, dimensions: {} },
  ];
}

/** The instant under which a stretch counts (epoch milliseconds): its last, so that what ends at midnight counts on the day that ends. */
export function measuredAt({ to }: Pick<AgentStretch, "to">): number {
  return Date.parse(to) - 1;
}
