import { readJsonBody, sendError, sendJson } from "../gateway/json-protocol.ts";
import { type LocalService, ServiceError, type ServiceRequest } from "../gateway/service.ts";
import type { EventSourceMappings } from "./event-source-mappings.ts";

const pathOfMappings = /^\/2015-03-31\/event-source-mappings(?:\/([^/]*))?\/?$/;

/**
 * The part of Lambda's REST API that is about event source mappings: CreateEventSourceMapping, GetEventSourceMapping, ListEventSourceMappings,
 * UpdateEventSourceMapping, DeleteEventSourceMapping (https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html).
 * @param lambda answers all other requests; it is closed with this service
 */
export function createEventSourceMappingService(mappings: EventSourceMappings, lambda: LocalService): LocalService {
  return {
    signingNames: lambda.signingNames,
    async handle(request, response) {
      const url = new URL(request.url ?? "/", "http://localhost");
      const match = pathOfMappings.exec(url.pathname);
      if (!match) return lambda.handle(request, response);
      try {
        const { statusCode, body } = await answer(mappings, request, url, decodeURIComponent(match[1] ?? ""));
        sendJson(response, statusCode, body);
      } catch (error) {
        sendError(response, error);
      }
    },
    async close() {
      mappings.close();
      await lambda.close();
    },
  };
}

async function answer(mappings: EventSourceMappings, request: ServiceRequest, url: URL, uuid: string) {
  const accepted = (body: unknown) => ({ statusCode: 202, body });
  switch (`${request.method} ${uuid === "" ? "all" : "one"}`) {
    case "POST all":
      return accepted(mappings.create(await readJsonBody(request)));
    case "GET all":
      return { statusCode: 200, body: list(mappings, url.searchParams) };
    case "GET one":
      return { statusCode: 200, body: mappings.get(uuid) };
    case "PUT one":
      return accepted(mappings.update(uuid, await readJsonBody(request)));
    case "DELETE one":
      return accepted(mappings.remove(uuid));
    default:
      throw new ServiceError(
        "UnknownOperationException",
        `The local Lambda does not serve ${request.method} ${url.pathname}.`,
        404,
      );
  }
}

function list(mappings: EventSourceMappings, parameters: URLSearchParams) {
  const eventSourceArn = parameters.get("EventSourceArn");
  const functionName = parameters.get("FunctionName");
  const all = mappings.list({
    ...(eventSourceArn === null ? {} : { eventSourceArn }),
    ...(functionName === null ? {} : { functionName }),
  });
  const from = Number(parameters.get("Marker") ?? 0);
  const page = all.slice(from, from + Number(parameters.get("MaxItems") ?? 100));
  const next = from + page.length;
  return { EventSourceMappings: page, ...(next < all.length ? { NextMarker: String(next) } : {}) };
}
