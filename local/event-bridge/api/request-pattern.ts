import { ServiceError } from "../../gateway/service.ts";
import { type EventPattern, parseEventPattern } from "../event-pattern.ts";
import { InvalidEventPattern } from "../invalid-event-pattern.ts";
import { checkLength } from "./validation-error.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const longestPattern = 4_096;

/** Parses the pattern of a request. @throws ServiceError `InvalidEventPatternException`, or `ValidationException` when it is too long */
export function parseRequestPattern(text: string): EventPattern {
  checkLength(text, "eventPattern", longestPattern);
  try {
    return parseEventPattern(text);
  } catch (error) {
    if (error instanceof InvalidEventPattern) throw new ServiceError("InvalidEventPatternException", error.message);
    throw error;
  }
}
