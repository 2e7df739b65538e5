import { z } from "zod";
import { sqsClient, stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { IssueResolved } from "../../../schemas/domain-events.ts";
import { DeadLetterQueueUrls, deadLetterQueues } from "../../api/dead-letter-queues.ts";
import { routeResolvedIssue } from "./step.ts";

const env = environment(z.object({ REDRIVE_MACHINE_ARN: z.string(), DEAD_LETTER_QUEUES: DeadLetterQueueUrls }));

/** Invoked by the EventBridge rule for resolved issues (events/issue-resolved/rule.yml). */
export const handler = step({
  service: "redrive.route-resolved-issue",
  input: IssueResolved,
  dependencies: {
    ...createMachines(stepFunctionsClient(), { redrive: env.REDRIVE_MACHINE_ARN }),
    queues: deadLetterQueues(sqsClient(), env.DEAD_LETTER_QUEUES),
  },
  run: routeResolvedIssue,
});
