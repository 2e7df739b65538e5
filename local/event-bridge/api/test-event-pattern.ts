import { z } from "zod";
import { parseInput } from "../../gateway/parse-input.ts";
import { ServiceError } from "../../gateway/service.ts";
import { parseJsonObject } from "../parse-json-object.ts";
import { readEventFields } from "../pattern/event-fields.ts";
import { parseRequestPattern } from "./request-pattern.ts";

const Input = z.object({ Event: z.string(), EventPattern: z.string() });

/** What an event must have, whatever the types. The API reference lists `resources` too, but AWS does without. */
const requiredMembers = ["id", "account", "source", "time", "region", "detail-type"];

/**
 * TestEventPattern: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html
 * @throws ServiceError `InvalidEventPatternException`; `ValidationException` when the event is not one
 */
export function testEventPattern(input: Record<string, unknown>) {
  const { Event, EventPattern } = parseInput(Input, input);
  const matches = parseRequestPattern(EventPattern);
  const event = parseJsonObject(Event);
  if (!event || !requiredMembers.every((member) => Object.hasOwn(event, member)))
    throw new ServiceError("ValidationException", "Parameter Event is not valid.");
  return { Result: matches(readEventFields(event)) };
}
