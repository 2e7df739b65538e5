import { z } from "zod";
import { defineAction, goOn } from "../action-type.ts";
import { FlowActionFailed } from "../flow-session.ts";
import { resolveText } from "../resolve-reference.ts";

/**
 * Sets the contact's language. The flow language lets this action set more (name, description, references); the simulation takes what it can
 * honour and refuses the rest. Source: https://docs.aws.amazon.com/connect/latest/APIReference/contact-actions-updatecontactdata.html
 */
export const updateContactData = defineAction({
  type: "UpdateContactData",
  errors: ["NoMatchingError"],
  parameters: z.strictObject({ LanguageCode: z.string().min(1), TargetContact: z.literal("Current").optional() }),
  run(parameters, session) {
    const languageCode = resolveText(parameters.LanguageCode, session.data());
    if (!/^[a-z]{2,3}-[A-Z]{2}$/.test(languageCode))
      throw new FlowActionFailed(`"${languageCode}" is no language code.`);
    session.setLanguage(languageCode);
    return goOn;
  },
});
