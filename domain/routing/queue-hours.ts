import { isOpen, nextOpening, type OpeningHours } from "./opening-hours.ts";
import type { Queue } from "./queue-table.ts";

/** From when on (epoch milliseconds) agents are at a queue: `at` itself while they are. Throws RangeError as `nextOpening` does. */
export function staffedFrom(queue: Pick<Queue, "hours">, office: OpeningHours, at: number): number {
  return queue.hours === "always" ? at : nextOpening(office, at);
}

/** Whether agents are at a queue at an instant (epoch milliseconds). */
export function isStaffed(queue: Pick<Queue, "hours">, office: OpeningHours, at: number): boolean {
  return queue.hours === "always" || isOpen(office, at);
}
