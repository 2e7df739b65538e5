import type { Socket } from "node:net";
import { type ClientSocketStates, isPaused, type SocketState } from "./client-sockets.ts";

/** The server's ends of connections, by the client's port. */
export type ServerSockets = ReadonlyMap<number, Socket>;

/**
 * Whether something is on its way between clients and the server, in either direction: bytes, or the beginning or the end of a connection.
 * Both ends count the bytes of a connection, so nothing has to be guessed from how long it has been quiet.
 */
export function isInTransit({ open, closed }: ClientSocketStates, server: ServerSockets): boolean {
  return (
    open.some((client) => isConnectionBusy(client, server)) ||
    closed.some((port) => server.has(port) && !open.some((client) => client.port === port))
  );
}

function isConnectionBusy(client: SocketState, server: ServerSockets): boolean {
  const socket = client.port === undefined ? undefined : server.get(client.port);
  if (!socket) return true;
  return (
    (client.received !== socket.bytesWritten && !client.isPaused) ||
    (client.sent !== socket.bytesRead && !isPaused(socket))
  );
}
