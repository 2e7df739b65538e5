import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";
import { FlowActionFailed } from "../flow-session.ts";
import { resolveText } from "../resolve-reference.ts";

/** All attributes of a contact together, UTF-8. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateContactAttributes.html */
const attributesBytes = 32_768;

/** Sets all given attributes, or none. Source: https://docs.aws.amazon.com/connect/latest/adminguide/contact-actions-updatecontactattributes.html */
export const updateContactAttributes = defineAction({
  type: "UpdateContactAttributes",
  errors: ["NoMatchingError"],
  parameters: z.strictObject({
    Attributes: z.record(z.string().min(1), z.string()),
    TargetContact: z.literal("Current").optional(),
  }),
  run(parameters, session) {
    const data = session.data();
    const attributes = Object.fromEntries(
      Object.entries(parameters.Attributes).map(([key, value]) => [resolveText(key, data), resolveText(value, data)]),
    );
    if (Buffer.byteLength(JSON.stringify(attributes)) > attributesBytes) {
      throw new FlowActionFailed(`The attributes hold more than ${attributesBytes} bytes.`);
    }
    session.setAttributes(attributes);
    return goOn;
  },
});
