import type { Clock } from "../clock.ts";
import type { MetricStore } from "../cloudwatch/metric-store.ts";
import type { Rule } from "./rule.ts";
import type { DeliveryStep } from "./target/deliver.ts";

/** What is counted of a rule. */
export type RuleStep = DeliveryStep | "matched";

/** Names in the namespace `AWS/Events`: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
const metricsOfRules: Readonly<Record<RuleStep, readonly string[]>> = {
  matched: ["MatchedEvents", "TriggeredRules"],
  attempt: ["Invocations", "InvocationAttempts"],
  retry: ["InvocationAttempts", "RetryInvocationAttempts"],
  delivered: ["SuccessfulInvocationAttempts"],
  failed: ["FailedInvocations"],
  "sent-to-dead-letters": ["InvocationsSentToDlq"],
  "dead-letter-refused": ["InvocationsFailedToBeSentToDlq"],
};

/** Names in the namespace `AWS/Scheduler`: https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html */
const metricsOfSchedules: Readonly<Record<DeliveryStep, readonly string[]>> = {
  attempt: ["InvocationAttemptCount"],
  retry: ["InvocationAttemptCount"],
  delivered: [],
  failed: ["TargetErrorCount", "InvocationDroppedCount"],
  "sent-to-dead-letters": ["InvocationsSentToDeadLetterCount"],
  "dead-letter-refused": ["InvocationsFailedToBeSentToDeadLetterCount"],
};

/** Counts what becomes of events, as EventBridge's own metrics do. */
export interface DeliveryMetrics {
  countRule(rule: Pick<Rule, "name" | "busName">, step: RuleStep): void;
  countSchedule(groupName: string, step: DeliveryStep): void;
}

/** Makes counters over a store; without one nothing is counted. */
export function createDeliveryMetrics(store: MetricStore | undefined, clock: Clock): DeliveryMetrics {
  const count = (namespace: string, names: readonly string[], dimensions: Readonly<Record<string, string>>) => {
    for (const name of names)
      store?.put({ namespace, name, dimensions, unit: "Count", timestamp: clock.now(), value: 1 });
  };
  return {
    countRule({ name, busName }, step) {
      const dimensions = { ...(busName === "default" ? {} : { EventBusName: busName }), RuleName: name };
      count("AWS/Events", metricsOfRules[step], dimensions);
    },
    countSchedule: (groupName, step) => count("AWS/Scheduler", metricsOfSchedules[step], { ScheduleGroup: groupName }),
  };
}
