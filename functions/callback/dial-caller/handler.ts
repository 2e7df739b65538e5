import { z } from "zod";
import { connectClient, dynamoClient } from "../../../adapters/aws-clients.ts";
import { createDialler } from "../../../adapters/connect-dialler.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { callbackPlan } from "../../../domain/callback/callback-plan.ts";
import configuredHours from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { environment } from "../../../runtime/environment.ts";
import { jsonText } from "../../../runtime/json-text.ts";
import { stageSetting } from "../../../runtime/stage-setting.ts";
import { step } from "../../../runtime/step.ts";
import { DialCallerInput, dialCaller } from "./step.ts";

const env = environment(
  z.object({
    LEDGER_TABLE: z.string(),
    CONNECT_INSTANCE_ARN: z.string(),
    OUTBOUND_FLOW_ARN: z.string(),
    QUEUE_ARNS: jsonText(z.record(z.string(), z.string())),
    OPENING_HOURS: stageSetting(OpeningHours, configuredHours),
  }),
);
const dynamo = dynamoClient();
const now = () => new Date();

/** Calls a caller back. */
export const handler = step({
  service: "callback.dial-caller",
  input: DialCallerInput,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE, now),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, now),
    ...createDialler(connectClient(), env.CONNECT_INSTANCE_ARN),
    plan: callbackPlan,
    hours: env.OPENING_HOURS,
    queueArns: env.QUEUE_ARNS,
    flowArn: env.OUTBOUND_FLOW_ARN,
    now,
  },
  run: dialCaller,
});
