import { z } from "zod";
import { dynamoClient, lambdaSettingsClient } from "../../../adapters/aws-clients.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { createFunctionSettings } from "../../../adapters/lambda-function-settings.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { EndingInput } from "../remedy-input.ts";
import { confirmRestore } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));

/** Waits, by failing with NotReady, until AWS Lambda has put the earlier memory back. */
export const handler = step({
  service: "remedy.confirm-restore",
  input: EndingInput,
  dependencies: {
    ...createRemedyBook(dynamoClient(), env.LEDGER_TABLE, () => new Date()),
    ...createFunctionSettings(lambdaSettingsClient()),
  },
  run: confirmRestore,
});
