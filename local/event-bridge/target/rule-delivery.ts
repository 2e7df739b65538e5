import type { BusEvent, Rule, RuleTarget } from "../rule.ts";
import type { Delivery } from "./deliver.ts";
import { valueAt } from "./event-path.ts";
import { sendToTarget, type TargetServices } from "./send-to-target.ts";
import { type ReceivedEvent, targetInput } from "./target-input.ts";

/**
 * An event that a rule matched, on its way to one of the rule's targets.
 * Source of the dead letter's form: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @param forward puts an event on the bus with this ARN
 */
export function ruleDelivery(
  stack: TargetServices,
  rule: Rule,
  target: RuleTarget,
  received: ReceivedEvent,
  forward: (busArn: string, event: BusEvent) => void,
): Delivery {
  const { event, receivedAt } = received;
  return {
    async send() {
      if (target.arn.split(":")[2] === "events") return forward(target.arn, event);
      const partitionKey = target.partitionKeyPath && valueAt(event, target.partitionKeyPath);
      await sendToTarget(stack, {
        targetArn: target.arn,
        body: targetInput(rule, target, received),
        id: event.id,
        time: receivedAt,
        ...(target.messageGroupId ? { messageGroupId: target.messageGroupId } : {}),
        ...(partitionKey === undefined ? {} : { partitionKey: String(partitionKey) }),
      });
    },
    retryPolicy: target,
    from: rule.name,
    what: `event ${event.id} (${event["detail-type"]}) to ${target.arn}`,
    deadLetter: {
      body: JSON.stringify(event),
      attributes: { RULE_ARN: rule.arn, TARGET_ARN: target.arn },
      ...(target.deadLetterArn ? { queueArn: target.deadLetterArn } : {}),
    },
  };
}
