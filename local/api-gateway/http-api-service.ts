import { buffer } from "node:stream/consumers";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { readCredentialScope } from "../gateway/credential-scope.ts";
import { httpApiPrefix } from "../gateway/gateway.ts";
import type { LocalService, ServiceRequest, ServiceResponse } from "../gateway/service.ts";
import type { FunctionInvoker } from "../lambda/function-invoker.ts";
import { httpApiEvent } from "./http-api-event.ts";
import { type HttpApi, matchRoute } from "./http-apis.ts";

const Reply = z.looseObject({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** What the service needs of the stack. */
export interface HttpApiServiceOptions {
  readonly apis: ReadonlyMap<string, HttpApi>;
  readonly functions: FunctionInvoker;
  readonly clock: Clock;
  readonly accountId: string;
}

/**
 * Serves the HTTP APIs of the template under {@link httpApiPrefix}`<api id>`, with Lambda proxy integrations in payload format 2.0.
 * A route with IAM authorization asks for a Signature Version 4 `Authorization` header and does not verify it. Other authorizers are not known.
 */
export function createHttpApiService(options: HttpApiServiceOptions): LocalService {
  return {
    signingNames: ["execute-api"],
    handle: (request, response) => handle(options, request, response),
    close: async () => {},
  };
}

async function handle(
  options: HttpApiServiceOptions,
  request: ServiceRequest,
  response: ServiceResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
  const [apiId = "", ...rest] = url.pathname.slice(httpApiPrefix.length).split("/");
  const path = `/${rest.join("/")}`;
  const api = options.apis.get(apiId);
  if (!api || !url.pathname.startsWith(httpApiPrefix)) {
    const known = [...options.apis.keys()].map((id) => httpApiPrefix + id).join(", ");
    return send(response, 404, { message: `No HTTP API lives here. Known: ${known || "none"}.` });
  }
  allowOrigin(api, request, response);
  if (request.method === "OPTIONS" && api.crossOrigin) {
    response.statusCode = 204;
    response.end();
    return;
  }
  const method = request.method ?? "GET";
  const match = matchRoute(api.routes, method, path);
  if (!match) return send(response, 404, { message: "Not Found" });
  const signedBy = readCredentialScope(request);
  if (match.route.isSigned && !signedBy) return send(response, 403, { message: "Forbidden" });
  const { accountId, clock } = options;
  const event = httpApiEvent({
    apiId,
    accountId,
    method,
    url,
    path,
    headers: request.headers,
    body: await buffer(request),
    match,
    signedBy,
    now: clock.now(),
  });
  const outcome = await options.functions.invoke(match.route.functionArn, JSON.stringify(event));
  if (!outcome.ok) return send(response, 500, { message: "Internal Server Error" });
  reply(response, outcome.payload);
}

/** What is no reply object is the body itself, as JSON with status 200. */
function reply(response: ServiceResponse, payload: string): void {
  const value: unknown = JSON.parse(payload);
  const parsed = Reply.safeParse(value);
  if (!parsed.success) {
    send(response, 200, value);
    return;
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const content = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
  for (const [name, header] of Object.entries(headers ?? {})) response.setHeader(name, String(header));
  if (cookies?.length) response.setHeader("set-cookie", cookies);
  response.setHeader("content-length", content.byteLength);
  response.statusCode = statusCode;
  response.end(content);
}

function send(response: ServiceResponse, statusCode: number, body: unknown): void {
  const content = Buffer.from(JSON.stringify(body));
  response.setHeader("content-type", "application/json");
  response.setHeader("content-length", content.byteLength);
  response.statusCode = statusCode;
  response.end(content);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
function allowOrigin({ crossOrigin }: HttpApi, request: ServiceRequest, response: ServiceResponse): void {
  const { origin } = request.headers;
  if (!crossOrigin || !origin || !(crossOrigin.origins.includes("*") || crossOrigin.origins.includes(origin))) return;
  response.setHeader("access-control-allow-origin", crossOrigin.origins.includes("*") ? "*" : origin);
  response.setHeader("access-control-allow-methods", crossOrigin.methods.join(","));
  response.setHeader("access-control-allow-headers", crossOrigin.headers.join(","));
}
