import type { ClientSocketStates } from "../gateway/client-sockets.ts";

/** What an environment is given when it lives in the host's virtual time. */
export interface TimeSetup {
  /** The present: one Float64, milliseconds since the epoch. See `VirtualClock.shared`. */
  readonly present: SharedArrayBuffer;
  /** Port of the gateway: connections to it are reported. */
  readonly gatewayPort: number;
}

/** Host to environment: run the timers that are due, and tell when there is nothing left to do. */
export interface TimeQuestion {
  readonly kind: "time";
}

/** Environment to host: nothing is left to do here but what a timer or a connection brings. */
export interface IdleReport {
  readonly kind: "idle";
  /** When the first timer is due, epoch milliseconds. */
  readonly nextDue: number | undefined;
  readonly sockets: ClientSocketStates;
}

/** Whether a message to an environment is about time, and not an invocation. */
export function isTimeQuestion(message: unknown): message is TimeQuestion {
  return Object(message).kind === "time";
}
