import { z } from "zod";
import { defineAction } from "../action-type.ts";
import { isReference, lookUp } from "../resolve-reference.ts";

/** Branches on a value of the contact. Source: https://docs.aws.amazon.com/connect/latest/APIReference/flow-control-actions-compare.html */
export const compare = defineAction({
  type: "Compare",
  errors: ["NoMatchingCondition"],
  conditions: "any",
  leadsOn: false,
  parameters: z.strictObject({
    ComparisonValue: z.string().refine(isReference, "must be one reference such as $.Attributes.language"),
  }),
  run: (parameters, session) => ({ kind: "result", value: lookUp(parameters.ComparisonValue, session.data()) ?? "" }),
});
