import { z } from "zod";
import { dynamoClient, eventBridgeClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { DecidedUtterance } from "../../../schemas/utterance.ts";
import { requestEscalation } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), ESCALATION_MACHINE_ARN: z.string() }));
const ledger = createContactLedger(dynamoClient(), env.LEDGER_TABLE);

/** Hands the caller over to the agents of a queue. */
export const handler = step({
  service: "utterance.request-escalation",
  input: DecidedUtterance,
  dependencies: {
    ...ledger,
    ...createMachines(stepFunctionsClient(), { escalation: env.ESCALATION_MACHINE_ARN }),
    publish: createEventPublisher(eventBridgeClient()),
    now: () => new Date(),
  },
  run: requestEscalation,
});
