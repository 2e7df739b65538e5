import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { callbackPlan } from "../../../domain/callback/callback-plan.ts";
import configuredHours from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { environment } from "../../../runtime/environment.ts";
import { stageSetting } from "../../../runtime/stage-setting.ts";
import { step } from "../../../runtime/step.ts";
import { ContactInput } from "../../contact/contact-input.ts";
import { planCallback } from "./step.ts";

const env = environment(
  z.object({ LEDGER_TABLE: z.string(), OPENING_HOURS: stageSetting(OpeningHours, configuredHours) }),
);
const dynamo = dynamoClient();
const now = () => new Date();

/** Says when to call next, or that the callback is over. */
export const handler = step({
  service: "callback.plan-callback",
  input: ContactInput,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE, now),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, now),
    plan: callbackPlan,
    hours: env.OPENING_HOURS,
    now,
  },
  run: planCallback,
});
