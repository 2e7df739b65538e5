import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { CredentialScope } from "../gateway/credential-scope.ts";
import type { RouteMatch } from "./http-apis.ts";

/** A request to an HTTP API, read in full. */
export interface HttpApiRequest {
  readonly apiId: string;
  readonly accountId: string;
  readonly method: string;
  readonly url: URL;
  /** The path within the API. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly match: RouteMatch;
  readonly signedBy: CredentialScope | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const textTypes = /^(?:text\/|application\/(?:json|javascript|xml|x-www-form-urlencoded)\b|[^;]*\+(?:json|xml)\b)/;

/**
 * The event of payload format 2.0.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpApiEvent(request: HttpApiRequest): Record<string, unknown> {
  const { route, pathParameters } = request.match;
  const { cookie, ...headers } = request.headers;
  const query = Object.fromEntries(
    [...new Set(request.url.searchParams.keys())].map((key) => [key, request.url.searchParams.getAll(key).join(",")]),
  );
  const isText = request.headers["content-type"] === undefined || textTypes.test(request.headers["content-type"]);
  return {
    version: "2.0",
    routeKey: route.routeKey,
    rawPath: request.path,
    rawQueryString: request.url.search.slice(1),
    ...(cookie ? { cookies: cookie.split(/;\s*/) } : {}),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]),
    ),
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    ...(Object.keys(pathParameters).length > 0 ? { pathParameters } : {}),
    requestContext: {
      accountId: request.accountId,
      apiId: request.apiId,
      domainName: request.url.hostname,
      domainPrefix: request.apiId,
      http: {
        method: request.method,
        path: request.path,
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: request.headers["user-agent"] ?? "",
      },
      ...(request.signedBy && route.isSigned
        ? { authorizer: { iam: identityOf(request.signedBy, request.accountId) } }
        : {}),
      requestId: randomUUID(),
      routeKey: route.routeKey,
      stage: "$default",
      time: new Date(request.now).toUTCString(),
      timeEpoch: request.now,
    },
    ...(request.body.byteLength > 0 ? { body: request.body.toString(isText ? "utf8" : "base64") } : {}),
    isBase64Encoded: request.body.byteLength > 0 && !isText,
  };
}

function identityOf({ accessKeyId }: CredentialScope, accountId: string) {
  return {
    accessKey: accessKeyId,
    accountId,
    callerId: accessKeyId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: `arn:aws:iam::${accountId}:user/${accessKeyId}`,
    userId: accessKeyId,
  };
}
