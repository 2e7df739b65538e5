import { randomUUID } from "node:crypto";
import { readBody } from "./read-body.ts";
import { ServiceError, type ServiceRequest, type ServiceResponse } from "./service.ts";

/** One operation of an AWS JSON service: takes the parsed input, returns what is sent back as JSON. */
export type JsonOperation = (input: Record<string, unknown>, request: ServiceRequest) => unknown;

/** Reads the body of a request as JSON; an empty body is `{}`. Throws `SerializationException` when it is not a JSON object. */
export async function readJsonBody(request: ServiceRequest): Promise<Record<string, unknown>> {
  const text = (await readBody(request)).toString("utf8");
  if (text === "") return {};
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ServiceError("SerializationException", "The request body must be a JSON object.");
  }
  return { ...value };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ServiceError(
      "SerializationException",
      `The request body is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Writes a JSON answer with the headers that AWS JSON services send. */
export function sendJson(
  response: ServiceResponse,
  statusCode: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  response.writeHead(statusCode, {
    "content-type": "application/x-amz-json-1.1",
    "content-length": Buffer.byteLength(text),
    "x-amzn-requestid": randomUUID(),
    ...headers,
  });
  response.end(text);
}

/**
 * Serves the AWS JSON 1.0/1.1 protocol (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html): the operation is named in
 * `X-Amz-Target` behind the last dot; errors answer with `__type` and `message`.
 */
export async function serveJson(
  operations: Readonly<Record<string, JsonOperation>>,
  request: ServiceRequest,
  response: ServiceResponse,
): Promise<void> {
  const target = String(request.headers["x-amz-target"] ?? "");
  const name = target.slice(target.lastIndexOf(".") + 1);
  try {
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    if (!operation) {
      throw new ServiceError("UnknownOperationException", `The local stack does not serve the operation "${target}".`);
    }
    const output = await operation(await readJsonBody(request), request);
    sendJson(response, 200, output ?? {});
  } catch (error) {
    sendError(response, error);
  }
}

/** Sends any thrown value as an AWS JSON error; what is no {@link ServiceError} becomes `InternalFailure` with its own text. */
export function sendError(response: ServiceResponse, error: unknown): void {
  const known = error instanceof ServiceError ? error : new ServiceError("InternalFailure", String(error), 500);
  sendJson(
    response,
    known.statusCode,
    { __type: known.name, message: known.message, ...known.members },
    { "x-amzn-errortype": known.name },
  );
}
