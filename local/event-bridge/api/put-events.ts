import { z } from "zod";
import type { Clock } from "../../clock.ts";
import { parseInput } from "../../gateway/parse-input.ts";
import { ServiceError } from "../../gateway/service.ts";
import type { EventBuses } from "../event-bus.ts";
import { parseJsonObject } from "../parse-json-object.ts";
import type { BusEvent } from "../rule.ts";
import { busNameOf } from "./bus-name.ts";
import { constraintError } from "./validation-error.ts";

/**
 * 10 entries and 1 MB in all: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html. Many
 * pages still tell the earlier 256 KB. Details nested deeper than 1,000 levels are not processed.
 */
const limits = { entries: 10, bytes: 1_048_576, nesting: 1_000 };

const Entry = z.object({
  Source: z.string().nullish(),
  DetailType: z.string().nullish(),
  Detail: z.string().nullish(),
  /** Seconds since the epoch, up to the year 9999. */
  Time: z.number().min(0).max(253_402_300_799).nullish(),
  Resources: z.array(z.string()).nullish(),
  EventBusName: z.string().nullish(),
  /** For AWS X-Ray, which is not here. */
  TraceHeader: z.string().max(500).nullish(),
});
type Entry = z.infer<typeof Entry>;
const Input = z.object({ Entries: z.array(Entry) });

/** What PutEvents needs besides the buses. */
export interface PutEventsOptions {
  readonly clock: Clock;
  readonly ids: () => string;
  readonly region: string;
  readonly accountId: string;
}

/** An entry that was taken or refused: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsResultEntry.html */
type Result = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/**
 * PutEvents. Each entry is judged by itself. An event for a bus that does not exist gets an id and goes nowhere, as on AWS; here the loss is told.
 * @param isAwsService whether the caller may send events whose source begins with `aws.`
 * @throws ServiceError `ValidationException` when there are too many entries or they are too large
 */
export function putEvents(
  buses: EventBuses,
  options: PutEventsOptions,
  input: Record<string, unknown>,
  isAwsService: boolean,
): { readonly FailedEntryCount: number; readonly Entries: readonly Result[] } {
  const entries = parseInput(Input, input).Entries;
  if (entries.length < 1) throw constraintError("[]", "entries", "Member must have length greater than or equal to 1");
  if (entries.length > limits.entries)
    throw constraintError(
      `[${entries.length} entries]`,
      "entries",
      `Member must have length less than or equal to ${limits.entries}`,
    );
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > limits.bytes)
    throw new ServiceError("ValidationException", "Total size of the entries in the request is over the limit.");
  const results = entries.map((entry): Result => {
    const event = eventOf(entry, options, isAwsService);
    if ("ErrorCode" in event) return event;
    buses.publish(busNameOf(entry.EventBusName), event);
    return { EventId: event.id };
  });
  return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
}

function eventOf(
  { Source, DetailType, Detail, Time, Resources }: Entry,
  { clock, ids, region, accountId }: PutEventsOptions,
  isAwsService: boolean,
): BusEvent | Exclude<Result, { EventId: string }> {
  if (!Source) return missing("Source");
  if (!DetailType) return missing("DetailType");
  if (!Detail) return missing("Detail");
  const detail = nestingOf(Detail) > limits.nesting ? undefined : parseJsonObject(Detail);
  if (!detail) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  if (Source.startsWith("aws.") && !isAwsService)
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  return {
    version: "0",
    id: ids(),
    "detail-type": DetailType,
    source: Source,
    account: accountId,
    time: `${new Date(Time === null || Time === undefined ? clock.now() : Time * 1_000).toISOString().slice(0, 19)}Z`,
    region,
    resources: Resources ?? [],
    detail,
  };
}

function missing(member: string): Exclude<Result, { EventId: string }> {
  return {
    ErrorCode: "InvalidArgument",
    ErrorMessage: `Parameter ${member} is not valid. Reason: ${member} is a required argument.`,
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
function sizeOf({ Source, DetailType, Detail, Resources, Time }: Entry): number {
  const texts = [Source, DetailType, Detail, ...(Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), (Time ?? undefined) === undefined ? 0 : 14);
}

/** How deep the brackets of a JSON text are nested. */
function nestingOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (isInString && character === "\\") at += 1;
    else if (character === '"') isInString = !isInString;
    else if (isInString) continue;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}
