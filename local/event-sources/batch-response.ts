import { z } from "zod";
import type { InvocationOutcome } from "../lambda/function-invoker.ts";

/** What the function's answer says of the batch; with `partial` the identifiers that failed, at least one. */
export type BatchVerdict =
  | { readonly kind: "success" }
  | { readonly kind: "failure" }
  | { readonly kind: "partial"; readonly failed: ReadonlySet<string> };

/** An answer that is empty, whichever way, reports no failures. */
const Answer = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .or(z.literal("").transform(() => ({ batchItemFailures: [] })))
  .or(z.tuple([]).transform(() => ({ batchItemFailures: [] })))
  .nullable();

/**
 * Judges an invocation. Without ReportBatchItemFailures only the invocation's own success counts.
 * An identifier that is missing, empty or not of this batch makes the whole batch a failure.
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 * @param identifiers of everything in the batch: sequence numbers or message ids
 */
export function judgeBatch(
  outcome: InvocationOutcome,
  reportsItemFailures: boolean,
  identifiers: readonly string[],
): BatchVerdict {
  if (!outcome.ok) return { kind: "failure" };
  if (!reportsItemFailures) return { kind: "success" };
  const answer = Answer.safeParse(parseJson(outcome.payload));
  if (!answer.success) return { kind: "failure" };
  const failed = new Set((answer.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  if (failed.size === 0) return { kind: "success" };
  const known = new Set(identifiers);
  return [...failed].every((identifier) => known.has(identifier)) ? { kind: "partial", failed } : { kind: "failure" };
}

/** `undefined`, which is no valid answer, when the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
