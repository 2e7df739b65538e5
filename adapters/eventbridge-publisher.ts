import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { PublishEvent } from "../ports/event-publisher.ts";
import { transient } from "../runtime/faults.ts";
import { faultOf } from "./aws-faults.ts";

/** Publishes domain events on the default bus with source `aicc`. PutEvents answers 200 even when it took nothing: the count of failed entries decides. */
export function createEventPublisher(client: EventBridgeClient): PublishEvent {
  return async (event) => {
    const { type, id, occurredAt, correlationId, causationId, data } = event;
    const version = Number(/\.v(\d+)$/.exec(type)?.[1] ?? 1);
    const detail = { metadata: { id, occurredAt, correlationId, causationId, version }, data };
    const entry = { Source: "aicc", DetailType: type, Time: new Date(occurredAt), Detail: JSON.stringify(detail) };
    let answer: Awaited<ReturnType<typeof send>>;
    try {
      answer = await send();
    } catch (error) {
      throw faultOf(error, `publish ${type}`);
    }
    if ((answer.FailedEntryCount ?? 0) > 0) {
      const failed = answer.Entries?.[0];
      throw transient(`could not publish ${type}: ${failed?.ErrorCode ?? "no code"} ${failed?.ErrorMessage ?? ""}`);
    }
    function send() {
      return client.send(new PutEventsCommand({ Entries: [entry] }));
    }
  };
}
