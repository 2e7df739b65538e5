import { z } from "zod";
import { defineAction } from "../action-type.ts";
import { resolveText } from "../resolve-reference.ts";

/** Goes on with another flow, at its beginning. Source: https://docs.aws.amazon.com/connect/latest/APIReference/flow-control-actions-transfertoflow.html */
export const transferToFlow = defineAction({
  type: "TransferToFlow",
  flows: ["CONTACT_FLOW"],
  errors: ["NoMatchingError"],
  leadsOn: false,
  parameters: z.strictObject({ ContactFlowId: z.string().min(1) }),
  run: (parameters, session) => ({
    kind: "flow",
    flow: session.findFlow(resolveText(parameters.ContactFlowId, session.data())),
  }),
});
