import { watchClientSockets } from "../gateway/client-sockets.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { isInTransit } from "../gateway/in-transit.ts";
import type { HostTime } from "../lambda/environment-timekeeper.ts";
import type { VirtualClock } from "../virtual-clock.ts";

/** Far longer than any function computes, even on a machine with much to do. */
const silenceLimitMs = 120_000;

/** The virtual time of a stack. */
export interface StackTime extends HostTime {
  /** Lets time go on without the stack. */
  close(): void;
}

/**
 * Lets a stack live in virtual time: from now on time waits for whatever is on its way between this thread and the gateway, and the functions of the
 * stack can be kept in it. Clients of other processes are served too, but time does not wait for what is on its way to them.
 */
export function createHostTime(clock: VirtualClock, { connections, endpointUrl }: Gateway): StackTime {
  const gatewayPort = Number(new URL(endpointUrl).port);
  const ownSockets = watchClientSockets(gatewayPort);
  let closed: readonly number[] = [];
  const stopWatching = clock.watch(() => {
    const sockets = ownSockets.read();
    closed = [...closed, ...sockets.closed].filter((port) => connections.has(port));
    return isInTransit({ open: sockets.open, closed }, connections) ? Promise.resolve() : undefined;
  });
  return {
    clock,
    gatewayPort,
    silenceLimitMs,
    isInTransit: (sockets) => isInTransit(sockets, connections),
    close() {
      stopWatching();
      ownSockets.close();
    },
  };
}
