import { isEventLoopBusy } from "../event-loop-work.ts";
import { watchClientSockets } from "../gateway/client-sockets.ts";
import { seededRandom } from "../speech/seeded-random.ts";
import { watchHiddenWork } from "./hidden-work.ts";
import { installTime } from "./install-time.ts";
import type { IdleReport, TimeSetup } from "./time-messages.ts";
import { VirtualTimers } from "./virtual-timers.ts";

/** Turns of the event loop without anything to do after which nothing is left to do. */
const quietTurns = 2;

/** An environment's life in the host's time. */
export interface EnvironmentTime {
  /** Lets everything happen that can happen now, timers that are due included, and reports when nothing is left to do but wait. */
  settle(): Promise<void>;
  /** An invocation begins: lets `Math.random` begin anew, so that the same waits are drawn again, such as those before retries. */
  begin(requestId: string): void;
  /** The handler's module is loaded: from now on an idle thread is one that waits. */
  loaded(): void;
}

/**
 * Puts this thread, an execution environment, into the virtual time of its host. Call it before anything else is loaded. The thread's timers run when
 * the host asks, so that time is the same on both sides of a message, a request or a byte of media.
 * @param send takes the reports to the host, in order with everything else that the environment sends
 */
export function followHostTime(setup: TimeSetup, send: (report: IdleReport) => void): EnvironmentTime {
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const present = new Float64Array(setup.present);
  const now = () => present[0] ?? 0;
  const timers = new VirtualTimers(now);
  const sockets = watchClientSockets(setup.gatewayPort);
  const hasHiddenWork = watchHiddenWork();
  let isLoaded = false;
  installTime(now, timers);

  return {
    async settle() {
      for (let quiet = 0; quiet < quietTurns; ) {
        // In a turn of its own, so that what a callback throws is thrown at nobody, as from any timer.
        const isDue = (timers.firstDue ?? Number.POSITIVE_INFINITY) <= now();
        if (isDue) setImmediate(() => void timers.runNext());
        await turn();
        const waits = isLoaded || timers.firstDue !== undefined;
        quiet = isDue || !waits || isEventLoopBusy() || hasHiddenWork() ? 0 : quiet + 1;
      }
      send({ kind: "idle", nextDue: timers.firstDue, sockets: sockets.read() });
    },
    begin(requestId) {
      Object.assign(Math, { random: seededRandom(requestId) });
    },
    loaded() {
      isLoaded = true;
    },
  };
}
