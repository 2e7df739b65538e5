import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { Http2ServerRequest } from "node:http2";
import type { Writable } from "node:stream";

/** A request as a service sees it: HTTP/1.1, or HTTP/2 in clear text (h2c) through Node's compatibility API. */
export type ServiceRequest = IncomingMessage | Http2ServerRequest;

/** The answer that goes with a {@link ServiceRequest}: what HTTP/1.1 and HTTP/2 responses have in common. */
export interface ServiceResponse extends Writable {
  readonly headersSent: boolean;
  statusCode: number;
  setHeader(name: string, value: string | number | readonly string[]): unknown;
  writeHead(statusCode: number, headers?: OutgoingHttpHeaders | undefined): unknown;
}

/** One AWS service of the local stack, reached through the gateway. */
export interface LocalService {
  /** The signing names of Signature Version 4 that requests to this service carry in their credential scope, e.g. `states`. */
  readonly signingNames: readonly string[];
  /** Answers one request. A rejected promise becomes an HTTP 500 `InternalFailure`. */
  handle(request: ServiceRequest, response: ServiceResponse): void | Promise<void>;
  /** Ends timers, sockets and workers. Safe to call twice. */
  close(): Promise<void>;
}

/** An error that a service returns to its client under the service's own error name. */
export class ServiceError extends Error {
  readonly statusCode: number;
  /** Further members of the error's body. */
  readonly members: Readonly<Record<string, unknown>>;

  /**
   * @param name the service's error name as its API reference spells it, e.g. `ResourceNotFoundException`
   * @param message what the client reads
   * @param statusCode HTTP status; 400 unless told
   * @param members what the error's shape has besides, e.g. `Reason`
   */
  constructor(name: string, message: string, statusCode = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
    this.members = members;
  }
}
