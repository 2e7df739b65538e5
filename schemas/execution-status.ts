import { z } from "zod";

/**
 * The change of an execution's status, as Step Functions tells it of Standard machines at best effort and in any order.
 * The documented shape has neither error nor cause: those are read with DescribeExecution.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export const ExecutionStatusChange = z.object({
  id: z.string().min(1),
  time: z.iso.datetime({ offset: true }),
  source: z.literal("aws.states"),
  "detail-type": z.literal("Step Functions Execution Status Change"),
  detail: z.object({
    executionArn: z.string().min(1),
    stateMachineArn: z.string().min(1),
    name: z.string().min(1),
    /** An open list: RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, PENDING_REDRIVE. */
    status: z.string().min(1),
  }),
});
export type ExecutionStatusChange = z.infer<typeof ExecutionStatusChange>;
