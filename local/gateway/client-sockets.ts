import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Socket } from "node:net";

const channel = "net.client.socket";

/** What one end of a connection has seen of it. */
export interface SocketState {
  /** The client's own port, by which the server knows it; undefined while it is connecting. */
  readonly port: number | undefined;
  /** Bytes given to be sent. */
  readonly sent: number;
  readonly received: number;
  /** The reader has enough for the moment: what is on the way to it brings nothing about. */
  readonly isPaused: boolean;
}

/** The client's ends of a thread's connections. */
export interface ClientSocketStates {
  readonly open: readonly SocketState[];
  /** Ports of the connections that were closed since the states were last read. */
  readonly closed: readonly number[];
}

/** Watches the client's ends of a thread's connections. */
export interface ClientSocketWatch {
  /** How they stand now. */
  read(): ClientSocketStates;
  /** Watches no more. */
  close(): void;
}

/**
 * Watches the connections that this thread opens from now on, by Node's own channel for it
 * (https://nodejs.org/api/diagnostics_channel.html#built-in-channels), whichever client library opens them.
 * @param serverPort connections to other ports are left out once they are known
 */
export function watchClientSockets(serverPort: number): ClientSocketWatch {
  const sockets = new Set<Socket>();
  let closed: number[] = [];
  const meet = (message: unknown) => {
    const socket: unknown = Object(message).socket;
    if (!(socket instanceof Socket)) return;
    sockets.add(socket);
    let port: number | undefined;
    socket.once("connect", () => {
      port = socket.localPort;
      if (socket.remotePort !== serverPort) sockets.delete(socket);
    });
    socket.once("close", () => {
      if (sockets.delete(socket) && port !== undefined) closed.push(port);
    });
  };
  subscribe(channel, meet);
  return {
    read() {
      const states = { open: [...sockets].map(stateOf), closed };
      closed = [];
      return states;
    },
    close: () => void unsubscribe(channel, meet),
  };
}

function stateOf(socket: Socket): SocketState {
  return {
    port: socket.connecting ? undefined : socket.localPort,
    sent: socket.bytesWritten,
    received: socket.bytesRead,
    isPaused: isPaused(socket),
  };
}

/** Whether nobody reads from a socket for the moment. One that is read on "readable" says that it is paused and is not. */
export function isPaused(socket: Socket): boolean {
  return socket.isPaused() && socket.listenerCount("readable") === 0;
}
