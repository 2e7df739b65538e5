import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient, lambdaSettingsClient } from "../../../adapters/aws-clients.ts";
import { createRemedyBook } from "../../../adapters/dynamo-remedy-book.ts";
import { createFunctionSettings } from "../../../adapters/lambda-function-settings.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { respond } from "../respond.ts";
import { UndoRequest, undoRemedy } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const now = () => new Date();

/** `POST /remedies/{remedyId}/undo`: gives a function its earlier memory back. */
export const handler = step({
  service: "api.undo-remedy",
  input: UndoRequest,
  dependencies: {
    ...createRemedyBook(dynamoClient(), env.LEDGER_TABLE, now),
    ...createFunctionSettings(lambdaSettingsClient()),
    now,
    sleep: (milliseconds: number) => sleep(milliseconds),
  },
  run: (dependencies, request) => respond(() => undoRemedy(dependencies, request)),
});
