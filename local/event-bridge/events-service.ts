import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import { readCredentialScope, simulatedServiceAccessKeyId } from "../gateway/credential-scope.ts";
import { type JsonOperation, serveJson } from "../gateway/json-protocol.ts";
import type { LocalService } from "../gateway/service.ts";
import { busOperations } from "./api/bus-operations.ts";
import { putEvents } from "./api/put-events.ts";
import { ruleOperations } from "./api/rule-operations.ts";
import { targetOperations } from "./api/target-operations.ts";
import { testEventPattern } from "./api/test-event-pattern.ts";
import type { EventBuses } from "./event-bus.ts";

/** What the service needs besides the buses. */
export interface EventsServiceOptions {
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  /** Ids of events; random UUIDs unless told. */
  readonly ids?: () => string;
}

/** EventBridge's HTTP API over the buses: events, rules, targets, buses, TestEventPattern. The operations are listed in README.md. */
export function createEventsService(buses: EventBuses, options: EventsServiceOptions): LocalService {
  const { ids = randomUUID } = options;
  const operations: Readonly<Record<string, JsonOperation>> = {
    PutEvents: (input, request) => {
      const isAwsService = readCredentialScope(request)?.accessKeyId === simulatedServiceAccessKeyId;
      return putEvents(buses, { ...options, ids }, input, isAwsService);
    },
    TestEventPattern: testEventPattern,
    ...ruleOperations(buses, options),
    ...targetOperations(buses),
    ...busOperations(buses),
  };
  return {
    signingNames: ["events"],
    handle: (request, response) => serveJson(operations, request, response),
    close: async () => buses.close(),
  };
}
