import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { HttpRequest } from "@smithy/core/protocols";
import { Hash } from "@smithy/core/serde";
import { SignatureV4 } from "@smithy/signature-v4";
import { httpApiPrefix } from "../../gateway/gateway.ts";
import { NoStackError, type StackAccess } from "./stack-access.ts";

/** An answer of the stack's HTTP API. */
export interface ApiReply {
  readonly status: number;
  readonly body: unknown;
}

/** Calls the HTTP API; the path may have a query. The caller judges the status. */
export type CallApi = (method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown) => Promise<ApiReply>;

/** `https://<api id>.execute-api.<region>.amazonaws.com`, as the template's output has it. */
const regionalUrl = /^https:\/\/([a-z0-9-]+)\.execute-api\./;

/**
 * Where the stack's HTTP API answers, without a slash at the end. A local stack serves it below its one endpoint.
 * @throws NoStackError when nothing tells it
 */
export function apiUrlOf({ client, outputs, place, prefix }: StackAccess, given?: string): string {
  const url = given ?? outputs.HttpApiUrl;
  if (url === undefined) {
    throw new NoStackError(
      `The URL of the HTTP API of ${place} is not known. Give it: --api URL (the output HttpApiUrl of the CloudFormation stack ${prefix}).`,
    );
  }
  const apiId = regionalUrl.exec(url)?.[1];
  const reached =
    client.endpoint !== undefined && apiId !== undefined
      ? new URL(`${httpApiPrefix}${apiId}`, client.endpoint).href
      : url;
  return reached.replace(/\/+$/, "");
}

/** Makes a caller of the API that signs as IAM asks for (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html). */
export function createApiCaller({ client }: Pick<StackAccess, "client">, apiUrl: string): CallApi {
  const { hostname, port, protocol, pathname } = new URL(apiUrl);
  return async (method, path, body) => {
    // The signature covers the query by itself.
    const [plainPath = "", query = ""] = path.split("?");
    const request = new HttpRequest({
      method,
      protocol,
      hostname,
      ...(port !== "" && { port: Number(port) }),
      path: `${pathname === "/" ? "" : pathname}${plainPath}`,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: { host: port === "" ? hostname : `${hostname}:${port}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const { headers } = await new SignatureV4({
      service: "execute-api",
      region: client.region,
      // The chain of credential providers that every SDK client has.
      credentials: new DynamoDBClient(client).config.credentials,
      sha256: Hash.bind(null, "sha256"),
    }).sign(request);
    const { host: _host, ...sent } = headers;
    const reply = await fetch(`${apiUrl}${path}`, {
      method,
      headers: sent,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, body: parseJson(text) };
  };
}

/** What is no JSON, such as a proxy's error page, comes back as text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
