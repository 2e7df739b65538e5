import { z } from "zod";
import { dynamoClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { AwaitInput, awaitSignal } from "../../contact/await-signal.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const ledger = createContactLedger(dynamoClient(), env.LEDGER_TABLE);

/** Leaves the task token of the escalation in the ledger, where the step that learns of the agent, or of the caller's hanging up, finds it. */
export const handler = step({
  service: "escalation.await-agent",
  input: AwaitInput,
  dependencies: { ...ledger, ...createMachines(stepFunctionsClient(), {}), awaited: "agent" },
  run: awaitSignal,
});
