import { z } from "zod";
import { dynamoClient, lambdaSettingsClient } from "../../../adapters/aws-clients.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { createFunctionSettings } from "../../../adapters/lambda-function-settings.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { RemedyInput } from "../remedy-input.ts";
import { raiseMemory } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const now = () => new Date();

/** Gives a function one step more memory. */
export const handler = step({
  service: "remedy.raise-memory",
  input: RemedyInput,
  dependencies: {
    ...createRemedyBook(dynamoClient(), env.LEDGER_TABLE, now),
    ...createFunctionSettings(lambdaSettingsClient()),
    now,
  },
  run: raiseMemory,
});
