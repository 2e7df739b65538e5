import { z } from "zod";
import { stepFunctionsClient } from "../../../adapters/aws-clients.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { IssueOpened } from "../../../schemas/domain-events.ts";
import { routeOpenedIssue } from "./step.ts";

const env = environment(z.object({ ISSUE_MACHINE_ARN: z.string() }));

/** Invoked by the EventBridge rule for opened issues (events/issue-opened/rule.yml): a rule cannot name the execution that it starts. */
export const handler = step({
  service: "issue.route-opened-issue",
  input: IssueOpened,
  dependencies: createMachines(stepFunctionsClient(), { issue: env.ISSUE_MACHINE_ARN }),
  run: routeOpenedIssue,
});
