import { z } from "zod";
import {
  cloudWatchClient,
  lambdaSettingsClient,
  logsClient,
  stepFunctionsClient,
} from "../../../adapters/aws-clients.ts";
import { createFunctionHealth } from "../../../adapters/cloudwatch-function-health.ts";
import { createFunctionSettings } from "../../../adapters/lambda-function-settings.ts";
import { createMachines } from "../../../adapters/sfn-machines.ts";
import { treatableFunctions } from "../../../domain/metrics/function-groups.ts";
import { environment } from "../../../runtime/environment.ts";
import { step } from "../../../runtime/step.ts";
import { AlarmStateChange } from "../../../schemas/alarm-state.ts";
import { routeAlarm } from "./step.ts";

const env = environment(z.object({ REMEDY_MACHINE_ARN: z.string(), STACK_PREFIX: z.string() }));

/** Invoked by the EventBridge rule for alarms that a remedy may cure (events/alarm-state/remedy-rule.yml). */
export const handler = step({
  service: "remedy.route-alarm",
  input: AlarmStateChange,
  dependencies: {
    ...createFunctionHealth(cloudWatchClient(), logsClient()),
    ...createFunctionSettings(lambdaSettingsClient()),
    ...createMachines(stepFunctionsClient(), { remedy: env.REMEDY_MACHINE_ARN }),
    stackPrefix: env.STACK_PREFIX,
    treatable: treatableFunctions,
    now: () => new Date(),
  },
  run: (dependencies, event) => routeAlarm(dependencies, event),
});
