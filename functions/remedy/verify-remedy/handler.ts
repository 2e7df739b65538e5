import { z } from "zod";
import { cloudWatchClient, dynamoClient, lambdaSettingsClient, logsClient } from "../../../adapters/aws-clients.ts";
import { createFunctionHealth } from "../../../adapters/cloudwatch-function-health.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { createFunctionSettings } from "../../../adapters/lambda-function-settings.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RemedyInput } from "../remedy-input.ts";
import { verifyRemedy } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const now = () => new Date();

/** Looks whether a treated function is well. */
export const handler = step({
  service: "remedy.verify-remedy",
  input: RemedyInput,
  dependencies: {
    ...createRemedyBook(dynamoClient(), env.LEDGER_TABLE, now),
    ...createFunctionSettings(lambdaSettingsClient()),
    ...createFunctionHealth(cloudWatchClient(), logsClient()),
    now,
  },
  run: verifyRemedy,
});
