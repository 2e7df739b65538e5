import { z } from "zod";
import { dynamoClient, lambdaSettingsClient } from "../../../adapters/aws-clients.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { createFunctionSettings } from "../../../adapters/lambda-function-settings.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RemedyInput } from "../remedy-input.ts";
import { claimRemedy } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** Asks whether a function may be treated now, and with how much memory. */
export const handler = step({
  service: "remedy.claim-remedy",
  input: RemedyInput,
  dependencies: {
    ...createRemedyBook(dynamoClient(), env.LEDGER_TABLE, () => new Date()),
    ...createFunctionSettings(lambdaSettingsClient()),
  },
  run: claimRemedy,
});
