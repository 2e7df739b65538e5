import { z } from "zod";
import { commonSettings, flag } from "../common-settings.ts";

/**
 * How a function consumes a stream, in the spelling of AWS.
 * Source of the ranges and defaults: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 */
export const StreamSettings = z.strictObject({
  ...commonSettings,
  BatchSize: z.coerce.number().int().min(1).max(10_000).default(100),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP"]),
  /** Seconds since the epoch. */
  StartingPositionTimestamp: z.coerce.number().optional(),
  /** Batches of one shard that may be under way at once. Records of one partition key stay in order. */
  ParallelizationFactor: z.coerce.number().int().min(1).max(10).default(1),
  BisectBatchOnFunctionError: flag.default(false),
  /** -1: without end. */
  MaximumRetryAttempts: z.coerce.number().int().min(-1).max(10_000).default(-1),
  /** -1: until the stream's own retention period is over. */
  MaximumRecordAgeInSeconds: z.coerce
    .number()
    .int()
    .refine((age) => age === -1 || (age >= 60 && age <= 604_800), "must be -1 or 60 to 604800")
    .default(-1),
  /** ARN of an SQS queue, an SNS topic or an S3 bucket; empty for none. */
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string().optional() }).optional() }).default({}),
});
/** See the schema of the same name. */
export type StreamSettings = z.infer<typeof StreamSettings>;
