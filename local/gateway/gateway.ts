import { createServer as createHttpServer } from "node:http";
import {
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from "node:http2";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { readCredentialScope } from "./credential-scope.ts";
import type { ServerSockets } from "./in-transit.ts";
import { sendError } from "./json-protocol.ts";
import { type LocalService, ServiceError, type ServiceRequest, type ServiceResponse } from "./service.ts";
import { signingNameOfTarget } from "./signing-name-of-target.ts";

/** The local stack's one door: every AWS API of the stack answers on this port. */
export interface Gateway {
  /** `http://127.0.0.1:<port>`. HTTP/1.1 and HTTP/2 in clear text (h2c with prior knowledge) share the port. */
  readonly endpointUrl: string;
  /** Lets a service answer for its signing names. A later service takes a name over from an earlier one. */
  mount(service: LocalService): void;
  /** Signing names that are answered. */
  signingNames(): readonly string[];
  /** The open connections, as they are now. */
  readonly connections: ServerSockets;
  /** Closes the port and every connection. The services are closed by whoever made them. Safe to call twice. */
  close(): Promise<void>;
}

/** Requests under this path go to the HTTP API of the template, signed or not: `/_aws/execute-api/<api id>/<path>`. */
export const httpApiPrefix = "/_aws/execute-api/";

/**
 * Opens the gateway on 127.0.0.1.
 * A request finds its service by, in this order: the path prefix {@link httpApiPrefix}; the signing name in its credential scope; the service
 * prefix of `X-Amz-Target`. Where none fits, the answer is an AWS JSON error that says so.
 * @param port 0 for any free port
 * @param now what the answers say the time is, epoch milliseconds: an SDK that finds its clock wrong by it tries a failed request again
 */
export async function startGateway(port = 0, now = Date.now): Promise<Gateway> {
  const services = new Map<string, LocalService>();
  const answer = (request: ServiceRequest, response: ServiceResponse) => {
    response.setHeader("date", new Date(now()).toUTCString());
    void dispatch(services, request, response);
  };

  // Live media and long polls keep requests open for minutes: no request timeout, and idle connections outlive the SDK's own idea of them.
  const http1 = createHttpServer({ requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 120_000 }, answer);
  const http2 = createHttp2Server({ settings: { maxConcurrentStreams: 1_000 } });
  http2.on("request", (request: Http2ServerRequest, response: Http2ServerResponse) => answer(request, response));
  const sessions = new Set<ServerHttp2Session>();
  http2.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });

  const connections = new Map<number, Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    const clientPort = socket.remotePort ?? 0;
    connections.set(clientPort, socket);
    socket.once("close", () => {
      if (connections.get(clientPort) === socket) connections.delete(clientPort);
    });
    // A client that goes away in the middle of an answer is its own business; the service sees its response closed.
    socket.on("error", () => socket.destroy());
    socket.once("data", (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      const speaksHttp2 = first.subarray(0, 3).toString("latin1") === "PRI";
      (speaksHttp2 ? http2 : http1).emit("connection", socket);
      process.nextTick(() => socket.resume());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });

  let closing: Promise<void> | undefined;
  return {
    endpointUrl: `http://127.0.0.1:${portOf(server.address())}`,
    mount(service) {
      for (const name of service.signingNames) services.set(name, service);
    },
    signingNames: () => [...services.keys()].sort(),
    connections,
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of sessions) session.destroy();
        for (const socket of connections.values()) socket.destroy();
      });
      return closing;
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The gateway listens on no TCP port.");
  return address.port;
}

async function dispatch(
  services: ReadonlyMap<string, LocalService>,
  request: ServiceRequest,
  response: ServiceResponse,
): Promise<void> {
  try {
    await serviceFor(services, request).handle(request, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendError(response, error);
  }
}

function serviceFor(services: ReadonlyMap<string, LocalService>, request: ServiceRequest): LocalService {
  const name = signingNameOf(request);
  if (name === undefined) {
    throw new ServiceError(
      "MissingAuthenticationTokenException",
      `Nothing in this request names an AWS service. Sign it (any credentials will do), or call the HTTP API under ${httpApiPrefix}<api id>/.`,
      403,
    );
  }
  const service = services.get(name);
  if (!service) {
    throw new ServiceError(
      "UnknownServiceException",
      `The local stack has no service with the signing name "${name}". It has: ${[...services.keys()].sort().join(", ")}.`,
      404,
    );
  }
  return service;
}

function signingNameOf(request: ServiceRequest): string | undefined {
  if (request.url?.startsWith(httpApiPrefix)) return "execute-api";
  return readCredentialScope(request)?.service ?? signingNameOfTarget(String(request.headers["x-amz-target"] ?? ""));
}
