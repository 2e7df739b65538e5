import { z } from "zod";
import { dynamoClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { ContactEvent } from "../../../schemas/contact-event.ts";
import { routeContactEvent } from "./step.ts";

const env = environment(
  z.object({ LEDGER_TABLE: z.string(), CONTACT_MACHINE_ARN: z.string(), ESCALATION_MACHINE_ARN: z.string() }),
);
const ledger = createContactLedger(dynamoClient(), env.LEDGER_TABLE);
const machines = createMachines(stepFunctionsClient(), {
  contact: env.CONTACT_MACHINE_ARN,
  escalation: env.ESCALATION_MACHINE_ARN,
});

/** Invoked by the EventBridge rule for Amazon Connect contact events (events/contact-event/rule.yml). */
export const handler = step({
  service: "contact.route-contact-event",
  input: ContactEvent,
  dependencies: { ...ledger, ...machines, now: () => new Date() },
  run: routeContactEvent,
});
