import { z } from "zod";
import { dynamoClient, lambdaSettingsClient } from "../../../adapters/aws-clients.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { createFunctionSettings } from "../../../adapters/lambda-function-settings.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { EndingInput } from "../remedy-input.ts";
import { restoreMemory } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const now = () => new Date();

/** Puts back the memory that a function had before its remedy. */
export const handler = step({
  service: "remedy.restore-memory",
  input: EndingInput,
  dependencies: {
    ...createRemedyBook(dynamoClient(), env.LEDGER_TABLE, now),
    ...createFunctionSettings(lambdaSettingsClient()),
    now,
  },
  run: restoreMemory,
});
