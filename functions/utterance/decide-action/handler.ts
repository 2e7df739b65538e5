import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createCallerHistory } from "../../../adapters/dynamo-caller-history.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import configuredHours from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { environment } from "../../../runtime/environment.ts";
import { stageSetting } from "../../../runtime/stage-setting.ts";
import { step } from "../../../runtime/step.ts";
import { UnderstoodUtterance } from "../../../schemas/utterance.ts";
import { decideActionStep } from "./step.ts";

const env = environment(
  z.object({ LEDGER_TABLE: z.string(), OPENING_HOURS: stageSetting(OpeningHours, configuredHours) }),
);
const dynamo = dynamoClient();
const now = () => new Date();

/** Decides whether to answer, ask again, escalate, call back, open an issue, end, or leave it. */
export const handler = step({
  service: "utterance.decide-action",
  input: UnderstoodUtterance,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCallerHistory(dynamo, env.LEDGER_TABLE, now),
    hours: env.OPENING_HOURS,
    now,
  },
  run: decideActionStep,
});
