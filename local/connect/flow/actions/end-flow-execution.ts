import { z } from "zod";
import { defineAction } from "../action-type.ts";

/**
 * Ends the flow and leaves the contact where it is: a caller who waits goes on waiting, in silence.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/flow-control-actions-endflowexecution.html
 */
export const endFlowExecution = defineAction({
  type: "EndFlowExecution",
  flows: ["CUSTOMER_QUEUE"],
  errors: [],
  leadsOn: false,
  parameters: z.strictObject({}),
  run: () => ({ kind: "ended", how: "finished" }),
});
