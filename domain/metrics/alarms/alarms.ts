import type { CompositeAlarm, MetricAlarm } from "./alarm.ts";
import { causeAlarms, causeComposites } from "./cause-alarms.ts";
import { edgeAlarms } from "./edge-alarms.ts";
import { flowAlarms } from "./flow-alarms.ts";
import { functionAlarms } from "./function-alarms.ts";
import { machineAlarms } from "./machine-alarms.ts";
import { objectiveAlarms, objectiveComposites } from "./objective-alarms.ts";
import { serviceAlarms } from "./service-alarms.ts";

/** Every alarm on metrics. */
export const metricAlarms: readonly MetricAlarm[] = [
  ...flowAlarms,
  ...objectiveAlarms,
  ...machineAlarms,
  ...edgeAlarms,
  ...functionAlarms,
  ...causeAlarms,
  ...serviceAlarms,
];

/** Every alarm on other alarms; what one refers to stands before it. */
export const compositeAlarms: readonly CompositeAlarm[] = [...objectiveComposites, ...causeComposites];
