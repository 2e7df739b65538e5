import { z } from "zod";

/**
 * The change of a CloudWatch alarm's state; delivered at least once, unordered.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export const AlarmStateChange = z.object({
  id: z.string().min(1),
  time: z.iso.datetime({ offset: true }),
  source: z.literal("aws.cloudwatch"),
  "detail-type": z.literal("CloudWatch Alarm State Change"),
  detail: z.object({
    alarmName: z.string().min(1),
    state: z.object({
      /** OK, ALARM or INSUFFICIENT_DATA. */
      value: z.string().min(1),
      reason: z.string().nullish(),
      /** Such as `2019-10-02T17:04:40.985+0000`: ISO 8601 but for the colon that its offset lacks. */
      timestamp: z
        .string()
        .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/, "expected an instant with its zone"),
    }),
    configuration: z.object({ description: z.string().nullish() }).nullish(),
  }),
});
export type AlarmStateChange = z.infer<typeof AlarmStateChange>;
