import { buffer } from "node:stream/consumers";
import { sendError, sendJson } from "../gateway/json-protocol.ts";
import { type LocalService, ServiceError, type ServiceRequest, type ServiceResponse } from "../gateway/service.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { LambdaHost } from "./lambda-host.ts";

const functionPath = /^\/2015-03-31\/functions\/([^/]+)(\/invocations|\/configuration)?$/;

/**
 * AWS Lambda's REST API (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html): Invoke (RequestResponse, Event, DryRun), GetFunction,
 * GetFunctionConfiguration, ListFunctions. `LogType` and `ClientContext` are taken and have no effect.
 */
export function createLambdaService(host: LambdaHost): LocalService {
  return {
    signingNames: ["lambda"],
    async handle(request, response) {
      try {
        await route(host, request, response);
      } catch (error) {
        sendError(response, error);
      }
    },
    close: () => host.close(),
  };
}

async function route(host: LambdaHost, request: ServiceRequest, response: ServiceResponse): Promise<void> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  if (request.method === "GET" && /^\/2015-03-31\/functions\/?$/.test(path)) {
    sendJson(response, 200, { Functions: host.listFunctions().map(describe) });
    return;
  }
  const [, name, action] = functionPath.exec(path) ?? [];
  if (name === undefined)
    throw new ServiceError(
      "UnknownOperationException",
      `The local Lambda does not serve ${request.method} ${path}.`,
      404,
    );
  const functionName = decodeURIComponent(name);
  if (request.method === "POST" && action === "/invocations") return invoke(host, functionName, request, response);
  if (request.method !== "GET")
    throw new ServiceError(
      "UnknownOperationException",
      `The local Lambda does not serve ${request.method} ${path}.`,
      404,
    );
  const configuration = describe(host.getFunction(functionName));
  sendJson(
    response,
    200,
    action ? configuration : { Configuration: configuration, Code: { RepositoryType: "S3" }, Tags: {} },
  );
}

async function invoke(
  host: LambdaHost,
  functionName: string,
  request: ServiceRequest,
  response: ServiceResponse,
): Promise<void> {
  const payload = (await buffer(request)).toString("utf8");
  assertJson(payload);
  const type = String(request.headers["x-amz-invocation-type"] ?? "RequestResponse");
  if (type === "DryRun") {
    host.getFunction(functionName);
    sendJson(response, 204, undefined);
  } else if (type === "Event") {
    const { requestId } = await host.invokeAsync(functionName, payload);
    sendJson(response, 202, undefined, { "x-amzn-requestid": requestId });
  } else if (type === "RequestResponse") {
    const outcome = await host.invoke(functionName, payload);
    const text = Buffer.from(outcome.payload);
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": text.byteLength,
      "x-amzn-requestid": outcome.requestId,
      "x-amz-executed-version": "$LATEST",
      ...(outcome.ok ? {} : { "x-amz-function-error": "Unhandled" }),
    });
    response.end(text);
  } else {
    throw new ServiceError(
      "InvalidParameterValueException",
      `InvocationType "${type}" is none of RequestResponse, Event, DryRun.`,
    );
  }
}

function assertJson(payload: string): void {
  if (payload === "") return;
  try {
    JSON.parse(payload);
  } catch (error) {
    throw new ServiceError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${String(error)}`,
    );
  }
}

function describe(configuration: FunctionConfiguration): Record<string, unknown> {
  return {
    FunctionName: configuration.functionName,
    FunctionArn: configuration.functionArn,
    Description: configuration.description,
    Runtime: configuration.runtime,
    Handler: configuration.handler,
    Timeout: configuration.timeoutSeconds,
    MemorySize: configuration.memoryMegabytes,
    Environment: { Variables: configuration.environment },
    LoggingConfig: { LogFormat: "Text", LogGroup: configuration.logGroupName },
    Version: "$LATEST",
    State: "Active",
    LastUpdateStatus: "Successful",
    PackageType: "Zip",
    ...(configuration.deadLetterArn ? { DeadLetterConfig: { TargetArn: configuration.deadLetterArn } } : {}),
  };
}
