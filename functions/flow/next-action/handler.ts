import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { environment } from "../../../runtime/environment.ts";
import { jsonText } from "../../../runtime/json-text.ts";
import { step } from "../../../runtime/step.ts";
import { FlowEvent } from "../../../schemas/flow.ts";
import { nextActionStep } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string(), QUEUE_ARNS: jsonText(z.record(z.string(), z.string())) }));

/** Invoked by the inbound flow, again and again, while the caller is on the line. */
export const handler = step({
  service: "flow.next-action",
  input: FlowEvent,
  dependencies: {
    ...createContactLedger(dynamoClient(), env.LEDGER_TABLE),
    now: Date.now,
    sleep,
    queueArns: env.QUEUE_ARNS,
  },
  run: nextActionStep,
});
