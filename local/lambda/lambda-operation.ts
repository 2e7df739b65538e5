import { sendJson } from "../gateway/json-protocol.ts";
import type { ServiceRequest, ServiceResponse } from "../gateway/service.ts";

/** One operation of the REST API. `name` is the function's name or ARN as the path has it, empty where the path names none. */
export interface LambdaOperation {
  readonly method: string;
  /** The path; its first group is the function. */
  readonly path: RegExp;
  handle(call: {
    readonly name: string;
    readonly query: URLSearchParams;
    readonly request: ServiceRequest;
    readonly response: ServiceResponse;
  }): void | Promise<void>;
}

/** Sends JSON as AWS's REST services do. */
export function sendRestJson(response: ServiceResponse, body: unknown): void {
  sendJson(response, 200, body, { "content-type": "application/json" });
}
