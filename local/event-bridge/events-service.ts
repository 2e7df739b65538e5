import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { readCredentialScope, simulatedServiceAccessKeyId } from "../gateway/credential-scope.ts";
import { type JsonOperation, serveJson } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { type LocalService, ServiceError } from "../gateway/service.ts";
import type { EventBuses } from "./event-bus.ts";
import { type EventPattern, parseEventPattern } from "./event-pattern.ts";
import { InvalidEventPattern } from "./invalid-event-pattern.ts";
import type { BusEvent, Rule, RuleTarget } from "./rule.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
const limits = { entries: 10, bytes: 262_144 };

const Entry = z.object({
  Source: z.string().nullish(),
  DetailType: z.string().nullish(),
  Detail: z.string().nullish(),
  /** Seconds since the epoch. */
  Time: z.number().nullish(),
  Resources: z.array(z.string()).nullish(),
  EventBusName: z.string().nullish(),
});
type Entry = z.infer<typeof Entry>;
const PutEventsInput = z.object({ Entries: z.array(Entry).min(1).max(limits.entries) });
const TestInput = z.object({ Event: z.string(), EventPattern: z.string() });
const RulesInput = z.object({ EventBusName: z.string().nullish(), NamePrefix: z.string().nullish() });
const TargetsInput = z.object({ EventBusName: z.string().nullish(), Rule: z.string() });
const JsonObject = z.record(z.string(), z.unknown());

/** What TestEventPattern asks of an event; it does without `resources`, which its API reference lists too. */
const TestableEvent = z.looseObject({
  id: z.string(),
  account: z.string(),
  source: z.string(),
  time: z.string(),
  region: z.string(),
  "detail-type": z.string(),
});

/** What the service needs besides the buses. */
export interface EventsServiceOptions {
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
}

/** EventBridge over the buses: PutEvents, TestEventPattern, ListRules, ListTargetsByRule. */
export function createEventsService(buses: EventBuses, options: EventsServiceOptions): LocalService {
  const operations: Readonly<Record<string, JsonOperation>> = {
    PutEvents: (input, request) => {
      const isAwsService = readCredentialScope(request)?.accessKeyId === simulatedServiceAccessKeyId;
      return putEvents(buses, options, parseInput(PutEventsInput, input).Entries, isAwsService);
    },
    TestEventPattern: (input) => {
      const { Event, EventPattern } = parseInput(TestInput, input);
      const matches = parsePattern(EventPattern);
      const event = TestableEvent.safeParse(parseJson(Event));
      if (!event.success) throw new ServiceError("ValidationException", "Parameter Event is not valid.");
      return { Result: matches(event.data) };
    },
    ListRules: (input) => {
      const { EventBusName, NamePrefix } = parseInput(RulesInput, input);
      const rules = buses.rules(busNameOf(EventBusName)).filter(({ name }) => name.startsWith(NamePrefix ?? ""));
      return { Rules: rules.map(describeRule) };
    },
    ListTargetsByRule: (input) => {
      const { EventBusName, Rule } = parseInput(TargetsInput, input);
      const rule = buses.rules(busNameOf(EventBusName)).find(({ name }) => name === Rule);
      if (!rule)
        throw new ServiceError(
          "ResourceNotFoundException",
          `Rule ${Rule} does not exist on EventBus ${busNameOf(EventBusName)}.`,
        );
      return { Targets: rule.targets.map(describeTarget) };
    },
  };
  return {
    signingNames: ["events"],
    handle: (request, response) => serveJson(operations, request, response),
    close: async () => buses.close(),
  };
}

function putEvents(buses: EventBuses, options: EventsServiceOptions, entries: readonly Entry[], isAwsService: boolean) {
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > limits.bytes) {
    throw new ServiceError(
      "ValidationException",
      `Total size of the entries in the request is over the limit of ${limits.bytes} bytes.`,
    );
  }
  const results = entries.map((entry) => {
    try {
      const busName = busNameOf(entry.EventBusName);
      if (!buses.hasBus(busName))
        throw new ServiceError("ResourceNotFoundException", `Event bus ${busName} does not exist.`);
      const event = eventOf(entry, options, isAwsService);
      buses.publish(busName, event);
      return { EventId: event.id };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return { ErrorCode: error.name, ErrorMessage: error.message };
    }
  });
  return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
}

function eventOf(entry: Entry, { clock, region, accountId }: EventsServiceOptions, isAwsService: boolean): BusEvent {
  const source = required(entry.Source, "Source");
  const detailType = required(entry.DetailType, "DetailType");
  const detail = JsonObject.safeParse(parseJson(required(entry.Detail, "Detail")));
  if (!detail.success) throw new ServiceError("MalformedDetail", "Detail is malformed.");
  if (source.startsWith("aws.") && !isAwsService)
    throw new ServiceError("NotAuthorizedForSourceException", "Not authorized for the source.");
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": detailType,
    source,
    account: accountId,
    time: `${new Date(entry.Time ? entry.Time * 1_000 : clock.now()).toISOString().slice(0, 19)}Z`,
    region,
    resources: entry.Resources ?? [],
    detail: detail.data,
  };
}

function required(value: string | null | undefined, name: string): string {
  if (!value)
    throw new ServiceError(
      "InvalidArgument",
      `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
    );
  return value;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function sizeOf({ Source, DetailType, Detail, Resources, Time }: Entry): number {
  const texts = [Source, DetailType, Detail, ...(Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), Time ? 14 : 0);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The caller's schema refuses it.
  }
}

function parsePattern(text: string): EventPattern {
  try {
    return parseEventPattern(text);
  } catch (error) {
    if (error instanceof InvalidEventPattern) throw new ServiceError("InvalidEventPatternException", error.message);
    throw error;
  }
}

function busNameOf(nameOrArn: string | null | undefined): string {
  return nameOrArn ? nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1) : "default";
}

function describeRule(rule: Rule) {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventBusName: rule.busName,
    Description: rule.description,
    State: rule.isEnabled ? "ENABLED" : "DISABLED",
    ...(rule.pattern ? { EventPattern: rule.pattern.text } : {}),
    ...(rule.schedule ? { ScheduleExpression: rule.schedule } : {}),
  };
}

function describeTarget(target: RuleTarget) {
  return {
    Id: target.id,
    Arn: target.arn,
    Input: target.input,
    InputPath: target.inputPath,
    InputTransformer: target.inputTransformer && {
      InputPathsMap: target.inputTransformer.paths,
      InputTemplate: target.inputTransformer.template,
    },
    RetryPolicy: {
      MaximumRetryAttempts: target.maximumRetryAttempts,
      MaximumEventAgeInSeconds: target.maximumEventAgeSeconds,
    },
    DeadLetterConfig: target.deadLetterArn && { Arn: target.deadLetterArn },
  };
}
