import { ServiceError } from "../../gateway/service.ts";
import { parseJsonObject } from "../parse-json-object.ts";
import type { BusEvent } from "../rule.ts";
import type { Delivery } from "../target/deliver.ts";
import { sendToTarget, type TargetServices } from "../target/send-to-target.ts";
import { type ScheduledTarget, scheduledInput } from "./scheduled-target.ts";

/** What a schedule needs of the stack. */
export interface ScheduledDependencies extends TargetServices {
  readonly region: string;
  readonly accountId: string;
  readonly ids: () => string;
}

/**
 * One firing of a schedule on its way to the target.
 * Source of the dead letter's form: https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 * @param time what the schedule meant, in milliseconds since the epoch
 * @param forward puts an event on the bus with this ARN
 */
export function sendScheduled(
  dependencies: ScheduledDependencies,
  scheduled: ScheduledTarget,
  time: number,
  forward: (busArn: string, event: BusEvent) => void,
): Delivery {
  const { arn, name, target } = scheduled;
  const id = dependencies.ids();
  const inputOf = (attempt: number) => scheduledInput(scheduled, { id, scheduledAt: time, attempt }, dependencies);
  return {
    async send(attempt) {
      const body = inputOf(attempt);
      if (target.arn.split(":")[2] === "events")
        return forward(target.arn, eventOf(dependencies, scheduled, time, body));
      await sendToTarget(dependencies, {
        targetArn: target.arn,
        body,
        id,
        time,
        ...(target.partitionKey ? { partitionKey: target.partitionKey } : {}),
        ...(target.messageGroupId ? { messageGroupId: target.messageGroupId } : {}),
      });
    },
    retryPolicy: target,
    from: name,
    what: `the invocation of ${target.arn} at ${new Date(time).toISOString()}`,
    deadLetter: {
      body: inputOf(1),
      attributes: {
        SCHEDULE_ARN: arn,
        TARGET_ARN: target.arn,
        SCHEDULED_TIME: `${new Date(time).toISOString().slice(0, 19)}Z`,
        IS_PAYLOAD_TRUNCATED: "false",
      },
      ...(target.deadLetterArn ? { queueArn: target.deadLetterArn } : {}),
    },
  };
}

/** PutEvents as the scheduler calls it: the input is the event's detail. */
function eventOf(
  { ids, accountId, region }: ScheduledDependencies,
  { arn, target }: ScheduledTarget,
  time: number,
  body: string,
): BusEvent {
  if (!target.event)
    throw new ServiceError("ValidationException", "EventBridgeParameters are required for an event bus as target.");
  const detail = parseJsonObject(body);
  if (!detail) throw new ServiceError("ValidationException", "The input for an event bus is no JSON object.");
  return {
    version: "0",
    id: ids(),
    "detail-type": target.event.detailType,
    source: target.event.source,
    account: accountId,
    time: `${new Date(time).toISOString().slice(0, 19)}Z`,
    region,
    resources: [arn],
    detail,
  };
}
