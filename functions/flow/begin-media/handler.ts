import { z } from "zod";
import { dynamoClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createCallerKey } from "../../../adapters/caller-key.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { FlowEvent } from "../../../schemas/flow.ts";
import { beginMedia } from "./step.ts";

const env = environment(
  z.object({ LEDGER_TABLE: z.string(), CONTACT_MACHINE_ARN: z.string(), CALLER_KEY_PEPPER: z.string().min(32) }),
);
const dynamo = dynamoClient();
const machines = createMachines(stepFunctionsClient(), { contact: env.CONTACT_MACHINE_ARN });

/** Invoked by the inbound flow right after media streaming has started. */
export const handler = step({
  service: "flow.begin-media",
  input: FlowEvent,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, () => new Date()),
    ...machines,
    callerKey: createCallerKey(env.CALLER_KEY_PEPPER),
  },
  run: beginMedia,
});
