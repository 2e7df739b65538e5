import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";

/** Turns the flow log on or off. Source: https://docs.aws.amazon.com/connect/latest/APIReference/flow-control-actions-updateflowloggingbehavior.html */
export const updateFlowLoggingBehavior = defineAction({
  type: "UpdateFlowLoggingBehavior",
  errors: [],
  parameters: z.strictObject({ FlowLoggingBehavior: z.enum(["Enabled", "Disabled"]) }),
  run(parameters, session) {
    session.setLogging(parameters.FlowLoggingBehavior === "Enabled");
    return goOn;
  },
});
