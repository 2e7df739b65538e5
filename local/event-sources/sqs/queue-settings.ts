import { z } from "zod";
import { commonSettings } from "../common-settings.ts";

/**
 * How a function consumes a queue, in the spelling of AWS.
 * Source of the ranges and defaults: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
 */
export const QueueSettings = z
  .strictObject({
    ...commonSettings,
    BatchSize: z.coerce.number().int().min(1).max(10_000).default(10),
    ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number().int().min(2).max(1_000).optional() }).optional(),
  })
  .refine(({ BatchSize, MaximumBatchingWindowInSeconds }) => BatchSize <= 10 || MaximumBatchingWindowInSeconds >= 1, {
    path: ["MaximumBatchingWindowInSeconds"],
    message: "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
  });
/** See the schema of the same name. */
export type QueueSettings = z.infer<typeof QueueSettings>;
