import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { FlowEvent } from "../../../schemas/flow.ts";
import { nextActionStep } from "./step.ts";

const env = environment(
  z.object({
    LEDGER_TABLE: z.string(),
    QUEUE_KOREAN_GENERAL: z.string(),
    QUEUE_KOREAN_BILLING: z.string(),
    QUEUE_ENGLISH_GENERAL: z.string(),
  }),
);
const queueArns = {
  "korean-general": env.QUEUE_KOREAN_GENERAL,
  "korean-billing": env.QUEUE_KOREAN_BILLING,
  "english-general": env.QUEUE_ENGLISH_GENERAL,
};

/** Invoked by the inbound flow, again and again, while the caller is on the line. */
export const handler = step({
  service: "flow.next-action",
  input: FlowEvent,
  dependencies: { ...createContactLedger(dynamoClient(), env.LEDGER_TABLE), now: Date.now, sleep, queueArns },
  run: nextActionStep,
});
