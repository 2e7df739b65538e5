import { z } from "zod";

/** A boolean; templates may write it as text. */
export const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]);

/** Settings that streams and queues share: https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const commonSettings = {
  /** How long a batch is gathered, in seconds. */
  MaximumBatchingWindowInSeconds: z.coerce.number().int().min(0).max(300).default(0),
  FunctionResponseTypes: z.array(z.enum(["ReportBatchItemFailures"])).default([]),
  FilterCriteria: z
    .object({
      Filters: z
        .array(z.object({ Pattern: z.string().max(4_096) }))
        .max(10)
        .optional(),
    })
    .optional(),
};

/**
 * How large the records of one event may become, in bytes of JSON: the 6 MB that Lambda takes synchronously, less some room for the envelope.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const batchBytes = 6_291_456 - 4_096;
