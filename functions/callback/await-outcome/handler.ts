import { z } from "zod";
import { dynamoClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { AwaitInput, awaitSignal } from "../../contact/await-signal.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const ledger = createContactLedger(dynamoClient(), env.LEDGER_TABLE);

/** Leaves the task token of the callback with the outbound contact, where the step that learns what became of the call finds it. */
export const handler = step({
  service: "callback.await-outcome",
  input: AwaitInput,
  dependencies: { ...ledger, ...createMachines(stepFunctionsClient(), {}), awaited: "call" },
  run: awaitSignal,
});
