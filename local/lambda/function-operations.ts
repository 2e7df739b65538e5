import { z } from "zod";
import { readJsonBody } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";
import type { LambdaHost } from "./lambda-host.ts";
import { type LambdaOperation, sendRestJson } from "./lambda-operation.ts";

/** Bounds: https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
const Changes = z.strictObject({
  Description: z.string().max(256).optional(),
  Handler: z.string().min(1).max(128).optional(),
  Timeout: z.int().min(1).max(900).optional(),
  MemorySize: z.int().min(128).max(10_240).optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()).default({}) }).optional(),
  RevisionId: z.string().optional(),
});

/** ListFunctions, GetFunction, GetFunctionConfiguration and UpdateFunctionConfiguration, which changes what environments that start later run. */
export function functionOperations(host: LambdaHost): readonly LambdaOperation[] {
  return [
    {
      method: "GET",
      path: /^\/2015-03-31\/functions\/?$/,
      handle: ({ response }) =>
        sendRestJson(response, {
          Functions: host.listFunctions().map((each) => describe(each, "$LATEST", host.revisionId(each.functionName))),
        }),
    },
    {
      method: "GET",
      path: /^\/2015-03-31\/functions\/([^/]+)$/,
      handle({ name, query, response }) {
        const reserved = host.reservedConcurrency(name);
        sendRestJson(response, {
          Configuration: found(host, name, query),
          Code: { RepositoryType: "S3" },
          Tags: {},
          ...(reserved !== undefined && { Concurrency: { ReservedConcurrentExecutions: reserved } }),
        });
      },
    },
    {
      method: "GET",
      path: /^\/2015-03-31\/functions\/([^/]+)\/configuration$/,
      handle: ({ name, query, response }) => sendRestJson(response, found(host, name, query)),
    },
    {
      method: "PUT",
      path: /^\/2015-03-31\/functions\/([^/]+)\/configuration$/,
      async handle({ name, request, response }) {
        const body = await readJsonBody(request);
        const changes = parseInput(Changes, body, "InvalidParameterValueException");
        const updated = host.updateFunction(
          name,
          {
            ...(changes.Description !== undefined && { description: changes.Description }),
            ...(changes.Handler !== undefined && { handler: changes.Handler }),
            ...(changes.Timeout !== undefined && { timeoutSeconds: changes.Timeout }),
            ...(changes.MemorySize !== undefined && { memoryMegabytes: changes.MemorySize }),
            ...(changes.Environment && { environment: changes.Environment.Variables }),
          },
          changes.RevisionId,
        );
        sendRestJson(response, describe(updated, "$LATEST", host.revisionId(name)));
      },
    },
  ];
}

function found(host: LambdaHost, name: string, query: URLSearchParams): Record<string, unknown> {
  const { configuration, version } = host.resolve(name, query.get("Qualifier") ?? undefined);
  return describe(configuration, version, version === "$LATEST" ? host.revisionId(name) : undefined);
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
function describe(
  configuration: FunctionConfiguration,
  version: string,
  revisionId: string | undefined,
): Record<string, unknown> {
  const { functionArn, deadLetterArn } = configuration;
  return {
    FunctionName: configuration.functionName,
    FunctionArn: version === "$LATEST" ? functionArn : `${functionArn}:${version}`,
    Description: configuration.description,
    Runtime: configuration.runtime,
    Handler: configuration.handler,
    Timeout: configuration.timeoutSeconds,
    MemorySize: configuration.memoryMegabytes,
    Environment: { Variables: configuration.environment },
    LoggingConfig: { LogFormat: "Text", LogGroup: configuration.logGroupName },
    Version: version,
    State: "Active",
    LastUpdateStatus: "Successful",
    PackageType: "Zip",
    ...(revisionId === undefined ? {} : { RevisionId: revisionId }),
    ...(deadLetterArn ? { DeadLetterConfig: { TargetArn: deadLetterArn } } : {}),
  };
}
