import { sendJson } from "../gateway/json-protocol.ts";
import { readBody } from "../gateway/read-body.ts";
import { ServiceError, type ServiceRequest, type ServiceResponse } from "../gateway/service.ts";
import type { InvocationOptions, InvocationOutcome } from "./function-invoker.ts";
import type { LambdaHost } from "./lambda-host.ts";
import type { LambdaOperation } from "./lambda-operation.ts";

/** Invoke, synchronous, asynchronous and dry: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export function invoke(host: LambdaHost): LambdaOperation {
  return {
    method: "POST",
    path: /^\/2015-03-31\/functions\/([^/]+)\/invocations$/,
    async handle({ name, query, request, response }) {
      const payload = (await readBody(request)).toString("utf8");
      parseJson(payload === "" ? "{}" : payload, (problem) => {
        throw new ServiceError("InvalidRequestContentException", `Could not parse request body into json: ${problem}`);
      });
      const options = optionsOf(request, query.get("Qualifier"));
      const type = headerOf(request, "x-amz-invocation-type") ?? "RequestResponse";
      switch (type) {
        case "DryRun":
          host.resolve(name, options.qualifier);
          return sendJson(response, 204, undefined);
        case "Event": {
          const { requestId } = await host.invokeAsync(name, payload, options);
          return sendJson(response, 202, undefined, { "x-amzn-requestid": requestId });
        }
        case "RequestResponse":
          return sendOutcome(response, await host.invoke(name, payload, options));
        default:
          throw new ServiceError(
            "InvalidParameterValueException",
            `InvocationType "${type}" is none of RequestResponse, Event, DryRun.`,
          );
      }
    },
  };
}

function optionsOf(request: ServiceRequest, qualifier: string | null): InvocationOptions {
  const context = headerOf(request, "x-amz-client-context");
  return {
    ...(qualifier !== null && { qualifier }),
    ...(context !== undefined && { clientContext: parseClientContext(context) }),
    wantsLogTail: headerOf(request, "x-amz-log-type") === "Tail",
  };
}

function parseClientContext(base64: string): unknown {
  const value = parseJson(Buffer.from(base64, "base64").toString("utf8"), () => undefined);
  if (typeof value === "object" && value !== null) return value;
  throw new ServiceError(
    "InvalidParameterValueException",
    "Client context must be a valid Base64-encoded JSON object.",
  );
}

function sendOutcome(response: ServiceResponse, outcome: InvocationOutcome): void {
  const { ok, payload, requestId, executedVersion = "$LATEST", logTail } = outcome;
  const body = Buffer.from(payload);
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": body.byteLength,
    "x-amzn-requestid": requestId,
    "x-amz-executed-version": executedVersion,
    ...(ok ? {} : { "x-amz-function-error": "Unhandled" }),
    ...(logTail === undefined ? {} : { "x-amz-log-result": Buffer.from(logTail).toString("base64") }),
  });
  response.end(body);
}

function headerOf(request: ServiceRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function parseJson(text: string, onProblem: (problem: string) => unknown): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return onProblem(String(error));
  }
}
