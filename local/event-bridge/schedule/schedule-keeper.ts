import type { Clock } from "../../clock.ts";
import { keepSchedule } from "./keep-schedule.ts";
import type { Schedule } from "./schedule.ts";

/** Keeps many schedules, each under the ARN of what it belongs to. */
export interface ScheduleKeeper {
  /** Begins a schedule, in place of the one that the ARN had. @param first its first time, in milliseconds since the epoch */
  start(arn: string, schedule: Schedule, first: number, fire: (time: number) => void): void;
  stop(arn: string): void;
  close(): void;
}

/** Makes a keeper without schedules. */
export function createScheduleKeeper(clock: Clock): ScheduleKeeper {
  const running = new Map<string, AbortController>();
  const stop = (arn: string) => {
    running.get(arn)?.abort(new Error(`The schedule of ${arn} was changed.`));
    running.delete(arn);
  };
  return {
    start(arn, schedule, first, fire) {
      stop(arn);
      const controller = new AbortController();
      running.set(arn, controller);
      void keepSchedule(clock, schedule, first, controller.signal, fire);
    },
    stop,
    close() {
      for (const arn of [...running.keys()]) stop(arn);
    },
  };
}
