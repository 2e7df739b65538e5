import { parseEventPattern } from "../event-bridge/event-pattern.ts";
import { readEventFields } from "../event-bridge/pattern/event-fields.ts";
import { ServiceError } from "../gateway/service.ts";

/** Tells whether a record reaches the function. */
export type RecordFilter = (record: Readonly<Record<string, unknown>>) => boolean;

/** A mapping's `FilterCriteria`. */
export interface FilterCriteria {
  readonly Filters?: readonly { readonly Pattern: string }[] | undefined;
}

/**
 * Parses filter criteria: a record passes when one of the patterns matches, or when there are none. The patterns are event patterns of EventBridge,
 * and see the record's content as a JSON object where it is one and as text where it is not, so that a pattern of the other kind does not match.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 * @param contentKey where the record has its content: `data` of Kinesis (decoded), `body` of SQS
 * @throws ServiceError `InvalidParameterValueException` naming what is wrong with a pattern
 */
export function parseRecordFilter(criteria: FilterCriteria | undefined, contentKey: "data" | "body"): RecordFilter {
  const patterns = (criteria?.Filters ?? []).map(({ Pattern }) => {
    try {
      return parseEventPattern(Pattern);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new ServiceError("InvalidParameterValueException", `Invalid filter pattern definition. ${why}: ${Pattern}`);
    }
  });
  if (patterns.length === 0) return () => true;
  return (record) => {
    const seen = readEventFields({ ...record, [contentKey]: contentOf(String(record[contentKey])) });
    return patterns.some((matches) => matches(seen));
  };
}

function contentOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : text;
  } catch {
    return text;
  }
}
