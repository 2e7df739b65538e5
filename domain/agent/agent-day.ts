import configured from "../routing/data/opening-hours.json" with { type: "json" };
import type { CalendarDay } from "../routing/korean-holidays.ts";
import { localTime } from "../routing/opening-hours.ts";
import { onContact } from "./agent-activity.ts";
import type { AgentFigures } from "./agent-figures.ts";
import type { AgentStretch } from "./agent-stretch.ts";

/** The day of the centre, by its own clock on the wall, on which a stretch lies. */
export function dayOf({ from }: Pick<AgentStretch, "from">): CalendarDay {
  return localTime(configured.timeZone, Date.parse(from)).day;
}

/** Milliseconds on contacts: talk, hold and after-contact work. */
export function handlingMs({ spentMs }: AgentFigures): number {
  return onContact.reduce((sum, activity) => sum + spentMs[activity], 0);
}

/**
 * Share of an agent's time that went to contacts, 0 to 1: time on contacts ÷ (time on contacts + idle time), where idle is available without a contact.
 * Breaks, trainings and the ringing of a contact are in neither.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html (Occupancy)
 * @returns undefined for who was neither on a contact nor available
 */
export function occupancy(figures: AgentFigures): number | undefined {
  const busy = handlingMs(figures);
  const there = busy + figures.spentMs.available;
  return there === 0 ? undefined : busy / there;
}
