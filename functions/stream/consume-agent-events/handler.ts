import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { dynamoClient, logsClient, sqsClient } from "../../../adapters/aws-clients.ts";
import { createEmissionLog } from "../../../adapters/cloudwatch-emission-log.ts";
import { createAgentTime } from "../../../adapters/dynamo-agent-time.ts";
import { createEmissionLedger } from "../../../adapters/dynamo-emission-ledger.ts";
import { ledgerKeys } from "../../../adapters/ledger-keys.ts";
import { createDeadLetters } from "../../../adapters/sqs-dead-letters.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { KinesisBatch } from "../kinesis-batch.ts";
import { consumeAgentEvents } from "./step.ts";

const env = environment(
  z.object({ LEDGER_TABLE: z.string(), DEAD_LETTER_QUEUE_URL: z.string(), AWS_LAMBDA_LOG_GROUP_NAME: z.string() }),
);
const dynamo = dynamoClient();

/** Consumes Amazon Connect's stream of agent events. */
export const handler = step({
  service: "stream.consume-agent-events",
  input: KinesisBatch,
  dependencies: {
    ...createAgentTime(dynamo, env.LEDGER_TABLE),
    ...createEmissionLedger(dynamo, env.LEDGER_TABLE, ledgerKeys.agent),
    ...createEmissionLog(logsClient(), env.AWS_LAMBDA_LOG_GROUP_NAME),
    putDeadLetter: createDeadLetters(sqsClient(), env.DEAD_LETTER_QUEUE_URL),
    now: () => new Date(),
    sleep,
  },
  run: consumeAgentEvents,
});
