import { z } from "zod";
import { dynamoClient } from "../../../adapters/aws-clients.ts";
import { createEscalationBoard } from "../../../adapters/dynamo-escalation-board.ts";
import configuredHours from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { environment } from "../../../runtime/environment.ts";
import { stageSetting } from "../../../runtime/stage-setting.ts";
import { step } from "../../../runtime/step.ts";
import { FlowEvent } from "../../../schemas/flow.ts";
import { queueStatus } from "./step.ts";

const env = environment(
  z.object({ LEDGER_TABLE: z.string(), OPENING_HOURS: stageSetting(OpeningHours, configuredHours) }),
);

/** Invoked by the queue flow, again and again, while the caller waits for an agent. */
export const handler = step({
  service: "flow.queue-status",
  input: FlowEvent,
  dependencies: {
    ...createEscalationBoard(dynamoClient(), env.LEDGER_TABLE),
    hours: env.OPENING_HOURS,
    now: () => new Date(),
  },
  run: queueStatus,
});
