import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { readBody } from "./read-body.ts";
import { ServiceError } from "./service.ts";

/** One HTTP exchange with a service of the local stack, as the services see it. */
export interface ServiceReply {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Lets one simulated service call another over the gateway's socket, as AWS's services call each other. */
export interface ServiceClient {
  /**
   * Calls an operation of an AWS JSON service.
   * @param service signing name
   * @param target `<service prefix>.<operation>`, the value of `X-Amz-Target`
   * @throws ServiceError under the name that the service answered with
   */
  callJson(service: string, target: string, input: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  /** Sends any request; the caller judges the status. */
  send(
    service: string,
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<ServiceReply>;
  close(): void;
}

/** Makes a client of the gateway at `endpointUrl` that signs (for show: nothing verifies it) with `accessKeyId`. */
export function createServiceClient(endpointUrl: string, region: string, accessKeyId: string): ServiceClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const send: ServiceClient["send"] = (service, method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const day = new Date().toISOString().slice(0, 10).replaceAll("-", "");
      const outgoing = request(new URL(path, endpointUrl), {
        agent,
        method,
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${day}/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
          "x-amz-date": `${day}T000000Z`,
          "content-length": Buffer.byteLength(body),
          ...headers,
        },
      });
      outgoing.once("error", reject);
      outgoing.once("response", (incoming) => {
        readBody(incoming).then(
          (content) => resolve({ statusCode: incoming.statusCode ?? 0, headers: incoming.headers, body: content }),
          reject,
        );
      });
      outgoing.end(body);
    });
  return {
    send,
    async callJson(service, target, input) {
      const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": target };
      const reply = await send(service, "POST", "/", headers, JSON.stringify(input));
      const output = parseObject(reply.body.toString("utf8"));
      if (reply.statusCode >= 300) throw errorFrom(target, reply.statusCode, output);
      return output;
    },
    close: () => agent.destroy(),
  };
}

function parseObject(text: string): Record<string, unknown> {
  const value: unknown = text === "" ? {} : JSON.parse(text);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function errorFrom(target: string, statusCode: number, output: Record<string, unknown>): ServiceError {
  const type = String(output.__type ?? "InternalFailure");
  const message = String(output.message ?? output.Message ?? `${target} answered with status ${statusCode}.`);
  return new ServiceError(type.slice(type.lastIndexOf("#") + 1), message, statusCode);
}
