import type { StateChange } from "../cloudwatch/alarm-messages.ts";
import { type Place, topicMessage } from "../cloudwatch/alarm-messages.ts";
import type { ServiceClient } from "../gateway/service-client.ts";

/**
 * Carries out the actions of alarms: a message to an SNS topic.
 * @returns a function that throws an Error for any other kind of action, and when the topic refuses the message
 */
export function alarmActionsOver(
  client: ServiceClient,
  place: Place,
): (actionArn: string, change: StateChange) => Promise<void> {
  return async (actionArn, change) => {
    if (actionArn.split(":")[2] !== "sns") throw new Error("the local stack carries out messages to SNS topics only");
    const { subject, message } = topicMessage(change, place);
    const body = new URLSearchParams({ Action: "Publish", TopicArn: actionArn, Subject: subject, Message: message });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const reply = await client.send("sns", "POST", "/", headers, body.toString());
    if (reply.statusCode >= 300) throw new Error(reply.body.toString("utf8"));
  };
}
