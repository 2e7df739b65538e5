import { z } from "zod";
import { dynamoClient, eventBridgeClient } from "../../../adapters/aws-clients.ts";
import { createCallbackBook } from "../../../adapters/dynamo-callback-book.ts";
import { createContactLedger } from "../../../adapters/dynamo-contact-ledger.ts";
import { createEventPublisher } from "../../../adapters/eventbridge-publisher.ts";
import configuredHours from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { DecidedUtterance } from "../../../schemas/utterance.ts";
import { offerCallback } from "./step.ts";

const env = environment(z.object({ LEDGER_TABLE: z.string() }));
const dynamo = dynamoClient();

/** Promises the caller to call back. */
export const handler = step({
  service: "utterance.offer-callback",
  input: DecidedUtterance,
  dependencies: {
    ...createContactLedger(dynamo, env.LEDGER_TABLE),
    ...createCallbackBook(dynamo, env.LEDGER_TABLE),
    publish: createEventPublisher(eventBridgeClient()),
    now: () => new Date(),
    timeZone: configuredHours.timeZone,
  },
  run: offerCallback,
});
