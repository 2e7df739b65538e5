import { sendError } from "../gateway/json-protocol.ts";
import { type LocalService, ServiceError, type ServiceRequest, type ServiceResponse } from "../gateway/service.ts";
import { concurrencyOperations } from "./concurrency-operations.ts";
import { functionOperations } from "./function-operations.ts";
import { invoke } from "./invoke-operation.ts";
import type { LambdaHost } from "./lambda-host.ts";
import type { LambdaOperation } from "./lambda-operation.ts";

/**
 * AWS Lambda's REST API (https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html): Invoke, GetFunction, GetFunctionConfiguration,
 * ListFunctions, UpdateFunctionConfiguration, PutFunctionConcurrency, GetFunctionConcurrency, DeleteFunctionConcurrency.
 */
export function createLambdaService(host: LambdaHost): LocalService {
  const operations: readonly LambdaOperation[] = [
    invoke(host),
    ...functionOperations(host),
    ...concurrencyOperations(host),
  ];
  return {
    signingNames: ["lambda"],
    async handle(request, response) {
      try {
        await route(operations, request, response);
      } catch (error) {
        sendError(response, error);
      }
    },
    close: () => host.close(),
  };
}

async function route(
  operations: readonly LambdaOperation[],
  request: ServiceRequest,
  response: ServiceResponse,
): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://localhost");
  for (const { method, path, handle } of operations) {
    const match = method === request.method && path.exec(pathname);
    if (match) return handle({ name: decodeURIComponent(match[1] ?? ""), query, request, response });
  }
  const message = `The local Lambda does not serve ${request.method} ${pathname}.`;
  throw new ServiceError("UnknownOperationException", message, 404);
}
