import { z } from "zod";
import { type JsonOperation, serveJson } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { type LocalService, ServiceError } from "../gateway/service.ts";
import type { LogEvent, LogStore } from "./log-store.ts";

const GroupsInput = z.object({ logGroupNamePrefix: z.string().nullish() });
const StreamsInput = z.object({ logGroupName: z.string(), logStreamNamePrefix: z.string().nullish() });
const Range = {
  startTime: z.number().nullish(),
  endTime: z.number().nullish(),
  limit: z.number().int().positive().nullish(),
  nextToken: z.string().nullish(),
};
const EventsInput = z.object({
  logGroupName: z.string(),
  logStreamName: z.string(),
  startFromHead: z.boolean().nullish(),
  ...Range,
});
const FilterInput = z.object({
  logGroupName: z.string(),
  logStreamNames: z.array(z.string()).nullish(),
  logStreamNamePrefix: z.string().nullish(),
  filterPattern: z.string().nullish(),
  ...Range,
});

/**
 * CloudWatch Logs over the store: DescribeLogGroups, DescribeLogStreams, GetLogEvents, FilterLogEvents.
 * A filter pattern is a list of terms that a line must all contain, some in double quotes; patterns in braces, brackets or with `?` and `-` are
 * refused (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).
 */
export function createLogsService(store: LogStore, arnOf: (group: string) => string): LocalService {
  const operations: Readonly<Record<string, JsonOperation>> = {
    DescribeLogGroups: (input) => {
      const prefix = parseInput(GroupsInput, input, "InvalidParameterException").logGroupNamePrefix ?? "";
      const groups = store.groups().filter((group) => group.startsWith(prefix));
      return { logGroups: groups.map((group) => ({ logGroupName: group, arn: `${arnOf(group)}:*`, storedBytes: 0 })) };
    },
    DescribeLogStreams: (input) =>
      describeStreams(store, parseInput(StreamsInput, input, "InvalidParameterException"), arnOf),
    GetLogEvents: (input) => getEvents(store, parseInput(EventsInput, input, "InvalidParameterException")),
    FilterLogEvents: (input) => filterEvents(store, parseInput(FilterInput, input, "InvalidParameterException")),
  };
  return {
    signingNames: ["logs"],
    handle: (request, response) => serveJson(operations, request, response),
    close: async () => {},
  };
}

function describeStreams(store: LogStore, input: z.infer<typeof StreamsInput>, arnOf: (group: string) => string) {
  const streams = Map.groupBy(eventsOf(store, input.logGroupName), ({ stream }) => stream);
  return {
    logStreams: [...streams]
      .filter(([stream]) => stream.startsWith(input.logStreamNamePrefix ?? ""))
      .map(([stream, events]) => ({
        logStreamName: stream,
        arn: `${arnOf(input.logGroupName)}:log-stream:${stream}`,
        firstEventTimestamp: events[0]?.timestamp,
        lastEventTimestamp: events.at(-1)?.timestamp,
      })),
  };
}

/** Forward tokens hold the id of the last event read; a token with nothing behind it comes back unchanged, which tells a client to stop. */
function getEvents(store: LogStore, input: z.infer<typeof EventsInput>) {
  const after = Number(input.nextToken?.split("/")[1] ?? 0);
  const limit = input.limit ?? 10_000;
  const found = eventsOf(store, input.logGroupName).filter(
    (event) => event.stream === input.logStreamName && isWithin(event, input) && event.eventId > after,
  );
  const events = input.startFromHead || input.nextToken ? found.slice(0, limit) : found.slice(-limit);
  return {
    events: events.map(({ timestamp, message }) => ({ timestamp, message, ingestionTime: timestamp })),
    nextForwardToken: `f/${events.at(-1)?.eventId ?? after}`,
    nextBackwardToken: `b/${after}`,
  };
}

function filterEvents(store: LogStore, input: z.infer<typeof FilterInput>) {
  const after = Number(input.nextToken ?? 0);
  const limit = input.limit ?? 10_000;
  const terms = parseTerms(input.filterPattern ?? "");
  const found = eventsOf(store, input.logGroupName).filter(
    (event) =>
      event.eventId > after &&
      isWithin(event, input) &&
      (!input.logStreamNames || input.logStreamNames.includes(event.stream)) &&
      event.stream.startsWith(input.logStreamNamePrefix ?? "") &&
      terms.every((term) => event.message.includes(term)),
  );
  const events = found.slice(0, limit);
  return {
    events: events.map((event) => ({
      logStreamName: event.stream,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.timestamp,
      eventId: String(event.eventId),
    })),
    ...(found.length > limit ? { nextToken: String(events.at(-1)?.eventId) } : {}),
    searchedLogStreams: [],
  };
}

function eventsOf(store: LogStore, group: string): readonly LogEvent[] {
  const events = store.events(group);
  if (!events) throw new ServiceError("ResourceNotFoundException", `The log group "${group}" does not exist.`);
  return events;
}

/** `startTime` is inclusive, `endTime` exclusive; both are milliseconds since the epoch. */
function isWithin(
  event: LogEvent,
  range: { startTime?: number | null | undefined; endTime?: number | null | undefined },
): boolean {
  return (
    event.timestamp >= (range.startTime ?? Number.NEGATIVE_INFINITY) &&
    event.timestamp < (range.endTime ?? Number.POSITIVE_INFINITY)
  );
}

function parseTerms(pattern: string): string[] {
  if (/^\s*[{[%]/.test(pattern) || /(^|\s)[?-]/.test(pattern)) {
    throw new ServiceError(
      "InvalidParameterException",
      `The local stack filters log lines by plain and quoted terms only, not by the pattern ${JSON.stringify(pattern)}.`,
    );
  }
  return [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}
